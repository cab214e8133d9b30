import type { LackOfRoom } from '#src/domain/batches/code-room.ts'
import type { Confirmation } from '#src/domain/batches/confirm-batch.ts'
import type { SameFile } from '#src/domain/batches/find-same-file.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import type { Review } from '#src/domain/batches/review.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import type { FieldErrors } from '../components/field.tsx'
import { Grouped } from '../components/grouped.tsx'
import { isolated } from '../components/isolated.ts'
import { Moment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { AboutLink } from '../journal/about-link.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'
import { NewAdmins } from './review-admins.tsx'
import { Choices } from './review-choices.tsx'
import { Counts, rowsRead } from './review-counts.tsx'
import { Decision } from './review-decision.tsx'
import { SameFileNote, SheetNotes } from './review-file.tsx'
import { People } from './review-people.tsx'
import { Problems } from './review-problems.tsx'
import { WhatTheyReceive } from './review-receive.tsx'
import { RowsOfList, Tabs } from './review-rows.tsx'

export type ReviewProps = {
  batch: Batch
  review: Review
  /** When the draft is erased if nobody confirms it. */
  keptUntil: number
  /** An earlier batch from the same file. */
  sameFile?: SameFile | null
  /** Why its codes cannot be made now. */
  lack?: LackOfRoom | null
  /** When its codes would end if it were confirmed now. */
  codesUntil?: number | undefined
  errors?: FieldErrors
  /** What was ticked before an error. */
  ticked?: Confirmation
}

/** The draft before anything is sent: every person stands under what will happen to them. */
export function ReviewPage(props: ReviewProps) {
  const { batch, review, keptUntil, sameFile, lack, codesUntil, errors = {}, ticked } = props
  const t = useWords()
  const title = t(batch.source === 'codes' ? 'batches.codes.review.title' : 'batches.review.title')
  return (
    <PanelLayout title={title} section="batches">
      <div data-problem={isNothingToDo(errors) ? 'nothing_to_invite' : undefined}>
        <ErrorSummary errors={errors} />
      </div>
      <PageHeader title={title} lead={<Lead batch={batch} keptUntil={keptUntil} />} />
      {sameFile && <SameFileNote batch={batch} sameFile={sameFile} />}
      {lack && !errors.form && <LackNote lack={lack} />}
      <Counts batch={batch} list={review.list} />
      {batch.options.sheet && <SheetNotes sheet={batch.options.sheet} source={batch.source} />}
      <p class="to-decision">
        <a href="#to-decide">{t('batches.review.decision.go')}</a>
      </p>
      <div class="review" data-id={batch.publicId} data-state={batch.state}>
        <div class="review-rows">
          <Choices batch={batch} />
          {review.list.way !== 'all' && hasNames(batch) && <RowsOfList batch={batch} review={review} />}
          {review.list.way === 'all' && <Problems batch={batch} review={review} />}
          <NewAdmins batch={batch} review={review} />
          <WhatTheyReceive batch={batch} review={review} codesUntil={codesUntil} />
          {review.list.way === 'all' && hasNames(batch) && (
            <People source={batch.source} rows={review.list.rows} />
          )}
        </div>
        <Decision batch={batch} errors={errors} ticked={ticked} lack={lack} />
      </div>
      <AboutLink subject="batch" id={batch.publicId} />
      <p class="visually-hidden" id="review-status" role="status" />
    </PanelLayout>
  )
}

/** The parts of the page that follow a repair, to take the place of those that are shown. */
export function ReviewUpdate({
  batch,
  review,
  codesUntil,
}: Pick<ReviewProps, 'batch' | 'review' | 'codesUntil'>) {
  const t = useWords()
  return (
    <>
      <Counts batch={batch} list={review.list} isUpdate />
      {review.list.way !== 'all' && <Tabs batch={batch} review={review} isUpdate />}
      <Problems batch={batch} review={review} isUpdate />
      <NewAdmins batch={batch} review={review} isUpdate />
      <WhatTheyReceive batch={batch} review={review} codesUntil={codesUntil} isUpdate />
      {review.list.way === 'all' && <People source={batch.source} rows={review.list.rows} isUpdate />}
      <Decision batch={batch} errors={{}} ticked={undefined} isUpdate />
      <p id="review-status" hx-swap-oob="textContent">
        {batch.counts.problem > 0
          ? t('batches.review.problems.title', { count: batch.counts.problem })
          : t('batches.review.problems.none')}
      </p>
    </>
  )
}

/** Codes that were only counted are for nobody in particular: there is no list of them. */
function hasNames({ source, options }: Batch): boolean {
  return source !== 'codes' || options.sheet !== undefined
}

function LackNote({ lack }: { lack: LackOfRoom }) {
  const t = useWords()
  return (
    <p class="note" data-tone="danger" data-problem="too_many_codes">
      {t('batches.errors.too_many_codes', lack)}
    </p>
  )
}

function isNothingToDo({ form }: FieldErrors): boolean {
  return form?.key === 'batches.errors.nothing_to_do'
}

function Lead({ batch, keptUntil }: Pick<ReviewProps, 'batch' | 'keptUntil'>) {
  const t = useWords()
  const { counts, source } = batch
  const read = rowsRead(counts)
  return (
    <>
      <span data-read={read}>{whatWasRead(t, batch, read)}</span>
      <span hidden={counts.blank === 0}>
        {' '}
        <Grouped count={counts.blank} data-count="blank" />{' '}
        {t('batches.review.blank', { count: counts.blank })}
      </span>{' '}
      <span>
        {t(source === 'codes' ? 'batches.codes.review.kept' : 'batches.review.kept')}{' '}
        <Moment at={keptUntil} />.
      </span>
    </>
  )
}

function whatWasRead(t: ReturnType<typeof useWords>, { source, fileName }: Batch, count: number): string {
  if (source === 'addresses')
    return t('batches.review.lead_addresses', { rows: t('batches.review.addresses', { count }) })
  if (fileName === null) return t('batches.codes.review.lead_count', { count })
  const values = { rows: t('batches.review.rows', { count }), file: isolated(fileName) }
  return t(source === 'codes' ? 'batches.codes.review.lead_file' : 'batches.review.lead_workbook', values)
}
