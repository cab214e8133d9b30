import type { Words } from '../words/index.ts'

/** What every letter may know besides its own data. */
export type Sender = {
  words: Words
  platformName: string
  origin: string
  timeZone: string
  /** Whom people may ask, in one line or two. */
  supportContact?: string | undefined
}

/** What a letter says, part by part in reading order. Its text and its HTML are two forms of the same parts. */
export type LetterParts = {
  subject: string
  /** What mail programs show beside the subject. */
  preheader: string
  greeting: string
  /** That this is only a test. */
  notice?: string
  /** Why the person gets this letter, and what to do. */
  paragraphs: string[]
  /** What came of something, in numbers. */
  sums?: { count: string; label: string }[]
  /** Someone's own words, set apart from ours. */
  message?: { title: string; text: string } | undefined
  button: { label: string; url: string }
  /** A second, quieter way. */
  other?: { label: string; url: string }
  code?: { label: string; code: string }
  /** How long the link works. */
  until?: string
  /** For people who did not expect the letter. */
  unexpected: string
  /** For people who do not want it; `oneClick` is for their mail programs, which read no page. */
  wayOut?: { text: string; label: string; url: string; oneClick: string }
}

/** The greeting, by name where it is known. */
export function greet({ words }: Sender, firstName: string | null): string {
  return firstName ? words.t('letters.greeting', { name: firstName }) : words.t('letters.greeting_nobody')
}
