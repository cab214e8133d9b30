import { isOnPaper } from '#src/domain/batches/on-paper.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { useWords } from '../view.ts'

/** Where to go from here. */
export function Ways({ batch }: { batch: Batch }) {
  const t = useWords()
  const { publicId, counts, source, erasedAt, confirmedAt } = batch
  const ofCodes = source === 'codes'
  const hasInvitations = batch.invitedCount + batch.renewedCount > 0
  const hasProblems = counts.problem > 0 && erasedAt === null && confirmedAt !== null
  const hasCodes = batch.options.codes && counts.codes > 0 && batch.invitedCount > 0
  return (
    <div class="actions">
      {ofCodes && hasCodes && <CodeWays publicId={publicId} isFirst />}
      {hasInvitations && (
        <LinkButton kind={ofCodes ? 'quiet' : 'primary'} href={paths.admin.invitations({ batch: publicId })}>
          {t(ofCodes ? 'batches.codes.result.see' : 'batches.batch.result.invitations')}
        </LinkButton>
      )}
      {hasInvitations && !isOnPaper(batch) && (
        <LinkButton kind="quiet" href={paths.admin.batchLetters(publicId)}>
          {t('letterbook.batch.see')}
        </LinkButton>
      )}
      {hasProblems && (
        <LinkButton kind="quiet" href={paths.admin.batchProblems(publicId)}>
          {t('batches.batch.result.problems')}
        </LinkButton>
      )}
      {!ofCodes && hasCodes && <CodeWays publicId={publicId} />}
      <LinkButton kind="quiet" href={paths.admin.newBatch(source)}>
        {batch.state !== 'done'
          ? t('batches.batch.cancelled.again')
          : t(ofCodes ? 'batches.codes.result.again' : 'batches.batch.result.again')}
      </LinkButton>
    </div>
  )
}

/** How codes get onto paper. */
function CodeWays({ publicId, isFirst }: { publicId: string; isFirst?: boolean }) {
  const t = useWords()
  return (
    <>
      <LinkButton kind={isFirst ? 'primary' : 'quiet'} href={paths.admin.batchPaper(publicId)}>
        {t('batches.codes.result.print')}
      </LinkButton>
      <form method="post" action={paths.admin.batchCodes(publicId)} data-download>
        <Button kind="quiet">{t('batches.codes.result.table')}</Button>
      </form>
      <form method="post" action={paths.admin.batchCodesCsv(publicId)} data-download>
        <Button kind="quiet">{t('batches.codes.result.table_csv')}</Button>
      </form>
    </>
  )
}
