import { findStalledBatches } from '#src/domain/batches/find-stalled-batches.ts'
import { findStalledBulkActions } from '#src/domain/bulk-actions/find-stalled-bulk-actions.ts'
import type { House } from './house.ts'

/** Batches and bulk actions that stand still because a message was lost go on. */
export async function resumeBatches({ env, db }: House, now: number): Promise<void> {
  for (const batchId of await findStalledBatches(db, now)) await env.SLICES.send({ batchId })
  for (const bulkActionId of await findStalledBulkActions(db, now)) await env.SLICES.send({ bulkActionId })
}
