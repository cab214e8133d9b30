import { cameOutAsReviewed, progressOf } from '#src/domain/batches/progress.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import { readBatchFigures } from '#src/domain/batches/read-batch-figures.ts'
import { readChanges } from '#src/domain/batches/read-changes.ts'
import { readLostGroups } from '#src/domain/batches/read-lost-groups.ts'
import type { AppContext } from '#src/http/context.ts'
import { readListQuery } from '#src/http/list-query.ts'
import { fragment, isHtmx, page } from '#src/http/respond.tsx'
import { BatchPage, BatchState } from '#views/batches/batch.tsx'
import { CancellationPage } from '#views/batches/cancellation.tsx'

/** A batch that is no draft any more; to htmx, which asks again and again, only the part that changes. */
export async function showBatch(c: AppContext, batch: Batch) {
  const progress = progressOf(batch, c.get('now'))
  const [figures, outcome] = await Promise.all([
    readBatchFigures(c.get('db'), batch, c.get('now')),
    readOutcome(c, batch),
  ])
  const shown = { batch, progress, ...figures, ...outcome }
  return isHtmx(c) ? fragment(c, <BatchState {...shown} />) : page(c, <BatchPage {...shown} />)
}

export function showCancellation(c: AppContext, batch: Batch) {
  return page(c, <CancellationPage batch={batch} progress={progressOf(batch, c.get('now'))} />)
}

/** What came out otherwise than reviewed is told at the end, where anything did. */
async function readOutcome(c: AppContext, batch: Batch) {
  if (batch.state === 'confirmed' || cameOutAsReviewed(batch))
    return { changes: { rows: [] }, lostGroups: [] }
  const db = c.get('db')
  const { after, before } = readListQuery(c)
  const [changes, lostGroups] = await Promise.all([
    readChanges(db, batch, { after, before }),
    readLostGroups(db, batch),
  ])
  return { changes, lostGroups }
}
