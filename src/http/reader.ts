import type { AppContext } from './context.ts'

/** For whom names are chosen and days are meant. */
export function readerOf(c: AppContext): { language: string; timeZone: string } {
  return { language: c.get('words').language, timeZone: c.get('settings').timeZone }
}
