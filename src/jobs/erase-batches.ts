import { eraseFinishedBatches } from '#src/domain/batches/erase-finished-batches.ts'
import { expireDrafts } from '#src/domain/batches/expire-drafts.ts'
import { sweepBrokenDrafts } from '#src/domain/batches/sweep-broken-drafts.ts'
import type { House } from './house.ts'

/** Lists of people do not stay longer than they are needed. */
export async function eraseBatches({ db, settings }: House, now: number): Promise<void> {
  await eraseFinishedBatches(db, settings, now)
  await expireDrafts(db, settings, now)
  await sweepBrokenDrafts(db, now)
}
