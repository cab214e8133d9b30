import { useView } from '../view.ts'
import type { Words } from '../words/index.ts'

type Form = 'date' | 'date_time'

/** An instant in the reader's language and the platform's zone. */
export function Moment({ at, form = 'date' }: { at: number | Date; form?: Form }) {
  const { words, timeZone } = useView()
  return <time datetime={new Date(at).toISOString()}>{formatMoment(words, timeZone, at, form)}</time>
}

/** The same as text, for sentences. */
export function formatMoment(words: Words, timeZone: string, at: number | Date, form: Form = 'date'): string {
  const language = words.language === 'en' ? 'en-GB' : words.language
  const style = form === 'date' ? ({ dateStyle: 'long' } as const) : dateTime
  return new Intl.DateTimeFormat(language, { ...style, timeZone }).format(at)
}

const dateTime = { dateStyle: 'medium', timeStyle: 'short' } as const
