import type { BatchMails } from '#src/domain/batches/batch-mails.ts'
import { isOnPaper } from '#src/domain/batches/on-paper.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import type { Funnel } from '#src/domain/batches/read-funnel.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { useWords } from '../view.ts'
import { CodeActs } from './code-acts.tsx'

type ActsProps = { batch: Batch; mails: BatchMails; funnel: Funnel }

/** What can be done with the people of a batch, all at once. */
export function Acts({ batch, mails, funnel }: ActsProps) {
  const t = useWords()
  const { publicId, pausedAt } = batch
  if (funnel.invitations === 0) return null
  if (isOnPaper(batch)) return <CodeActs publicId={publicId} funnel={funnel} />
  return (
    <div class="actions">
      {funnel.open > 0 && (
        <ActOnMany kind="remind" fields={{ batch: publicId, state: 'open' }}>
          {t('batches.acts.remind')}
        </ActOnMany>
      )}
      {mails.failed > 0 && (
        <ActOnMany kind="send_again" fields={{ batch: publicId, mail: 'failed' }}>
          {t('batches.acts.send_again')}
        </ActOnMany>
      )}
      {pausedAt === null && mails.waiting > 0 && <PauseForm publicId={publicId} />}
      <LinkButton kind="quiet" href={paths.admin.invitationExport({ batch: publicId })}>
        {t('batches.acts.export')}
      </LinkButton>
    </div>
  )
}

/** Lets the mails of a batch wait. */
export function PauseForm({ publicId }: { publicId: string }) {
  const t = useWords()
  return (
    <form method="post" action={paths.admin.batchPause(publicId)}>
      <Button kind="quiet">{t('batches.acts.pause')}</Button>
    </form>
  )
}

type ManyProps = { kind: 'remind' | 'send_again'; fields: Record<string, string>; children: string }

/** Leads to the page that says how many it would be, and asks. */
function ActOnMany({ kind, fields, children }: ManyProps) {
  return (
    <form method="post" action={paths.admin.bulkActions()}>
      {Object.entries({ kind, scope: 'all', ...fields }).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Button kind="quiet">{children}</Button>
    </form>
  )
}
