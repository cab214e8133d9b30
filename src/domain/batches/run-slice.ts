import { and, asc, eq, gte, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Database } from '#src/db/client.ts'
import { batchChunks, batches, grantGroups, grantProjects, users } from '#src/db/schema/index.ts'
import type { Settings } from '#src/env.ts'
import { administers } from '../users/administers.ts'
import { type BatchCounts, type RowOutcome, rowOutcomes, sliceChunks } from './batch.ts'
import {
  advance,
  begin,
  carriedOut,
  finish,
  inviteNew,
  queueNew,
  queueRenewed,
  queueSummary,
  renewExisting,
  type Slice,
} from './slice.ts'
import { noteUnadded, noteUninvited, noteUnrenewed } from './slice-changes.ts'
import { joinGroups, makeAdmins, manageProjects } from './slice-gains.ts'
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
  const heads = await readRest(db, batchId)
  const batch = heads[0]?.batch
  if (batch?.state !== 'confirmed')
    return { state: batch?.state === 'done' ? 'done' : 'stopped', mailIds: [] }
  if (!heads[0]?.isCovered) {
    await stopBatch(db, batchId, now)
    return { state: 'stopped', mailIds: [] }
  }
  const chunks = heads.flatMap(({ chunk, ...promises }) => (chunk ? [{ ...chunk, ...promises }] : []))
  return carryOut(db, nextSlice(batchId, batch, chunks, settings, now), batch.counts as BatchCounts) // -- written by drafts alone
}

type Head = {
  position: number
  outcome: RowOutcome
  rowCount: number
  promisesGroups: boolean
  promisesProjects: boolean
}

type BatchHead = { chunksDone: number; chunkCount: number; expiryDays: number | null }

/** The batch and its chunks from the cursor on, without their rows. */
function readRest(db: Database, batchId: number) {
  const { state, chunksDone, chunkCount, counts } = batches
  const { position, outcome, rowCount } = batchChunks
  return db
    .select({
      batch: { state, chunksDone, chunkCount, counts, expiryDays: chosenDays },
      isCovered: sql`coalesce(${administers('users')}, false)`.mapWith(Boolean),
      chunk: { position, outcome, rowCount },
      promisesGroups: promisesSome(grantGroups),
      promisesProjects: promisesSome(grantProjects),
    })
    .from(batches)
    .leftJoin(users, eq(users.id, batches.confirmedBy))
    .leftJoin(batchChunks, and(eq(batchChunks.batchId, batches.id), gte(position, chunksDone)))
    .where(eq(batches.id, batchId))
    .orderBy(asc(position))
}

const chosenDays = sql<number | null>`${batches.options} ->> 'expiryDays'`

/** Whether some row of a chunk is promised a group, or a project. */
function promisesSome(links: typeof grantGroups | typeof grantProjects): SQL<boolean> {
  return sql`(${batchChunks.outcome} = 'add' or exists (select 1 from json_each(${batchChunks.tally}, '$.grants') promise
    join ${links} on ${links.grantId} = promise.key))`.mapWith(Boolean)
}

/** A few chunks that are carried out, with those between and behind them that only count. */
function nextSlice(
  batchId: number,
  { chunksDone: from, chunkCount, expiryDays: chosen }: BatchHead,
  chunks: readonly Head[],
  { expiryDays: usual, batchSummary: isSummed }: Settings,
  now: number,
): Slice {
  const expiryDays = chosen ?? usual
  const due = chunks.filter(({ outcome }) => carriedOut.some((kind) => kind === outcome))
  const to = due[sliceChunks]?.position ?? chunkCount
  const planned = Object.fromEntries(rowOutcomes.map((outcome) => [outcome, 0])) as Record<RowOutcome, number> // -- built from all outcomes
  const taken = chunks.filter(({ position }) => position < to)
  for (const { outcome, rowCount } of taken) planned[outcome] += rowCount
  return {
    ...{ batchId, from, to, isLast: to === chunkCount, planned, now, expiryDays, isSummed },
    promisesGroups: taken.some((chunk) => chunk.promisesGroups),
    promisesProjects: taken.some((chunk) => chunk.promisesProjects),
  }
}

/** One transaction of those statements that the reviewed plan needs. */
async function carryOut(db: Database, slice: Slice, { admins }: BatchCounts): Promise<SliceRun> {
  const { invite, renew, add } = slice.planned
  const changes: BatchItem<'sqlite'>[] = [
    ...(invite > 0 ? [inviteNew(db, slice)] : []),
    ...(renew > 0 ? renewExisting(db, slice) : []),
  ]
  const letters = [
    ...(invite > 0 ? [queueNew(db, slice)] : []),
    ...(renew > 0 ? [queueRenewed(db, slice)] : []),
    ...(slice.isLast && slice.isSummed ? [queueSummary(db, slice)] : []),
  ]
  const others = [
    ...(invite > 0 ? [noteUninvited(db, slice)] : []),
    ...(renew > 0 ? [noteUnrenewed(db, slice)] : []),
    ...(add > 0 ? [noteUnadded(db, slice)] : []),
    ...(slice.promisesGroups ? [joinGroups(db, slice)] : []),
    ...(slice.promisesProjects ? [manageProjects(db, slice)] : []),
    ...(admins > 0 ? makeAdmins(db, slice) : []),
    ...[advance(db, slice), ...(slice.isLast ? finish(db, slice) : [])],
  ]
  const results: readonly unknown[] = await db.batch([begin(db, slice), ...changes, ...letters, ...others])
  const rows = results as { id: number }[][] // -- of the first statement and of the letters, which return ids
  if (!rows[0]?.length) return { state: 'stopped', mailIds: [] }
  const queued = rows.slice(1 + changes.length, 1 + changes.length + letters.length)
  return { state: slice.isLast ? 'done' : 'more', mailIds: queued.flat().map(({ id }) => id) }
}
