import * as v from 'valibot'
import type { BatchCounts } from '#src/domain/batches/batch.ts'
import { findLackOfRoom, type LackOfRoom } from '#src/domain/batches/code-room.ts'
import type { Confirmation } from '#src/domain/batches/confirm-batch.ts'
import type { Batch, BatchToReview } from '#src/domain/batches/read-batch.ts'
import { readReview } from '#src/domain/batches/read-review.ts'
import { type ReviewView, reviewTabs, touchesSomebody } from '#src/domain/batches/review.ts'
import { problemKeys } from '#src/domain/batches/row.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { AppContext } from '#src/http/context.ts'
import { readListQuery } from '#src/http/list-query.ts'
import { page } from '#src/http/respond.tsx'
import { ReviewPage } from '#views/batches/review.tsx'
import type { FieldErrors } from '#views/components/field.tsx'

/** Why a draft is shown again instead of what was asked: something is not said yet, or the draft is another by now. */
export type Refused = { confirmation?: Confirmation; isChanged?: boolean }

/** The review of a draft; after a refused confirmation with all that is missing and what was ticked. */
export async function showReview(c: AppContext, batch: BatchToReview, refused?: Refused) {
  const view = readReviewView(c)
  const [review, lack] = await Promise.all([readReview(c.get('db'), batch, view), findLack(c, batch)])
  const sameFile = view.typed ? null : batch.sameFile
  const keptUntil = batch.createdAt + c.get('settings').draftRetentionDays * dayMs
  const shown = { batch, review, keptUntil, sameFile, lack, codesUntil: codesUntil(c, batch) }
  if (!refused) return page(c, <ReviewPage {...shown} />)
  const { confirmation, isChanged } = refused
  if (isChanged || !confirmation)
    return page(c, <ReviewPage {...shown} errors={{ form: { key: 'batches.review.changed' } }} />, 409)
  const errors = missing(batch.counts, lack, confirmation)
  return page(c, <ReviewPage {...shown} errors={errors} ticked={confirmation} />, 422)
}

const viewQuery = v.object({
  show: v.fallback(v.optional(v.picklist(reviewTabs)), undefined),
  problem: v.fallback(v.optional(v.picklist(problemKeys)), undefined),
  page: v.fallback(
    v.optional(v.pipe(v.string(), v.digits(), v.maxLength(6), v.transform(Number))),
    undefined,
  ),
})

/** Which part of the review the address asks for; what means nothing is not asked for. */
export function readReviewView(c: AppContext): ReviewView {
  const { language } = c.get('words')
  return { ...v.parse(viewQuery, c.req.query()), typed: readListQuery(c).typed, language }
}

/** When the codes of a draft would end if it were confirmed now. */
export function codesUntil(c: AppContext, { source, options }: Batch): number | undefined {
  const { expiryDays } = options
  return source === 'codes' && expiryDays !== undefined ? c.get('now') + expiryDays * dayMs : undefined
}

/** Where a draft makes codes: what is in the way of them. */
function findLack(c: AppContext, { id, counts, options }: BatchToReview): Promise<LackOfRoom | null> | null {
  return options.codes && counts.codes > 0 ? findLackOfRoom(c.get('db'), id, c.get('now')) : null
}

function missing(
  counts: BatchCounts,
  lack: LackOfRoom | null,
  { leaveOut, grantAdmin }: Confirmation,
): FieldErrors {
  if (!touchesSomebody(counts)) return { form: { key: 'batches.errors.nothing_to_do' } }
  return {
    ...(lack && { form: { key: 'batches.errors.too_many_codes', values: lack } as const }),
    ...(counts.problem > 0 && !leaveOut && { leave_out: { key: 'batches.errors.leave_out' } as const }),
    ...(counts.admins > 0 && !grantAdmin && { admin: { key: 'batches.errors.admin' } as const }),
  }
}
