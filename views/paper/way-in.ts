import type { PaperLetter } from '#src/domain/invitations/read-letters.ts'
import { paths } from '#src/paths.ts'
import { formatMoment } from '../components/moment.tsx'
import { useView } from '../view.ts'
import { type Words, wordsIn } from '../words/index.ts'

/** What a letter and a card both say, in the language of whom they are for. */
export type WayIn = {
  words: Words
  name: string
  /** What the QR code leads to. */
  link: string
  /** What is typed into a browser. */
  address: string
  /** Until when, in words. */
  until: string
}

export function useWayIn(letter: PaperLetter, origin: string): WayIn {
  const { languages, timeZone } = useView()
  const words = wordsIn(letter.locale, languages[0])
  const moment = formatMoment(words, timeZone, letter.expiresAt, 'date_time')
  return {
    words,
    name: `${letter.firstName} ${letter.lastName}`.trim(),
    link: origin + paths.code(letter.code),
    address: new URL(origin).host + paths.codeEntry(),
    until: words.t('paper.letter.until', { moment }),
  }
}
