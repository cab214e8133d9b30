import { fold } from '../text/fold.ts'

/** How people and Excel say yes and no in English, French, Dutch, German and Spanish; accents and case do not matter. */
const yes = ['true', 'vrai', 'waar', 'wahr', 'verdadero', '1', 'yes', 'oui', 'ja', 'si']
const no = ['false', 'faux', 'onwaar', 'falsch', 'falso', '0', 'no', 'non', 'nee', 'nein']

/** The value of an admin cell, or undefined when it is neither yes nor no. */
export function readAdmin(given: string): boolean | undefined {
  const word = fold(given)
  if (yes.includes(word)) return true
  return no.includes(word) ? false : undefined
}

/**
 * The platform language meant by a tag, in any case: a bare `nl` finds `nl-BE` where only one fits (M5), and `nl-BE` finds `nl`
 * where the platform does not speak of regions.
 */
export function readLanguage(given: string, languages: readonly string[]): string | undefined {
  const tag = fold(given).replaceAll('_', '-')
  const named = (wanted: string) => languages.find((language) => language.toLowerCase() === wanted)
  const regional = languages.filter((language) => language.toLowerCase().startsWith(`${tag}-`))
  return named(tag) ?? (regional.length === 1 ? regional[0] : named(tag.replace(/-.*/, '')))
}
