import * as v from 'valibot'
import { nameMax } from '#src/domain/groups/group.ts'
import { newPublicId } from '#src/domain/ids/new-public-id.ts'
import { readAddress } from '#src/domain/invitations/address.ts'
import { cleanLine, cleanText, lengthOf } from '#src/domain/text/clean.ts'
import type { WordKey } from '#views/words/index.ts'

/** A name of a group or project, cleaned. */
export function shortName(missing: WordKey, tooLong: WordKey) {
  return v.pipe(
    v.string(missing),
    v.transform(cleanLine),
    v.minLength(1, missing),
    v.check((name) => lengthOf(name) <= nameMax, tooLong),
  )
}

/** A text of several lines, empty when it is not given. */
export function longText(tooLong: WordKey, max: number) {
  return v.pipe(
    v.optional(v.string(tooLong), ''),
    v.transform(cleanText),
    v.check((text) => lengthOf(text) <= max, tooLong),
  )
}

/** The address of a person, read as it is compared. */
export function registeredAddress(invalid: WordKey) {
  return v.pipe(
    v.string(invalid),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const read = readAddress(dataset.value)
      if (read.state === 'valid') return read
      addIssue({ message: invalid })
      return NEVER
    }),
  )
}

/** The id a form was given for the thing it makes; without one, a new id. */
export const formId = v.fallback(v.pipe(v.string(), v.regex(/^[0-9a-z]{20}$/)), () => newPublicId())
