import { progressOf } from '#src/domain/batches/progress.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import { readBatchMails } from '#src/domain/batches/read-batch-mails.ts'
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
  const [mails, outcome] = await Promise.all([readBatchMails(c.get('db'), batch), readOutcome(c, batch)])
  const shown = { batch, progress, mails, ...outcome }
  return isHtmx(c) ? fragment(c, <BatchState {...shown} />) : page(c, <BatchPage {...shown} />)
}

export function showCancellation(c: AppContext, batch: Batch) {
  return page(c, <CancellationPage batch={batch} progress={progressOf(batch, c.get('now'))} />)
}

/** What came out otherwise than reviewed is told at the end. */
async function readOutcome(c: AppContext, batch: Batch) {
  const db = c.get('db')
  if (batch.state === 'confirmed') return { changes: { rows: [] }, lostGroups: [] }
  const { after, before } = readListQuery(c)
  const [changes, lostGroups] = await Promise.all([
    readChanges(db, batch, { after, before }),
    readLostGroups(db, batch),
  ])
  return { changes, lostGroups }
}
