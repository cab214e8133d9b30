import { type SQL, sql } from 'drizzle-orm'
import { foldLetters } from './fold-letters.ts'
import { anyOf, beginning, fact, factBeginning, term } from './terms.ts'

/** Most characters and words of a search; what is typed beyond them is left out. */
const typedMax = 100
const wordsMax = 8

/**
 * A word as the tokenizer of the indexes knows it (unicode61): letters and digits, and of the marks only the accents that it ignores. At
 * other signs it cuts, vowels of Thai or Hindi among them; and what it cuts within quotes is a phrase, which such an index refuses.
 */
const word =
  /[[\p{L}\p{N}]--[\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3]][[\p{L}\p{N}\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331]--[\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3]]*/gv

/** What was typed into a search. */
export type Typed = {
  /** Parts of a question, each of which has to be found by the index; accents and case are the index's to ignore. */
  words: string[]
  /** The domain of an address among them, from its @ on, in small letters, which has to stand in the row. */
  domain: string | null
}

/**
 * What to look for: each word that was typed is the beginning of one, or a label of a domain as a whole. Null where something was
 * typed that has no letter and no digit, which nothing contains; no words where nothing was typed.
 */
export function readTyped(typed: string): Typed | null {
  const given = typed
    .toWellFormed()
    .normalize('NFC')
    .trim()
    .replace(/^mailto:/i, '')
  const text = Array.from(given).slice(0, typedMax).join('')
  const found = [...text.matchAll(word)]
  if (text !== '' && found.length === 0) return null
  const domain = domainOfAddress.exec(text)
  const end = domain ? domain.index + domain[0].length : undefined
  const words = found
    .slice(0, wordsMax)
    .filter(({ 0: one, index }) => index + one.length !== end)
    .map(({ 0: one, index }) => partFor(one, text.slice(0, index), text.slice(index + one.length)))
  return { words, domain: domain?.[0].toLowerCase() ?? null }
}

/**
 * To its last word, which may go on. That one is not asked of the index: it would gather all whose domain has a label that begins
 * like `com` or `be`, in a town perhaps everybody.
 */
const domainOfAddress = /@(?:[a-z\d-]+\.)+[a-z\d-]*[a-z\d](?!\S)/i

/** Words before an @, and those behind it but for the last, are typed to their ends. */
function partFor(one: string, before: string, after: string): string {
  if (/^\S*@/.test(after)) return term(foldLetters(one))
  if (!/@\S*$/.test(before)) return anyOf([beginning(foldLetters(one)), fact(`at:${one}`)])
  return /^\S/.test(after) ? fact(`at:${one}`) : factBeginning(`at:${one}`)
}

/** Whether a text has the domain that was typed. */
export function hasDomain({ domain }: Typed, text: SQL): SQL[] {
  return domain === null ? [] : [sql`instr(lower(${text}), ${domain}) > 0`]
}
