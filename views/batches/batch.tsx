import type { Batch } from '#src/domain/batches/read-batch.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { LinkButton } from '../components/button.tsx'
import { formatMoment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'

/** A batch after the decision: its progress, what came of it, or that it was cancelled. */
export function BatchPage({ batch }: { batch: Batch }) {
  const { words, timeZone } = useView()
  const { t } = words
  const when = formatMoment(words, timeZone, batch.createdAt, 'date_time')
  const title = t('batches.batch.title', { when })
  return (
    <PanelLayout title={title} section="batches">
      <PageHeader title={title} lead={<Lead batch={batch} />} />
      <div id="batch" aria-live="polite">
        <BatchProgress batch={batch} />
      </div>
      <p>
        <a href={paths.admin.batches()}>{t('batches.batch.all')}</a>
      </p>
    </PanelLayout>
  )
}

function Lead({ batch }: { batch: Batch }) {
  const t = useWords()
  const { fileName, source, inviterName: who } = batch
  return fileName === null
    ? t('batches.batch.lead', { source: t(`batches.sources.${source}`), who })
    : t('batches.batch.lead_file', { file: `\u2068${fileName}\u2069`, who })
}

/** The part that changes while the batch runs; htmx asks for it every second until it no longer asks for itself. */
export function BatchProgress({ batch }: { batch: Batch }) {
  const t = useWords()
  return (
    <div class="batch card" data-id={batch.publicId} data-state={batch.state} {...polling(batch)}>
      <Badge state={batch.state}>{t(`batches.states.${batch.state}`)}</Badge>
      {batch.state === 'confirmed' && <Progress batch={batch} />}
      {batch.state === 'done' && <Result batch={batch} />}
      {batch.state === 'cancelled' && <Cancelled batch={batch} />}
    </div>
  )
}

function polling({ state, publicId }: Batch) {
  if (state !== 'confirmed') return {}
  return {
    'hx-get': paths.admin.batch(publicId),
    'hx-trigger': 'every 1s',
    'hx-target': '#batch',
    'hx-status:4xx': 'swap:none',
    'hx-status:5xx': 'swap:none',
  }
}

function Progress({ batch }: { batch: Batch }) {
  const t = useWords()
  const { counts, invitedCount, renewedCount, addedCount, publicId } = batch
  const total = counts.invite + counts.renew + counts.add
  const done = invitedCount + renewedCount + addedCount
  return (
    <>
      <h2>{t('batches.batch.progress.title')}</h2>
      <progress max={total} value={done} aria-labelledby="progress-text" />
      <p id="progress-text">{t('batches.batch.progress.text', { count: total, done })}</p>
      <p class="soft">
        {t('batches.batch.progress.leave')}{' '}
        <a href={paths.admin.batch(publicId)}>{t('batches.batch.progress.refresh')}</a>
      </p>
    </>
  )
}

function Result({ batch }: { batch: Batch }) {
  const t = useWords()
  const { counts, invitedCount, renewedCount, addedCount, publicId } = batch
  const planned = counts.invite + counts.renew + counts.add
  const otherwise = planned - invitedCount - renewedCount - addedCount
  const lines = [
    { key: 'invited', count: invitedCount },
    { key: 'added', count: addedCount },
    { key: 'renewed', count: renewedCount },
    { key: 'unchanged', count: counts.unchanged },
    { key: 'skipped', count: counts.skip },
    { key: 'left_out', count: counts.problem },
  ] as const
  return (
    <>
      <h2>{t('batches.batch.result.title')}</h2>
      <ul class="result">
        {lines
          .filter(({ count }) => count > 0)
          .map(({ key, count }) => (
            <li data-result={key}>
              <strong class="count-number">{count}</strong> {t(`batches.batch.result.${key}`, { count })}
            </li>
          ))}
      </ul>
      {otherwise > 0 && <p class="soft">{t('batches.batch.result.otherwise', { count: otherwise })}</p>}
      <div class="actions">
        {invitedCount + renewedCount > 0 && (
          <LinkButton href={paths.admin.invitations({ batch: publicId })}>
            {t('batches.batch.result.invitations')}
          </LinkButton>
        )}
        <LinkButton kind="quiet" href={paths.admin.newBatch()}>
          {t('batches.batch.result.again')}
        </LinkButton>
      </div>
    </>
  )
}

function Cancelled({ batch }: { batch: Batch }) {
  const t = useWords()
  const way = batch.source === 'workbook' ? 'workbook' : 'addresses'
  return (
    <>
      <h2>{t('batches.batch.cancelled.title')}</h2>
      <p>{t(`batches.batch.cancelled.${batch.confirmedAt === null ? 'text' : 'stopped'}`)}</p>
      <LinkButton kind="quiet" href={paths.admin.newBatch(way)}>
        {t('batches.batch.cancelled.again')}
      </LinkButton>
    </>
  )
}
