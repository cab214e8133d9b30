import type { BulkAction } from '#src/domain/bulk-actions/bulk-action.ts'
import type { FilterNames } from '#src/domain/invitations/read-filter-names.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { formatMoment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import { Chosen } from './chosen.tsx'

type ConfirmationProps = {
  action: BulkAction
  names: FilterNames
  expiryDays: number
  /** Some of its mails may wait, because their batch is paused. */
  isPaused: boolean
  errors: FieldErrors
  /** The list that it came from. */
  back: string | undefined
}

/** The question before anything happens: how many, which, and what it would mean. */
export function BulkConfirmationPage(props: ConfirmationProps) {
  const { action, names, expiryDays, isPaused, errors, back } = props
  const t = useWords()
  const { kind, total, publicId } = action
  const title = t(`bulk.title.${kind}`, { count: total })
  return (
    <PanelLayout title={title} section="invitations">
      <PageHeader title={title} lead={<Chosen action={action} names={names} />} />
      <ErrorSummary errors={errors} />
      <form
        class="card form"
        method="post"
        action={paths.admin.bulkConfirmation(publicId, { back })}
        data-id={publicId}
        data-state={action.state}
        data-chosen={total}
      >
        <h2>{t('bulk.will.title')}</h2>
        <Consequences action={action} expiryDays={expiryDays} isPaused={isPaused} />
        {kind === 'delete' && <NumberField total={total} errors={errors} />}
        <Decision action={action} back={back} />
      </form>
    </PanelLayout>
  )
}

function Consequences({
  action: { kind, expiresAt },
  expiryDays,
  isPaused,
}: Pick<ConfirmationProps, 'action' | 'expiryDays' | 'isPaused'>) {
  const { words, timeZone } = useView()
  const { t } = words
  const date = formatMoment(words, timeZone, expiresAt ?? 0)
  return (
    <ul class="consequences">
      <li>{t(`bulk.will.${kind}.what`, { days: expiryDays, date })}</li>
      {isPaused && <li>{t('bulk.will.paused')}</li>}
      {kind === 'delete' && (
        <li>
          <strong>{t('bulk.will.delete.undo')}</strong>
        </li>
      )}
      <li>{t('bulk.will.only')}</li>
      <li class="soft">{t(`bulk.will.${kind}.skips`)}</li>
    </ul>
  )
}

/** Whoever types the number has read it. */
function NumberField({ total, errors }: { total: number; errors: FieldErrors }) {
  const t = useWords()
  return (
    <TextField
      name="number"
      label={t('bulk.number.label', { count: total })}
      error={errors.number}
      autocomplete="off"
      required
      attributes={{ inputmode: 'numeric' }}
    />
  )
}

function Decision({ action, back }: Pick<ConfirmationProps, 'action' | 'back'>) {
  const t = useWords()
  const { kind, total, publicId } = action
  return (
    <div class="actions">
      <Button kind={kind === 'delete' ? 'danger' : 'primary'}>
        {kind === 'delete' ? t('bulk.confirm.delete', { count: total }) : t(`bulk.confirm.${kind}`)}
      </Button>
      <Button
        kind="quiet"
        name="only"
        value="draft"
        attributes={{ formaction: paths.admin.bulkCancellation(publicId, { back }), formnovalidate: true }}
      >
        {t('bulk.keep')}
      </Button>
    </div>
  )
}
