import type { Progress } from '#src/domain/batches/progress.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'

/** The question before a batch is stopped half-way, and what it would mean. */
export function CancellationPage({ batch, progress }: { batch: Batch; progress: Progress }) {
  const t = useWords()
  const title = t('batches.batch.stop.title')
  const isOnPaper = batch.source === 'codes'
  return (
    <PanelLayout title={title} section="batches">
      <PageHeader title={title} />
      <div class="batch card">
        <p>
          {t('batches.batch.stop.so_far', { done: progress.handled, count: progress.total })}{' '}
          {t('batches.batch.stop.done')}
        </p>
        <ul class="bullets">
          <li>{t(isOnPaper ? 'batches.codes.stop.made' : 'batches.batch.stop.letters')}</li>
          <li>{t(isOnPaper ? 'batches.codes.stop.rest' : 'batches.batch.stop.rest')}</li>
        </ul>
        <form class="actions" method="post" action={paths.admin.batchCancellation(batch.publicId)}>
          <Button kind="danger">{t('batches.batch.stop.yes')}</Button>
          <LinkButton kind="quiet" href={paths.admin.batch(batch.publicId)}>
            {t('batches.batch.stop.no')}
          </LinkButton>
        </form>
      </div>
    </PanelLayout>
  )
}
