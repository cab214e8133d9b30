import { cleanLine } from '../text/clean.ts'

const shownMax = 80

/** A value as an error or a sentence shows it: on one line, without marks that hide or turn text, cut where it is long. */
export function shorten(text: string): string {
  const shown = Array.from(cleanLine(text.slice(0, 1000)))
  return shown.length > shownMax ? `${shown.slice(0, shownMax - 1).join('')}…` : shown.join('')
}
