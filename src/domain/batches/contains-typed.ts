import { and, or, type SQL, sql } from 'drizzle-orm'

/** Most characters and words of a search; what is typed beyond them is left out. */
const typedMax = 100
const wordsMax = 8

/**
 * Whether a text contains every word that was typed, in any order and any case: for the rows of a draft, which are JSON and in no
 * index; lists ask theirs (db/terms.ts). `instr` knows no wildcards, so `%` and `_` mean themselves. SQLite folds the case of ASCII
 * letters only; accented ones are looked for as small, capital and capitalised. Undefined when nothing was typed.
 */
export function containsTyped(text: SQL, typed: string): SQL | undefined {
  return and(
    ...wordsOf(typed).map((word) =>
      or(...needlesOf(word).map((needle) => sql`instr(lower(${text}), ${needle}) > 0`)),
    ),
  )
}

/** The same of texts at hand, whatever the case of their letters. */
export function holdsTyped(typed: string): (text: string) => boolean {
  const words = wordsOf(typed).map((word) => word.toLowerCase())
  return (text) => {
    const small = text.toLowerCase()
    return words.length > 0 && words.every((word) => small.includes(word))
  }
}

function wordsOf(typed: string): string[] {
  return readTyped(typed).split(' ').filter(Boolean).slice(0, wordsMax)
}

/** What was typed, with its blanks made one and cut to a sensible length. */
function readTyped(typed: string): string {
  const text = typed
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\s\p{C}]+/gu, ' ')
  return Array.from(text).slice(0, typedMax).join('').trim()
}

function needlesOf(word: string): string[] {
  const small = word.toLowerCase()
  const [first = '', ...rest] = small
  const spellings = [small, word.toUpperCase(), first.toUpperCase() + rest.join('')]
  return [...new Set(spellings.map(asSqliteFolds))]
}

function asSqliteFolds(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}
