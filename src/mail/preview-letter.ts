import type { LetterKind } from '#src/domain/mails/mail.ts'
import type { Settings } from '#src/env.ts'
import { composeLetter } from './compose.tsx'
import type { Letter } from './letter.ts'
import { type SampleGiven, sampleFacts } from './sample-facts.ts'

/** A letter as somebody would get it, for looking at it: its code and its links open nothing. */
export function previewLetter(
  kind: LetterKind,
  language: string,
  given: Omit<SampleGiven, 'now' | 'expiryDays'>,
  settings: Settings,
  now: number,
): Promise<Letter> {
  const { expiryDays } = settings
  return composeLetter(sampleFacts(kind, language, { ...given, now, expiryDays }), settings, now)
}
