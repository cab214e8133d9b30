import type { Words } from '../words/index.ts'
import { onceEach } from './once-each.ts'

/** `nl-BE` as its readers say it: "Dutch (Belgium)", "néerlandais (Belgique)". */
export function languageName(words: Words, tag: string): string {
  const name = languageNamesIn(words.language).of(tag) ?? tag
  return name.charAt(0).toLocaleUpperCase(words.language) + name.slice(1)
}

export const languageNamesIn = onceEach(
  (language: string) => new Intl.DisplayNames([language], { type: 'language', languageDisplay: 'standard' }),
)

/** The languages as a sentence lists them, each with the tag that a cell may hold: `nl-BE (Dutch (Belgium))`. */
export function languagesNamed(words: Words, tags: readonly string[]): string {
  return tags.map((tag) => `${tag} (${languageName(words, tag)})`).join(', ')
}
