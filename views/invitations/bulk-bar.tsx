import type { BulkKind } from '#src/domain/bulk-actions/bulk-action.ts'
import { mayDoInBulk } from '#src/domain/bulk-actions/may.ts'
import { extensionMaxDays } from '#src/domain/invitations/invitation.ts'
import { mayExportInvitations } from '#src/domain/invitations/may.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { formatNumber } from '../components/format-number.ts'
import { useView } from '../view.ts'
import type { ListProps } from './list.tsx'
import { knownCount } from './list-head.tsx'

const kinds = ['send_again', 'remind', 'extend', 'delete'] as const satisfies BulkKind[]

/** What can be done with the ticked invitations of a page, or with all that match; each leads to a page that asks first. */
export function BulkBar(props: ListProps) {
  const { actor, words } = useView()
  const { t } = words
  const allowed = actor ? kinds.filter((kind) => mayDoInBulk(actor, kind)) : []
  if (allowed.length === 0) return null
  return (
    <fieldset class="bulk-bar">
      <legend>{t('invitations.list.acting')}</legend>
      <div class="bulk-choice">
        <Scope {...props} />
        {allowed.includes('extend') && <Days days={props.days} />}
      </div>
      <div class="actions">
        {allowed.map((kind) => (
          <Button
            kind={kind === 'delete' ? 'danger' : 'quiet'}
            name="kind"
            value={kind}
            attributes={{ formnovalidate: kind !== 'extend' }}
          >
            {t(`bulk.kinds.${kind}`)}
          </Button>
        ))}
        {actor && mayExportInvitations(actor) && (
          <Button
            kind="quiet"
            attributes={{ formaction: paths.admin.invitationExport(), formnovalidate: true }}
          >
            {t('invitations.list.export')}
          </Button>
        )}
      </div>
      <p class="error" role="alert" data-nothing-ticked={t('common.flash.bulk_nothing')} />
    </fieldset>
  )
}

function Scope(props: ListProps) {
  const { words } = useView()
  const { t } = words
  const count = knownCount(props)
  return (
    <div class="bulk-scope">
      <label class="choice">
        <input type="radio" name="scope" value="ticked" checked />
        <span aria-live="polite" aria-atomic="true">
          {t('invitations.list.ticked')} <span data-ticked />
        </span>
      </label>
      <label class="choice">
        <input type="radio" name="scope" value="all" />
        <span>
          {t('invitations.list.all_matching')}{' '}
          <span data-all-matching>{count !== undefined && `(${formatNumber(words, count)})`}</span>
        </span>
      </label>
    </div>
  )
}

function Days({ days }: { days: number }) {
  const { t } = useView().words
  return (
    <label class="bulk-days">
      {t('invitations.list.extend_days')}
      <input type="number" name="days" min="1" max={extensionMaxDays} value={days} />
    </label>
  )
}
