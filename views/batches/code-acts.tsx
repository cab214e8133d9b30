import type { Funnel } from '#src/domain/batches/read-funnel.ts'
import { codeDaysDefault } from '#src/domain/codes/limits.ts'
import { extensionMaxDays } from '#src/domain/invitations/invitation.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { useWords } from '../view.ts'

type CodeActsProps = { publicId: string; funnel: Pick<Funnel, 'open' | 'expired'> }

/** What can be done with the letter codes of a batch that nobody has used: see them, give them more time, revoke them. */
export function CodeActs({ publicId, funnel }: CodeActsProps) {
  const t = useWords()
  return (
    <section class="batch card code-acts" aria-labelledby="batch-unused-title">
      <h2 id="batch-unused-title">{t('batches.acts.unused_title')}</h2>
      <div class="actions">
        {funnel.open > 0 && (
          <LinkButton kind="quiet" href={paths.admin.invitations({ batch: publicId, state: 'open' })}>
            {t('batches.acts.list_unused')}
          </LinkButton>
        )}
        <LinkButton kind="quiet" href={paths.admin.invitationExport({ batch: publicId })}>
          {t('batches.acts.export')}
        </LinkButton>
      </div>
      {funnel.open + funnel.expired > 0 && <ExtendForm publicId={publicId} funnel={funnel} />}
      {funnel.open > 0 && (
        <form method="post" action={paths.admin.bulkActions()}>
          <Asked kind="delete" publicId={publicId} />
          <Button kind="danger" name="state" value="open">
            {t('batches.acts.revoke_unused')}
          </Button>
        </form>
      )}
    </section>
  )
}

/** Leads to the page that says how many it would be, and asks. The button says which codes, the field for how long. */
function ExtendForm({ publicId, funnel: { open, expired } }: CodeActsProps) {
  const t = useWords()
  return (
    <form class="in-line" method="post" action={paths.admin.bulkActions()}>
      <Asked kind="extend" publicId={publicId} />
      <label class="bulk-days">
        {t('batches.acts.extend_days')}
        <input type="number" name="days" min="1" max={extensionMaxDays} value={codeDaysDefault} required />
      </label>
      {open > 0 && (
        <Button kind="quiet" name="state" value="open">
          {t('batches.acts.extend_unused')}
        </Button>
      )}
      {expired > 0 && (
        <Button kind="quiet" name="state" value="expired">
          {t('batches.acts.extend_expired')}
        </Button>
      )}
    </form>
  )
}

function Asked({ kind, publicId }: { kind: 'extend' | 'delete'; publicId: string }) {
  const fields = { kind, scope: 'all', batch: publicId }
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  )
}
