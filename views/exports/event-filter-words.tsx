import type { JournalChoices } from '#src/domain/events/read-journal-choices.ts'
import { formatMoment } from '../components/moment.tsx'
import { actionWords, subjectWords } from '../journal/event-words.ts'
import { useView } from '../view.ts'
import type { Words } from '../words/index.ts'

type Query = Partial<Record<'person' | 'action' | 'subject' | 'from' | 'until', string | undefined>>
type FilterProps = { query: Query; choices: JournalChoices }

/** What a view of the journal shows, as one line. */
export function EventFilterWords({ query, choices }: FilterProps) {
  const { words } = useView()
  const { t } = words
  const { person, action, from, until } = query
  const known = choices.people.find(({ publicId }) => publicId === person)?.name
  const parts = [
    action && actionWords(words, action),
    person && t('exports.by', { name: person === 'nobody' ? t('journal.nobody') : (known ?? person) }),
    subjectOf(words, query, choices),
    from && t('exports.from', { date: dayIn(words, from) }),
    until && t('exports.until', { date: dayIn(words, until) }),
  ].filter(Boolean)
  return <>{parts.length > 0 ? parts.join(' · ') : t('exports.everything')}</>
}

function subjectOf(words: Words, { subject: id }: Query, { subject }: JournalChoices): string | undefined {
  if (!id) return undefined
  return subject ? `${subjectWords(words, subject.type)} ${subject.name}`.trim() : id
}

/** A day of the calendar is the same day everywhere. */
function dayIn(words: Words, day: string): string {
  return formatMoment(words, 'UTC', Date.parse(`${day}T00:00:00Z`))
}
