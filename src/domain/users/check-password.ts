import { commonWords, walks } from './common-passwords.ts'

export type PasswordVerdict = 'fine' | 'too_short' | 'too_long' | 'common' | 'personal'

/** Code points of a password, NIST SP 800-63B-4 §3.1.1.2 and DESIGN 4. */
const passwordMin = 12
const passwordMax = 128
/** Letters that must be left when the person's own names are taken out. */
const ownLettersMin = 6

type Person = { firstName: string; lastName: string; email: string }

/**
 * Whether a password may be chosen: long enough, and neither made of what everybody uses nor of the person's own name or
 * address. There are no rules about kinds of characters.
 */
export function checkPassword(password: string, person: Person): PasswordVerdict {
  const length = [...password].length
  if (length < passwordMin) return 'too_short'
  if (length > passwordMax) return 'too_long'
  const spellings = spellingsOf(password)
  if (spellings.some((text) => isMonotonous(text) || isCovered(text, common))) return 'common'
  return spellings.some((text) => isOwn(text, partsOf(person))) ? 'personal' : 'fine'
}

type Vocabulary = { words: readonly string[]; walks: readonly string[] }

const common: Vocabulary = {
  words: commonWords,
  walks: walks.flatMap((walk) => [walk, [...walk].reverse().join('')]),
}
const nothing: Vocabulary = { words: [], walks: [] }

const marks = /[\p{P}\p{Z}\s$+<=>^`|~€£]/gu
const weightless = /^[\p{N}\p{P}\p{Z}\s$+<=>^`|~€£]$/u

/** As written, and without all that stands between letters and digits; lower case, without accents. */
function spellingsOf(text: string): string[] {
  const plain = withoutAccents(text)
  return [plain, plain.replace(marks, '')]
}

function withoutAccents(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
}

/** A few characters in turn, or a short piece over and over. */
function isMonotonous(text: string): boolean {
  const symbols = [...text]
  if (new Set(symbols).size <= 4) return true
  return [1, 2, 3, 4, 5, 6].some((period) => symbols.every((symbol, at) => symbol === symbols[at % period]))
}

/** Whether a vocabulary explains the text, but for one letter that somebody hung onto it. */
function isCovered(text: string, vocabulary: Vocabulary): boolean {
  const left = lettersLeft(text, vocabulary)
  return left === 0 || (left === 1 && lettersLeft(text, nothing) > ownLettersMin)
}

/** Whether too little is left without the person's own names, or only what everybody uses. */
function isOwn(text: string, names: string[]): boolean {
  if (isCovered(text, { words: [...common.words, ...names], walks: common.walks })) return true
  const left = lettersLeft(text, { words: names, walks: [] })
  return left < ownLettersMin && left < lettersLeft(text, nothing)
}

/** Names, and the pieces of the address that are words; the mail provider's too. */
function partsOf({ firstName, lastName, email }: Person): string[] {
  const names = [firstName, lastName, firstName + lastName, email].map(withoutAccents)
  const pieces = names.flatMap((name) => [...name.split(/[^\p{L}]+/u), name.replace(/[^\p{L}]/gu, '')])
  return pieces.filter((piece) => [...piece].length >= 3)
}

/**
 * The fewest letters of a text that are left when words and walks of a vocabulary are laid over it. Digits and marks
 * weigh nothing, and may stand for the letter they look like.
 */
function lettersLeft(text: string, { words, walks }: Vocabulary): number {
  const symbols = [...text]
  const left: number[] = [0]
  const reach = (end: number, letters: number) => {
    left[end] = Math.min(left[end] ?? Number.POSITIVE_INFINITY, letters)
  }
  for (const [at, symbol] of symbols.entries()) {
    const letters = left[at] ?? 0
    reach(at + 1, letters + (weightless.test(symbol) ? 0 : 1))
    for (const word of words) if (isAt(symbols, at, word)) reach(at + word.length, letters)
    for (const walk of walks) for (const end of endsOfWalk(symbols, at, walk)) reach(end, letters)
  }
  return left[symbols.length] ?? 0
}

function isAt(symbols: string[], at: number, word: string): boolean {
  if (at + word.length > symbols.length) return false
  for (let place = 0; place < word.length; place++) {
    const symbol = symbols[at + place] ?? ''
    const letter = word[place] ?? ''
    if (symbol !== letter && !lookalikes[symbol]?.includes(letter)) return false
  }
  return true
}

/** Where stretches of a walk may end that begin here. */
function endsOfWalk(symbols: string[], at: number, walk: string): number[] {
  const start = walk.indexOf(symbols[at] ?? '')
  let steps = 0
  while (start >= 0 && at + steps < symbols.length && symbols[at + steps] === walk[start + steps]) steps++
  return Array.from({ length: Math.max(0, steps - 2) }, (_, more) => at + 3 + more)
}

const lookalikes: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '8': 'b',
  '(': 'c',
  '3': 'e',
  '€': 'e',
  '6': 'g',
  '9': 'g',
  '1': 'il',
  '!': 'il',
  '|': 'il',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
  '+': 't',
  '2': 'z',
}
