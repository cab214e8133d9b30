import type { mailKinds } from '#src/db/schema/mails.ts'
import { cleanLine, lengthOf } from '../text/clean.ts'
import { type LetterPartName, letterTextMax, unknownPlaceholders } from './letter-texts.ts'

export type CheckedText =
  /** Empty when our own sentence is meant. */
  | { state: 'valid'; text: string }
  | { state: 'too_long'; max: number }
  /** A placeholder this part does not have, or half of one, as written. */
  | { state: 'unknown_placeholder' | 'unbalanced'; found: string }
  | { state: 'control_character' }

/** Reads what was typed for a part of a letter. What could not be sent as it stands is refused, never mended. */
export function checkLetterText(
  given: string,
  kind: (typeof mailKinds)[number],
  part: LetterPartName,
): CheckedText {
  if (hidden.test(given)) return { state: 'control_character' }
  const text = cleanLine(given)
  const [found] = unknownPlaceholders(kind, part, text)
  if (found) return { state: isWhole.test(found) ? 'unknown_placeholder' : 'unbalanced', found }
  const max = letterTextMax[part]
  return lengthOf(text) > max ? { state: 'too_long', max } : { state: 'valid', text }
}

const isWhole = /^\{\{.*\}\}$/

/** What no line of text has: control characters, breaks, marks that hide or turn text. Joiners stay, emoji need them. */
const hidden = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u
