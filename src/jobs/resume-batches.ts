import { findStalledBatches } from '#src/domain/batches/find-stalled-batches.ts'
import type { House } from './house.ts'

/** Batches that stand still because a message was lost go on. */
export async function resumeBatches({ env, db }: House, now: number): Promise<void> {
  for (const batchId of await findStalledBatches(db, now)) await env.SLICES.send({ batchId })
}
