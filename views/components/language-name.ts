import type { Words } from '../words/index.ts'

/** `nl-BE` as its readers say it: "Dutch (Belgium)", "néerlandais (Belgique)". */
export function languageName(words: Words, tag: string): string {
  const names = new Intl.DisplayNames([words.language], { type: 'language', languageDisplay: 'standard' })
  const name = names.of(tag) ?? tag
  return name.charAt(0).toLocaleUpperCase(words.language) + name.slice(1)
}

/** The languages as a sentence lists them, each with the tag that a cell may hold: `nl-BE (Dutch (Belgium))`. */
export function languagesNamed(words: Words, tags: readonly string[]): string {
  return tags.map((tag) => `${tag} (${languageName(words, tag)})`).join(', ')
}
