import type { Database } from '#src/db/client.ts'
import type { Settings } from '#src/env.ts'
import type { Keys } from '#src/keys.ts'
import type { Actor } from '../users/user.ts'
import { tryAgain } from './change-draft.ts'
import { findDraftRow } from './draft-rows.ts'
import { planAgain, repeatsMax } from './plan-again.ts'
import type { PlannedRow } from './plan-row.ts'
import { preparePlan } from './plan-rows.ts'
import { type Batch, readBatch } from './read-batch.ts'
import { replaceRows } from './replace-rows.ts'
import type { ReadRow } from './row.ts'
import type { PlacedRow } from './select-found.ts'

/** What a problem row is to say: the columns that are given replace what stood there. */
export type Repair = { row: number; values: ReadRow['values'] }

export type Repaired =
  | { outcome: 'repaired' | 'has_problems'; planned: PlannedRow }
  | { outcome: 'too_many_repeats' | 'busy' }
  | NoProblem

type NoProblem = { outcome: 'not_a_problem' | 'not_a_draft' | 'unknown' }

/**
 * Checks a problem row again with new values, and with it the rows that repeated its old address. A row that is fine moves
 * under what will now happen to it; one that is not stays as it was. Whoever changes the draft at the same moment is heard
 * too: the row is then checked again beside what they did.
 */
export async function repairRow(
  db: Database,
  keys: Keys,
  publicId: string,
  repair: Repair,
  actor: Actor,
  settings: Pick<Settings, 'languages'>,
  now: number,
): Promise<Repaired> {
  const tried = await tryAgain<Repaired>(async () => {
    const problem = await findProblem(db, publicId, repair.row)
    if ('outcome' in problem) return problem
    const { batch, placed } = problem
    const plan = await preparePlan(db, keys, batch, settings, now)
    const [first, ...repeats] = await planAgain(plan, batch.id, placed, repair.values)
    const { planned } = first
    if (planned.outcome === 'problem') return { outcome: 'has_problems', planned }
    if (repeats.length > repeatsMax) return { outcome: 'too_many_repeats' }
    const isDone = await replaceRows(db, batch, [first, ...repeats], eventOf(publicId, repair, actor, now))
    return isDone ? { outcome: 'repaired', planned } : null
  })
  return tried ?? { outcome: 'busy' }
}

/** The row as the draft has it, or why it cannot be repaired. */
export async function findProblem(
  db: Database,
  publicId: string,
  row: number,
): Promise<{ batch: Batch; placed: PlacedRow } | NoProblem> {
  const batch = await readBatch(db, publicId)
  if (!batch) return { outcome: 'unknown' }
  if (batch.state !== 'draft') return { outcome: 'not_a_draft' }
  const placed = await findDraftRow(db, batch.id, row)
  if (!placed) return { outcome: 'unknown' }
  return placed.outcome === 'problem' ? { batch, placed } : { outcome: 'not_a_problem' }
}

function eventOf(publicId: string, { row }: Repair, actor: Actor, now: number) {
  const subject = { subjectType: 'batch' as const, subjectId: publicId }
  return { at: now, actorId: actor.id, action: 'batch_row_repaired', ...subject, details: { row } }
}
