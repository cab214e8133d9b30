import { useView } from '../view.ts'
import type { Words } from '../words/index.ts'
import { onceEach } from './once-each.ts'

/** `short_date` is for tables with many columns. */
type Form = 'date' | 'short_date' | 'date_time' | 'time'

/** An instant in the reader's language and the platform's zone. */
export function Moment({ at, form = 'date' }: { at: number | Date; form?: Form }) {
  const { words, timeZone } = useView()
  return <time datetime={new Date(at).toISOString()}>{formatMoment(words, timeZone, at, form)}</time>
}

/** The same as text, for sentences. */
export function formatMoment(words: Words, timeZone: string, at: number | Date, form: Form = 'date'): string {
  const language = words.language === 'en' ? 'en-GB' : words.language
  const text = formatOf(language, timeZone, form).format(at)
  return words.language === 'fr' ? text.replace(/^1(?=\s)/, '1er') : text
}

const formatOf = onceEach(
  (language: string, timeZone: string, form: Form) =>
    new Intl.DateTimeFormat(language, { ...styles[form], timeZone }),
)

const styles = {
  date: { dateStyle: 'long' },
  short_date: { dateStyle: 'medium' },
  date_time: { dateStyle: 'medium', timeStyle: 'short' },
  time: { timeStyle: 'short' },
} as const satisfies Record<Form, Intl.DateTimeFormatOptions>
