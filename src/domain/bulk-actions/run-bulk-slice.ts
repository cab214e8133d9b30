import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Database } from '#src/db/client.ts'
import type { Settings } from '#src/env.ts'
import type { Keys } from '#src/keys.ts'
import type { Role } from '../users/user.ts'
import type { BulkKind, BulkState } from './bulk-action.ts'
import { type BulkSlice, countUp, moveOn, type Sorting, sortOut } from './bulk-slice.ts'
import { stopBulkAction } from './cancel-bulk-action.ts'
import { deleteChosen, sortForDeleting } from './delete-chosen.ts'
import { extendChosen, sortForExtending } from './extend-chosen.ts'
import { rolesFor } from './may.ts'
import { remindChosen, sortForReminding } from './remind-chosen.ts'
import { sendChosenAgain, sortForSending } from './send-chosen-again.ts'
import { toMailed } from './suppressed-among.ts'

/** `more`: another slice waits. `stopped`: nothing to do here (any more): someone else does it, or nobody may. */
export type BulkRun = { state: 'done' | 'more' | 'stopped'; mailIds: number[] }

/**
 * Works through the next chunk of a confirmed bulk action, all or nothing. Every statement asks again whether the action stands
 * where this slice begins, so a slice that runs twice or in parallel changes nothing twice.
 */
export async function runBulkSlice(
  db: Database,
  keys: Keys,
  id: number,
  settings: Settings,
  now: number,
): Promise<BulkRun> {
  const action = await readCursor(db, id)
  if (action?.state !== 'confirmed')
    return { state: action?.state === 'done' ? 'done' : 'stopped', mailIds: [] }
  const { publicId, kind, createdBy: actorId, position, chunkCount } = action
  if (!rolesFor(kind).some((role) => role === action.role)) {
    await stopBulkAction(db, { id, publicId, kind }, now)
    return { state: 'stopped', mailIds: [] }
  }
  const slice = { id, publicId, kind, actorId, position, isLast: position + 1 === chunkCount, now }
  return carryOut(db, slice, await planSlice(db, keys, slice, action.expiresAt ?? 0, settings))
}

type Cursor = {
  publicId: string
  kind: BulkKind
  state: BulkState
  createdBy: number
  expiresAt: number | null
  position: number
  chunkCount: number
  role: Role | null
}

async function readCursor(db: Database, id: number): Promise<Cursor | undefined> {
  const [cursor] =
    await db.all<Cursor>(sql`select b.public_id as publicId, b.kind, b.state, b.created_by as createdBy,
      b.expires_at as expiresAt, b.chunks_done as position, b.chunk_count as chunkCount,
      (select role from users u where u.id = b.created_by and u.deactivated_at is null) as role
    from bulk_actions b where b.id = ${id}`)
  return cursor
}

/** What a slice does: to whom, by which statements, and which of those returns the ids of letters. */
type Plan = { sorting: Sorting; changes: readonly BatchItem<'sqlite'>[]; letters?: number }

async function planSlice(
  db: Database,
  keys: Keys,
  slice: BulkSlice,
  end: number,
  settings: Settings,
): Promise<Plan> {
  switch (slice.kind) {
    case 'send_again': {
      const sorting = sortForSending(await readMailed(db, keys, slice), slice.now)
      return { sorting, changes: sendChosenAgain(db, slice, settings), letters: 2 }
    }
    case 'remind': {
      const sorting = sortForReminding(await readMailed(db, keys, slice), slice.now)
      return { sorting, changes: remindChosen(db, slice), letters: 0 }
    }
    case 'extend':
      return { sorting: sortForExtending(end, slice.now), changes: extendChosen(db, slice, end) }
    case 'delete':
      return { sorting: sortForDeleting, changes: deleteChosen(db, slice) }
  }
}

async function readMailed(db: Database, keys: Keys, { id, position }: BulkSlice) {
  const mailed = await db.all<{ id: number; emailKey: string }>(sql`
    select i.id, i.email_key as emailKey from bulk_chunks c join json_each(c.ids) chosen join invitations i on i.id = chosen.value
    where c.bulk_action_id = ${id} and c.position = ${position} and i.accepted_at is null and i.email_key is not null`)
  return mailed.map((invitation) => toMailed(keys, invitation))
}

/** One transaction: who is left out, how many it is, what is done to the others, and on to the next chunk. */
async function carryOut(
  db: Database,
  slice: BulkSlice,
  { sorting, changes, letters }: Plan,
): Promise<BulkRun> {
  const before = [sortOut(db, slice, sorting), countUp(db, slice)] as const
  const results: readonly unknown[] = await db.batch([...before, ...changes, ...moveOn(db, slice)])
  const rows = results as { id: number }[][] // -- of countUp and of the letters, which return ids
  if (!rows[1]?.length) return { state: 'stopped', mailIds: [] }
  const mailIds = letters === undefined ? [] : (rows[before.length + letters] ?? []).map(({ id }) => id)
  return { state: slice.isLast ? 'done' : 'more', mailIds }
}
