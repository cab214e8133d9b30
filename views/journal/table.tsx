import type { ListedEvent } from '#src/domain/events/list-events.ts'
import type { DetailNames } from '#src/domain/events/read-detail-names.ts'
import { paths } from '#src/paths.ts'
import { isolated } from '../components/isolated.ts'
import { Moment } from '../components/moment.tsx'
import { Table } from '../components/table.tsx'
import { useView, useWords } from '../view.ts'
import { actionWords, detailWords, subjectWords } from './event-words.ts'
import { SubjectLink } from './subject.tsx'

export function EventTable({ rows, names }: { rows: readonly ListedEvent[]; names: DetailNames }) {
  const t = useWords()
  const head = [t('journal.when'), t('journal.who'), t('journal.what'), t('journal.which'), t('journal.more')]
  return (
    <div class="journal">
      <Table caption={t('journal.caption')} head={head}>
        {rows.map((event) => (
          <EventRow event={event} names={names} />
        ))}
      </Table>
    </div>
  )
}

function EventRow({ event, names }: { event: ListedEvent; names: DetailNames }) {
  const { words } = useView()
  const { t } = words
  return (
    <tr data-id={event.publicId} data-action={event.action}>
      <td>
        <Moment at={event.at} form="date_time" />
      </td>
      <td data-label={t('journal.who')}>
        <Who event={event} />
      </td>
      <th scope="row">{actionWords(words, event.action)}</th>
      <td data-label={t('journal.which')}>
        <Which event={event} />
      </td>
      <td>
        <Details event={event} names={names} />
      </td>
    </tr>
  )
}

function Who({ event: { actor } }: { event: ListedEvent }) {
  const t = useWords()
  if (!actor) return <span class="soft">{t('journal.nobody')}</span>
  return <a href={paths.admin.user(actor.publicId)}>{isolated(actor.name || t('journal.erased'))}</a>
}

/** What kind of thing it is, and which: what has no name of its own is only its kind. */
function Which({ event: { subjectType, subjectId, subjectName } }: { event: ListedEvent }) {
  const { words } = useView()
  const kind = subjectWords(words, subjectType)
  if (subjectName === '') return <SubjectLink type={subjectType} id={subjectId} name={kind} />
  return (
    <div>
      <span class="hint">{`${kind} `}</span>
      <SubjectLink type={subjectType} id={subjectId} name={subjectName} />
      {subjectName === null && <span class="hint">{` ${words.t('journal.gone')}`}</span>}
    </div>
  )
}

function Details({ event, names }: { event: ListedEvent; names: DetailNames }) {
  const { words } = useView()
  const details = detailWords(words, event, names)
  if (details.length === 0) return null
  return (
    <ul class="event-details">
      {details.map(({ label, value }) => (
        <li>{words.t('journal.detail', { label, value: isolated(value) })}</li>
      ))}
    </ul>
  )
}
