import { type SQL, sql } from 'drizzle-orm'

/**
 * Letters that are no base letter with an accent, so the indexes' tokenizer leaves them, and how they are typed where a keyboard lacks
 * them: whoever types `grossmann` means Großmann too.
 */
const spellings = [
  ['ßẞ', 'ss'],
  ['øØ', 'o'],
  ['łŁ', 'l'],
  ['đĐðÐ', 'd'],
  ['þÞ', 'th'],
  ['æÆ', 'ae'],
  ['œŒ', 'oe'],
  ['ı', 'i'],
] as const

const folded = new Map(
  spellings.flatMap(([letters, spelling]) =>
    [...letters].map((letter): [string, string] => [letter, spelling]),
  ),
)
const letters = new RegExp(`[${[...folded.keys()].join('')}]`, 'g')

/** A text with these letters as they are typed elsewhere. */
export function foldLetters(text: string): string {
  return text.replace(letters, (letter) => folded.get(letter) ?? letter)
}

/** The same of an expression. Most texts are ASCII, and then it costs next to nothing. */
export function foldedLetters(text: SQL): SQL {
  const all = [...folded].reduce(
    (inner, [letter, spelling]) => sql`replace(${inner}, ${sql.raw(`'${letter}', '${spelling}'`)})`,
    text,
  )
  return sql`iif(length(${text}) = octet_length(${text}), ${text}, ${all})`
}
