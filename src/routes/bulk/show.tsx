import type { BulkAction, SkipReason } from '#src/domain/bulk-actions/bulk-action.ts'
import { bulkProgressOf } from '#src/domain/bulk-actions/bulk-progress.ts'
import { listSkipped, type SkippedPlace } from '#src/domain/bulk-actions/list-skipped.ts'
import { waitsWithBatch } from '#src/domain/bulk-actions/waits-with-batch.ts'
import { readFilterNames } from '#src/domain/invitations/read-filter-names.ts'
import type { AppContext } from '#src/http/context.ts'
import { listBefore } from '#src/http/page-before.ts'
import { fragment, isHtmx, page } from '#src/http/respond.tsx'
import { BulkPage, BulkState } from '#views/bulk/bulk.tsx'
import { BulkConfirmationPage } from '#views/bulk/confirmation.tsx'
import { SkippedPage } from '#views/bulk/skipped.tsx'
import type { FieldErrors } from '#views/components/field.tsx'

/** The question; after a refused answer with what is missing. */
export async function showConfirmation(c: AppContext, action: BulkAction, errors: FieldErrors = {}) {
  const isRefused = Object.keys(errors).length > 0
  const { expiryDays } = c.get('settings')
  const isPaused = await waitsWithBatch(c.get('db'), action)
  const props = {
    action,
    names: await readNames(c, action),
    expiryDays,
    isPaused,
    errors,
    back: listBefore(c),
  }
  return page(c, <BulkConfirmationPage {...props} />, isRefused ? 422 : 200)
}

/** How far it is, or what came of it; to htmx, which asks again and again, only the part that changes. */
export async function showBulkAction(c: AppContext, action: BulkAction) {
  const progress = bulkProgressOf(action, c.get('now'))
  const isPaused = await waitsWithBatch(c.get('db'), action)
  const props = { action, progress, isPaused, back: listBefore(c) }
  if (isHtmx(c)) return fragment(c, <BulkState {...props} />)
  return page(c, <BulkPage {...props} names={await readNames(c, action)} />)
}

/** Who was left out for one reason. */
export async function showSkipped(
  c: AppContext,
  action: BulkAction,
  reason: SkipReason,
  place: SkippedPlace,
) {
  const skipped = await listSkipped(c.get('db'), action.id, reason, place, c.get('now'))
  return page(c, <SkippedPage publicId={action.publicId} {...{ reason, ...skipped, back: listBefore(c) }} />)
}

function readNames(c: AppContext, { filter }: BulkAction) {
  return readFilterNames(c.get('db'), filter ?? {}, c.get('words').language)
}
