import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { recordEventWhere } from '../events/event.ts'
import { stillAdministers } from '../users/administers.ts'
import type { Actor } from '../users/user.ts'
import type { BatchCounts, BatchState } from './batch.ts'
import { hasCodeRoom } from './code-room.ts'
import { mayGrantAdmin } from './may.ts'
import { touchesSomebody } from './review.ts'

/** What the review page's form says: leave out the rows with problems, and yes to the administrators named. */
export type Confirmation = {
  leaveOut: boolean
  grantAdmin: boolean
  /** Of the draft that was reviewed; without it, whatever the draft says now is confirmed. */
  revision?: number | undefined
}

export type Confirmed = { outcome: 'confirmed'; batchId: number } | { outcome: ReasonNot }

type ReasonNot =
  | 'has_problems'
  | 'admin_unconfirmed'
  | 'not_a_draft'
  | 'unknown'
  | 'nothing_to_do'
  /** More letter codes than may be open at the same time. */
  | 'too_many_codes'
  /** The draft has been changed since it was reviewed. */
  | 'changed'

/** Releases a reviewed draft to be carried out, once. Who confirms must be an administrator at this very moment. */
export async function confirmBatch(
  db: Database,
  publicId: string,
  { leaveOut, grantAdmin, revision }: Confirmation,
  actor: Actor,
  now: number,
): Promise<Confirmed> {
  const said = { leaveOut, grantAdmin: grantAdmin && mayGrantAdmin(actor) }
  const confirmation = { ...said, revision }
  const isReady = readiness(publicId, confirmation, actor, now)
  const event = { at: now, actorId: actor.id, action: 'batch_confirmed', details: said }
  const [seen, , confirmed] = await db.batch([
    db.all<Seen>(
      sql`select state, counts, revision, ${hasCodeRoom(now)} as hasRoom from batches where public_id = ${publicId} and read_at is not null`,
    ),
    recordEventWhere(
      db,
      { ...event, subjectType: 'batch', subjectId: publicId },
      sql`exists (select 1 from batches where ${isReady})`,
    ),
    db.all<{ id: number }>(sql`update batches
      set state = 'confirmed', confirmed_by = ${actor.id}, confirmed_at = ${now}, advanced_at = ${now}
      where ${isReady} returning id`),
  ])
  const [batch] = confirmed
  return batch ? { outcome: 'confirmed', batchId: batch.id } : { outcome: whyNot(seen[0], confirmation) }
}

type Seen = { state: BatchState; counts: string; revision: number; hasRoom: number }

function readiness(
  publicId: string,
  { leaveOut, grantAdmin, revision }: Confirmation,
  actor: Actor,
  now: number,
): SQL {
  return sql`public_id = ${publicId} and state = 'draft' and read_at is not null
    and counts ->> 'invite' + counts ->> 'add' + counts ->> 'renew' > 0
    ${revision === undefined ? sql`` : sql`and revision = ${revision}`}
    ${leaveOut ? sql`` : sql`and counts ->> 'problem' = 0`}
    ${grantAdmin ? sql`` : sql`and counts ->> 'admins' = 0`}
    and ${stillAdministers(actor)} and ${hasCodeRoom(now)}`
}

/** Which of the conditions did not hold, as the same transaction saw it. */
function whyNot(seen: Seen | undefined, { leaveOut, grantAdmin, revision }: Confirmation): ReasonNot {
  if (!seen) return 'unknown'
  if (seen.state !== 'draft') return 'not_a_draft'
  if (revision !== undefined && revision !== seen.revision) return 'changed'
  const counts: BatchCounts = JSON.parse(seen.counts)
  if (counts.problem > 0 && !leaveOut) return 'has_problems'
  if (!touchesSomebody(counts)) return 'nothing_to_do'
  if (counts.admins > 0 && !grantAdmin) return 'admin_unconfirmed'
  if (seen.hasRoom === 0) return 'too_many_codes'
  // The right to invite was lost in this very moment: for everyone else there is no batch here.
  return 'unknown'
}
