import type { RowOutcome } from '#src/domain/batches/batch.ts'
import { paths } from '#src/paths.ts'
import { LinkButton } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import { fieldErrors, RepairForm, type RepairProps } from './repair-form.tsx'

/** A page of its own to repair one row of a draft; after a try, what is still wrong stands on top. */
export function RepairPage({ isTried, ...props }: RepairProps & { isTried: boolean }) {
  const { batch, row, place } = props
  const t = useWords()
  const errors = fieldErrors(useView(), props)
  const title = t(batch.source !== 'addresses' ? 'batches.repair.title' : 'batches.repair.title_position', {
    row,
  })
  return (
    <PanelLayout title={title} section="batches">
      {isTried && <ErrorSummary errors={errors} />}
      <PageHeader title={title} lead={t('batches.repair.lead')} />
      <RepairForm {...props} />
      <p>
        <a href={paths.admin.batch(batch.publicId, place)}>{t('batches.repair.back')}</a>
      </p>
    </PanelLayout>
  )
}

/** The form in the place of its row. */
export function RepairInPlace({ isTried, ...props }: RepairProps & { isTried: boolean }) {
  const { batch, row } = props
  const t = useWords()
  return (
    <li class="problem-row" id={`row-${row}`}>
      <p class="problem-place">
        <strong>
          {t(batch.source !== 'addresses' ? 'batches.repair.row' : 'batches.repair.position', { row })}
        </strong>
      </p>
      {isTried && props.refusal && (
        <p class="error" role="alert">
          {t(`batches.repair.${props.refusal}`)}
        </p>
      )}
      <RepairForm {...props} isInPlace />
    </li>
  )
}

/** What became of a repaired row, in its place; it takes the focus that the form had. */
export function RepairedRow({
  row,
  address,
  outcome,
}: {
  row: number
  address: string
  outcome: RowOutcome
}) {
  const t = useWords()
  return (
    <li
      class="problem-row repaired"
      id={`row-${row}`}
      data-row={row}
      data-outcome={outcome}
      tabindex={-1}
      autofocus
    >
      {t('batches.repair.done', { row })} <bdi>{address}</bdi> · {t(`batches.review.people.${outcome}.title`)}
    </li>
  )
}

/** That the draft is no draft any more: its rows are as they were confirmed. */
export function TooLatePage({ publicId }: { publicId: string }) {
  const t = useWords()
  return (
    <PanelLayout title={t('batches.repair.too_late.title')} section="batches">
      <PageHeader title={t('batches.repair.too_late.title')} lead={t('batches.repair.too_late.text')} />
      <LinkButton href={paths.admin.batch(publicId)}>{t('batches.repair.too_late.link')}</LinkButton>
    </PanelLayout>
  )
}

/** The same in the place of a row. */
export function TooLateRow({ publicId, row }: { publicId: string; row: number }) {
  const t = useWords()
  return (
    <li class="problem-row" id={`row-${row}`} role="alert">
      {t('batches.repair.too_late.text')}{' '}
      <a href={paths.admin.batch(publicId)}>{t('batches.repair.too_late.link')}</a>
    </li>
  )
}
