import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Database } from '#src/db/client.ts'
import { type NewEvent, recordEventWhere } from '../events/event.ts'
import type { BatchCounts } from './batch.ts'

/** A draft as it was read: a change is made to this and to nothing else. */
export type SeenDraft = { id: number; revision: number; counts: BatchCounts }

/** Holds while the draft `batches` is the one seen. */
export function isAsSeen({ id, revision }: SeenDraft): SQL {
  return sql`id = ${id} and state = 'draft' and revision = ${revision}`
}

/**
 * Carries out a change of a draft, its journal line and its new values in one transaction, and counts its revision up. The
 * statements ask `isAsSeen` themselves. False when the draft is another than the one seen: of two at once, one wins.
 */
export async function changeDraft(
  db: Database,
  draft: SeenDraft,
  event: NewEvent,
  statements: readonly BatchItem<'sqlite'>[],
  values: SQL,
): Promise<boolean> {
  const results: readonly unknown[] = await db.batch([
    recordEventWhere(db, event, sql`exists (select 1 from batches where ${isAsSeen(draft)})`),
    ...statements,
    db.all(sql`update batches set ${values}, revision = revision + 1 where ${isAsSeen(draft)} returning id`),
  ])
  return (results.at(-1) as unknown[]).length > 0 // -- what the last statement returns
}

/** How often a change is tried anew on what somebody else has changed meanwhile. */
const attemptsMax = 5

/** Tries a change until it is made or turns out to be none; null when others were faster every time. */
export async function tryAgain<Outcome>(
  attempt: () => Promise<Outcome | null>,
  left = attemptsMax,
): Promise<Outcome | null> {
  const outcome = await attempt()
  return outcome !== null || left <= 1 ? outcome : tryAgain(attempt, left - 1)
}
