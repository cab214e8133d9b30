import * as v from 'valibot'
import { nameMax } from '#src/domain/groups/group.ts'
import { isPublicId } from '#src/domain/ids/is-public-id.ts'
import { newPublicId } from '#src/domain/ids/new-public-id.ts'
import { readAddress } from '#src/domain/invitations/address.ts'
import { cleanLine, cleanText, lengthOf } from '#src/domain/text/clean.ts'
import type { WordKey } from '#views/words/index.ts'
import { pastedAddress } from './pasted-address.ts'

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

/** All values of a field that may be repeated; with `unreadable`, what is no text is a mistake, without it nothing was sent. */
export function severalTexts(unreadable?: WordKey) {
  const values = v.union([v.string(), v.array(v.string())], unreadable)
  return v.pipe(
    unreadable ? v.optional(values, []) : v.fallback(v.optional(values, []), []),
    v.transform((given) => [given].flat()),
  )
}

/** A whole number of days that was typed; null where it is none, or not between one and the most. */
export function readDays(typed: string, max: number): number | null {
  const days = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : 0
  return days >= 1 && days <= max ? days : null
}

/** The address of a person as people paste it, read as it is compared. */
export function registeredAddress(invalid: WordKey) {
  return v.pipe(
    v.string(invalid),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const read = readAddress(pastedAddress(dataset.value))
      if (read.state === 'valid') return read
      addIssue({ message: invalid })
      return NEVER
    }),
  )
}

/** The id a form was given for the thing it makes; without one, a new id. */
export const formId = v.fallback(v.pipe(v.string(), v.check(isPublicId)), () => newPublicId())
