import i18next, { type ParseKeys, type TFunction } from 'i18next'
import { onceEach } from '../components/once-each.ts'
import { de } from './de/index.ts'
import { en } from './en/index.ts'
import { es } from './es/index.ts'
import { fr } from './fr/index.ts'
import { nl } from './nl/index.ts'

export const interfaceLanguages = ['en', 'fr', 'nl', 'de', 'es'] as const
export type Language = (typeof interfaceLanguages)[number]
export type WordKey = ParseKeys

/** The sentences of one language. */
export type Words = { language: Language; t: TFunction }

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en }
  }
}

const catalogues = i18next.createInstance()
catalogues.init({
  resources: {
    en: { translation: en },
    fr: { translation: fr },
    nl: { translation: nl },
    de: { translation: de },
    es: { translation: es },
  },
  fallbackLng: false,
  initAsync: false,
  // Views escape what they show (hono/jsx); letters escape in their own components.
  interpolation: { escapeValue: false },
})

/** The catalogue for a language tag: `fr-BE` finds `fr`, and what we do not speak finds the platform's own language. */
export function wordsIn(tag: string, fallback = 'en'): Words {
  const language = [tag, fallback].map(languageOf).find((found) => found !== undefined) ?? 'en'
  return { language, t: sentencesOf(language) }
}

/** A sentence without values is looked up once: a page of a list says the same ones in each row. */
const sentencesOf = onceEach((language: Language): TFunction => {
  const find = catalogues.getFixedT(language)
  const known = new Map<WordKey, string>()
  const say = (key: WordKey, values?: Record<string, unknown>) => {
    if (values !== undefined) return find(key, values)
    const sentence = known.get(key) ?? find(key)
    known.set(key, sentence)
    return sentence
  }
  return say as unknown as TFunction // -- the same function, but for how often it looks
})

function languageOf(tag: string): Language | undefined {
  const base = tag.toLowerCase().split(/[-_]/)[0]
  return isLanguage(base) ? base : undefined
}

export function isLanguage(tag: string | undefined): tag is Language {
  return interfaceLanguages.some((language) => language === tag)
}
