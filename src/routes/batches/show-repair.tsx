import type { PlannedRow } from '#src/domain/batches/plan-rows.ts'
import { type Batch, readBatch } from '#src/domain/batches/read-batch.ts'
import { readReview } from '#src/domain/batches/read-review.ts'
import type { Repaired } from '#src/domain/batches/repair-row.ts'
import { toReviewed } from '#src/domain/batches/review.ts'
import type { ReadRow } from '#src/domain/batches/row.ts'
import type { PlacedRow } from '#src/domain/batches/select-found.ts'
import type { AppContext } from '#src/http/context.ts'
import { notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { fragment, goTo, isHtmx, page } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { ProblemRow } from '#views/batches/problem-row.tsx'
import { RepairedRow, RepairInPlace, RepairPage, TooLatePage, TooLateRow } from '#views/batches/repair.tsx'
import { ReviewUpdate } from '#views/batches/review.tsx'
import { codesUntil, readReviewView } from './review.tsx'

type Problem = { batch: Batch; placed: PlacedRow }
type Tried = { values: ReadRow['values']; repaired: Repaired }

/** The number in the address; 0, which no row has, where it is none. */
export function rowOf(c: AppContext): number {
  const text = c.req.param('row') ?? ''
  return /^\d{1,7}$/.test(text) ? Number(text) : 0
}

/** The form of a row, in its place or on a page of its own; after a try with what was typed and what is still wrong. */
export function showRepair(c: AppContext, { batch, placed }: Problem, tried?: Tried) {
  const row = tried && 'planned' in tried.repaired ? tried.repaired.planned.row : placed.row
  const props = {
    ...{ batch, row: placed.row.row, place: placeOf(c), problems: row.problems ?? [] },
    values: { ...placed.row.given, ...tried?.values },
    refusal: tried && refusalOf(tried.repaired),
    isTried: tried !== undefined,
  }
  const status = tried === undefined ? 200 : props.refusal === 'busy' ? 409 : 422
  if (isHtmx(c)) return fragment(c, <RepairInPlace {...props} />, status)
  return page(c, <RepairPage {...props} />, status)
}

function refusalOf({ outcome }: Repaired): 'busy' | 'too_many_repeats' | undefined {
  return outcome === 'busy' || outcome === 'too_many_repeats' ? outcome : undefined
}

/** The row as the list shows it, in place of its form. */
export function showRow(c: AppContext, { batch, placed }: Problem) {
  if (!isHtmx(c)) return goTo(c, paths.admin.batch(batch.publicId, placeOf(c)))
  const row = toReviewed(placed, new Map())
  return fragment(c, <ProblemRow batch={batch} row={row} place={placeOf(c)} hasFocus />)
}

/** A repaired row: back to the list, or in its place with the counts that have changed. */
export async function showRepaired(c: AppContext, { outcome, row }: PlannedRow) {
  const id = c.req.param('id') ?? ''
  if (!isHtmx(c)) {
    leaveFlash(c, 'row_repaired', row.row)
    return goTo(c, paths.admin.batch(id, placeOf(c)))
  }
  const batch = await readBatch(c.get('db'), id)
  if (!batch) return notFound(c)
  const review = await readReview(c.get('db'), batch, readReviewView(c))
  return fragment(
    c,
    <>
      <RepairedRow row={row.row} address={row.address} outcome={outcome} />
      <ReviewUpdate batch={batch} review={review} codesUntil={codesUntil(c, batch)} />
    </>,
  )
}

/** The row is no problem any more: somebody was faster. */
export function showFine(c: AppContext) {
  leaveFlash(c, 'row_fine', rowOf(c))
  return goTo(c, paths.admin.batch(c.req.param('id') ?? '', placeOf(c)))
}

/** The draft is no draft any more. */
export function showTooLate(c: AppContext) {
  const publicId = c.req.param('id') ?? ''
  if (isHtmx(c)) return fragment(c, <TooLateRow publicId={publicId} row={rowOf(c)} />, 410)
  return page(c, <TooLatePage publicId={publicId} />, 410)
}

/** The list of the review that the address says to come back to. */
function placeOf(c: AppContext): Record<string, string | undefined> {
  const { show, problem, page, typed } = readReviewView(c)
  return { show, problem, page: page === undefined ? undefined : String(page), q: typed || undefined }
}
