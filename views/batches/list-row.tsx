import type { ListedBatch } from '#src/domain/batches/listed-batch.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { languageName } from '../components/language-name.ts'
import { Moment } from '../components/moment.tsx'
import { useView, useWords } from '../view.ts'
import { rowsRead } from './review-counts.tsx'
import { stateSaid } from './state-said.ts'

export const batchColumns = ['when', 'who', 'source', 'state', 'people'] as const

export function BatchRow({ batch }: { batch: ListedBatch }) {
  const t = useWords()
  const { publicId, state, createdAt, inviterName } = batch
  return (
    <tr data-id={publicId} data-state={state}>
      <th scope="row">
        <a href={paths.admin.batch(publicId)}>
          <Moment at={createdAt} form="date_time" />
        </a>
      </th>
      <td data-label={t('batches.list.who')}>
        <bdi>{inviterName}</bdi>
      </td>
      <td data-label={t('batches.list.source')}>
        <Source batch={batch} />
      </td>
      <td>
        <States batch={batch} />
      </td>
      <td data-label={t('batches.list.people')}>
        <PeopleReached batch={batch} />
      </td>
    </tr>
  )
}

export function States({ batch }: { batch: ListedBatch }) {
  const t = useWords()
  return (
    <>
      <Badge state={batch.state}>{stateSaid(t, batch)}</Badge>
      {batch.pausedAt !== null && (
        <>
          {' '}
          <Badge state="paused">{t('batches.mails.paused.title')}</Badge>
        </>
      )}
    </>
  )
}

/** From what it was made, and with which choices for everyone on the list. */
function Source({ batch: { fileName, source, options } }: { batch: ListedBatch }) {
  const { words } = useView()
  const { t } = words
  const { groups, projects, admin, hasMessage, codes, renews, language } = options
  return (
    <div>
      {fileName === null ? t(`batches.sources.${source}`) : <bdi class="file-name">{fileName}</bdi>}
      <ul class="chips">
        <li data-kind="plain">{languageName(words, language)}</li>
        {admin && <li data-kind="admin">{t('batches.list.options.admin')}</li>}
        {groups > 0 && <li data-kind="group">{t('batches.list.options.groups', { count: groups })}</li>}
        {projects > 0 && (
          <li data-kind="project">{t('batches.list.options.projects', { count: projects })}</li>
        )}
        {hasMessage && <li data-kind="plain">{t('batches.list.options.message')}</li>}
        {codes && (source !== 'codes' || fileName !== null) && (
          <li data-kind="plain">{t('batches.list.options.codes')}</li>
        )}
        {renews && <li data-kind="plain">{t('batches.list.options.renews')}</li>}
      </ul>
    </div>
  )
}

export function PeopleReached({ batch }: { batch: ListedBatch }) {
  const t = useWords()
  if (batch.source === 'codes') return codesSaid(t, batch)
  if (batch.state === 'draft') return t('batches.list.draft_people', { count: rowsRead(batch.counts) })
  const reached = [
    batch.invitedCount > 0 && t('batches.list.invited', { count: batch.invitedCount }),
    batch.addedCount > 0 && t('batches.list.added', { count: batch.addedCount }),
    batch.renewedCount > 0 && t('batches.list.renewed', { count: batch.renewedCount }),
  ].filter((part) => part !== false)
  return reached.length > 0 ? reached.join(', ') : t('batches.list.nobody')
}

function codesSaid(t: ReturnType<typeof useWords>, { state, counts, invitedCount }: ListedBatch): string {
  if (state === 'draft') return t('batches.codes.list.draft', { count: rowsRead(counts) })
  return t('batches.codes.list.made', { count: invitedCount })
}
