import { eq } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Database } from '#src/db/client.ts'
import { batches, users } from '#src/db/schema/index.ts'
import type { Settings } from '#src/env.ts'
import { type BatchCounts, sliceChunks } from './batch.ts'
import {
  advance,
  finish,
  inviteNew,
  joinGroups,
  makeAdmins,
  manageProjects,
  queueInvitations,
  renewExisting,
  type Slice,
  seeDue,
} from './slice.ts'
import { stopBatch } from './stop-batch.ts'

/** `more`: another slice waits. `stopped`: nothing to do here (any more): someone else does it, or nobody may. */
export type SliceRun = { state: 'done' | 'more' | 'stopped'; mailIds: number[] }

/**
 * Carries out the next chunks of a confirmed batch, all or nothing. Every statement asks again whether the batch stands
 * where this slice begins, so a slice that runs twice or in parallel changes nothing twice.
 */
export async function runSlice(
  db: Database,
  batchId: number,
  settings: Settings,
  now: number,
): Promise<SliceRun> {
  const [found] = await db
    .select({ batch: batches, role: users.role })
    .from(batches)
    .leftJoin(users, eq(users.id, batches.confirmedBy))
    .where(eq(batches.id, batchId))
  if (found?.batch.state !== 'confirmed')
    return { state: found?.batch.state === 'done' ? 'done' : 'stopped', mailIds: [] }
  const { chunksDone: from, chunkCount, counts } = found.batch
  if (found.role !== 'admin') {
    await stopBatch(db, batchId, now)
    return { state: 'stopped', mailIds: [] }
  }
  const to = Math.min(from + sliceChunks, chunkCount)
  const slice = { batchId, from, to, isLast: to === chunkCount, now, expiryDays: settings.expiryDays }
  return carryOut(db, slice, counts as BatchCounts) // -- written by draftBatch alone
}

/** One transaction of those statements that the reviewed plan needs. */
async function carryOut(db: Database, slice: Slice, counts: BatchCounts): Promise<SliceRun> {
  const work: BatchItem<'sqlite'>[] = [
    ...(counts.invite > 0 ? [inviteNew(db, slice)] : []),
    ...(counts.renew > 0 ? renewExisting(db, slice) : []),
    ...(counts.inGroups > 0 ? [joinGroups(db, slice)] : []),
    ...(counts.inProjects > 0 ? [manageProjects(db, slice)] : []),
    ...(counts.admins > 0 ? makeAdmins(db, slice) : []),
  ]
  const ending = slice.isLast ? finish(db, slice) : []
  const steps = [
    seeDue(db, slice),
    ...work,
    queueInvitations(db, slice),
    advance(db, slice),
    ...ending,
  ] as const
  const results: readonly unknown[] = await db.batch(steps)
  const [due, queued] = [results[0], results[work.length + 1]] as { id: number }[][] // -- what the two statements return
  if (!due?.length) return { state: 'stopped', mailIds: [] }
  return { state: slice.isLast ? 'done' : 'more', mailIds: (queued ?? []).map(({ id }) => id) }
}
