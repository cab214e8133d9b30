import type { BatchMails } from '#src/domain/batches/batch-mails.ts'
import type { Progress } from '#src/domain/batches/progress.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import type { Funnel } from '#src/domain/batches/read-funnel.ts'
import type { LostGroup } from '#src/domain/batches/read-lost-groups.ts'
import { paths } from '#src/paths.ts'
import { isolated } from '../components/isolated.ts'
import { formatMoment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { AboutLink } from '../journal/about-link.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import type { ChangesPart } from './changes.tsx'
import { BatchMailsCard, PauseNote } from './mails.tsx'
import { ProgressCard, saidOf } from './progress.tsx'
import { ResultCard } from './result.tsx'

/** A batch after the decision, with all that is told of it. */
export type BatchProps = {
  batch: Batch
  progress: Progress
  mails: BatchMails
  funnel: Funnel
  changes: ChangesPart
  lostGroups: readonly LostGroup[]
}

/** A batch after the decision: its progress, what came of it, or that it was cancelled. */
export function BatchPage(props: BatchProps) {
  const { words, timeZone } = useView()
  const { t } = words
  const when = formatMoment(words, timeZone, props.batch.createdAt, 'date_time')
  const title = t('batches.batch.title', { when })
  return (
    <PanelLayout title={title} section="batches">
      <PageHeader title={title} lead={<Lead batch={props.batch} />} />
      <div id="batch">
        <BatchState {...props} />
      </div>
      <AboutLink subject="batch" id={props.batch.publicId} />
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
    : t('batches.batch.lead_file', { file: isolated(fileName), who })
}

/**
 * The part that changes while the batch runs. It is morphed: what stays the same is not touched, so the focus stays where
 * it is, and the spoken line is heard only when it has become another.
 */
export function BatchState(props: BatchProps) {
  const t = useWords()
  return (
    <>
      <p id="batch-said" class="visually-hidden" role="status">
        {saidOf(t, props.batch.state, props.progress)}
      </p>
      <PauseNote batch={props.batch} mails={props.mails} />
      {props.batch.state === 'confirmed' ? (
        <>
          <ProgressCard {...props} />
          <BatchMailsCard batch={props.batch} mails={props.mails} />
        </>
      ) : (
        <ResultCard {...props} />
      )}
    </>
  )
}
