import type { Words } from '../words/index.ts'

/** `nl-BE` as its readers say it: "Dutch (Belgium)", "néerlandais (Belgique)". */
export function languageName(words: Words, tag: string): string {
  const names = new Intl.DisplayNames([words.language], { type: 'language', languageDisplay: 'standard' })
  const name = names.of(tag) ?? tag
  return name.charAt(0).toLocaleUpperCase(words.language) + name.slice(1)
}
