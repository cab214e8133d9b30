import { cleanLine } from './clean.ts'

/** A text without case, accents and surrounding blanks, for comparing. */
export function fold(text: string): string {
  return cleanLine(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
