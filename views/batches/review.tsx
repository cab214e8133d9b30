import type { BatchCounts } from '#src/domain/batches/batch.ts'
import type { Confirmation } from '#src/domain/batches/confirm-batch.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import type { Review } from '#src/domain/batches/review.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import type { FieldErrors } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'
import { NewAdmins } from './review-admins.tsx'
import { Counts, rowsRead } from './review-counts.tsx'
import { Decision } from './review-decision.tsx'
import { People } from './review-people.tsx'
import { Problems } from './review-problems.tsx'
import { WhatTheyReceive } from './review-receive.tsx'

type ReviewProps = {
  batch: Batch
  review: Review
  errors?: FieldErrors
  /** What was ticked before an error. */
  ticked?: Confirmation
}

/** The draft before anything is sent: every person stands under what will happen to them. */
export function ReviewPage({ batch, review, errors = {}, ticked }: ReviewProps) {
  const t = useWords()
  return (
    <PanelLayout title={t('batches.review.title')} section="batches">
      <div data-problem={errors.form && 'nothing_to_invite'}>
        <ErrorSummary errors={errors} />
      </div>
      <PageHeader title={t('batches.review.title')} lead={<Lead batch={batch} />} />
      <Counts counts={batch.counts} />
      <div class="review" data-id={batch.publicId} data-state={batch.state}>
        <div class="review-rows">
          <Problems batch={batch} problems={review.problems} />
          <NewAdmins source={batch.source} admins={review.admins} />
          {touchesSomebody(batch.counts) && <WhatTheyReceive batch={batch} review={review} />}
          <People source={batch.source} people={review.people} />
        </div>
        <Decision batch={batch} errors={errors} ticked={ticked} />
      </div>
    </PanelLayout>
  )
}

function touchesSomebody({ invite, renew, add }: BatchCounts): boolean {
  return invite + renew + add > 0
}

function Lead({ batch }: { batch: Batch }) {
  const t = useWords()
  const { counts, source, fileName, options } = batch
  const read = rowsRead(counts)
  const ignored = options.ignoredColumns ?? []
  return (
    <>
      {source === 'workbook'
        ? t('batches.review.lead_workbook', {
            rows: t('batches.review.rows', { count: read }),
            file: `\u2068${fileName}\u2069`,
          })
        : t('batches.review.lead_addresses', { rows: t('batches.review.addresses', { count: read }) })}
      {counts.blank > 0 && ` ${t('batches.review.blank', { count: counts.blank })}`}
      {ignored.length > 0 && ` ${t('batches.review.ignored_columns', { columns: ignored.join(', ') })}`}
    </>
  )
}
