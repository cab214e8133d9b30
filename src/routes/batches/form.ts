import * as v from 'valibot'
import { messageMax } from '#src/domain/batches/batch.ts'
import { cleanText, lengthOf } from '#src/domain/text/clean.ts'
import { severalTexts } from '#src/http/form-fields.ts'

/** A box to tick. Only what our form sends counts as a yes. */
const ticked = v.pipe(
  v.optional(v.unknown(), ''),
  v.transform((value) => value === 'on'),
)

const several = severalTexts('batches.errors.unknown_choice')

/** Text of several lines. Browsers send line ends as CR LF; people count characters, not bytes. */
const message = v.pipe(
  v.optional(v.string('batches.errors.unreadable_form'), ''),
  v.transform(cleanText),
  v.check((text) => lengthOf(text) <= messageMax, 'batches.errors.message_too_long'),
)

/** "Invite users", whichever way. */
export const batchForm = v.object({
  source: v.picklist(['addresses', 'workbook'], 'batches.errors.unreadable_form'),
  addresses: v.optional(v.string('batches.errors.unreadable_form'), ''),
  file: v.optional(v.union([v.file(), v.string()], 'batches.errors.no_file')),
  admin: ticked,
  projects: several,
  groups: several,
  language: v.optional(v.string('batches.errors.unknown_language')),
  message,
  existing: v.optional(v.picklist(['leave', 'renew'], 'batches.errors.unreadable_form'), 'leave'),
  codes: ticked,
})
export type BatchForm = v.InferOutput<typeof batchForm>

/** What is said out loud on the review page. */
export const confirmationForm = v.object({
  leave_out: ticked,
  admin: ticked,
  /** Of the draft that the page showed. */
  revision: v.optional(v.pipe(v.string(), v.digits(), v.transform(Number))),
})

export const addressCheckForm = v.object({ addresses: v.optional(v.string(), '') })
