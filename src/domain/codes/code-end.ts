import type { Keys } from '#src/keys.ts'
import { deriveLetterCode, tailLength } from './code.ts'

/** The end of a letter code as people type it: alone, or the whole last group, with or without the dots or dash before it. */
const lastGroup = /^[\s.\p{Pd}\u2212]*([0-9A-HJKMNP-TV-Z]{4,5})$/u

/** The last symbols of a letter code that somebody looks for, as they are kept; null where something else was typed. */
export function readCodeEnd(typed: string): string | null {
  const text = typed.normalize('NFKC').trim().toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')
  return lastGroup.exec(text)?.[1]?.slice(-tailLength) ?? null
}

/** The last symbols of a letter code, by which the desk tells a letter from the others. */
export function codeEndOf(
  keys: Keys,
  { publicId, generation }: { publicId: string; generation: number },
): string {
  return deriveLetterCode(keys, publicId, generation).slice(-tailLength)
}
