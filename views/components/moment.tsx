import { useView } from '../view.ts'
import type { Words } from '../words/index.ts'

/** `short_date` is for tables with many columns. */
type Form = 'date' | 'short_date' | 'date_time'

/** An instant in the reader's language and the platform's zone. */
export function Moment({ at, form = 'date' }: { at: number | Date; form?: Form }) {
  const { words, timeZone } = useView()
  return <time datetime={new Date(at).toISOString()}>{formatMoment(words, timeZone, at, form)}</time>
}

/** The same as text, for sentences. */
export function formatMoment(words: Words, timeZone: string, at: number | Date, form: Form = 'date'): string {
  const language = words.language === 'en' ? 'en-GB' : words.language
  const style = styles[form]
  const text = new Intl.DateTimeFormat(language, { ...style, timeZone }).format(at)
  return words.language === 'fr' ? text.replace(/^1(?=\s)/, '1er') : text
}

const styles = {
  date: { dateStyle: 'long' },
  short_date: { dateStyle: 'medium' },
  date_time: { dateStyle: 'medium', timeStyle: 'short' },
} as const satisfies Record<Form, Intl.DateTimeFormatOptions>
