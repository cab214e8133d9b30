import * as v from 'valibot'
import { messageMax } from '#src/domain/batches/batch.ts'
import { codeDaysDefault, codeDaysMax, codesPerBatchMax } from '#src/domain/codes/limits.ts'
import { cleanText, lengthOf } from '#src/domain/text/clean.ts'
import { readDays, severalTexts } from '#src/http/form-fields.ts'

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

const file = v.optional(v.union([v.file(), v.string()], 'batches.errors.no_file'))
const language = v.optional(v.string('batches.errors.unknown_language'))

const mailsForm = v.object({
  source: v.picklist(['addresses', 'workbook'], 'batches.errors.unreadable_form'),
  addresses: v.optional(v.string('batches.errors.unreadable_form'), ''),
  file,
  admin: ticked,
  projects: several,
  groups: several,
  language,
  message,
  existing: v.optional(v.picklist(['leave', 'renew'], 'batches.errors.unreadable_form'), 'leave'),
  codes: ticked,
})

/** Codes for letters: so many, or one for everybody on a list. Without `made`, a file that was chosen says which. */
const codesForm = v.pipe(
  v.object({
    source: v.literal('codes'),
    made: v.optional(v.picklist(['count', 'file'], 'batches.errors.unreadable_form')),
    count: v.optional(v.string('batches.errors.count_missing'), ''),
    file,
    days: v.pipe(
      v.optional(v.string('batches.errors.days'), String(codeDaysDefault)),
      v.transform((typed) => readDays(typed, codeDaysMax)),
      v.number('batches.errors.days'),
    ),
    groups: several,
    language,
    message,
  }),
  v.forward(
    v.partialCheck(
      [['made'], ['count'], ['file']],
      (form) => isFromFile(form) || form.count.trim() !== '',
      'batches.errors.count_missing',
    ),
    ['count'],
  ),
  v.forward(
    v.partialCheck(
      [['made'], ['count'], ['file']],
      (form) => isFromFile(form) || readCount(form.count) !== null,
      'batches.errors.count',
    ),
    ['count'],
  ),
)

/** "Invite users", whichever way. */
export const batchForm = v.variant('source', [mailsForm, codesForm], 'batches.errors.unreadable_form')
export type BatchForm = v.InferOutput<typeof batchForm>
export type CodesForm = v.InferOutput<typeof codesForm>

type Made = { made?: 'count' | 'file' | undefined; file?: File | string | undefined }

export function isFromFile({ made, file }: Made): boolean {
  return made === undefined ? file instanceof File && file.name !== '' : made === 'file'
}

/** A whole number of codes; blanks may separate its thousands. Null where it is none, or not between one and the most. */
export function readCount(typed: string): number | null {
  const digits = typed.replace(/\s/g, '')
  const count = /^\d{1,6}$/.test(digits) ? Number(digits) : 0
  return count >= 1 && count <= codesPerBatchMax ? count : null
}

/** What is said out loud on the review page. */
export const confirmationForm = v.object({
  leave_out: ticked,
  admin: ticked,
  /** Of the draft that the page showed. */
  revision: v.optional(v.pipe(v.string(), v.digits(), v.transform(Number))),
})

export const addressCheckForm = v.object({ addresses: v.optional(v.string(), '') })
