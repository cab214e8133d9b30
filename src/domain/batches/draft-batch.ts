import type { Database } from '#src/db/client.ts'
import type { Settings } from '#src/env.ts'
import type { Keys } from '#src/keys.ts'
import type { Actor } from '../users/user.ts'
import { groupRows, rowsMaxOf } from './batch.ts'
import { chunkBuilder } from './chunk.ts'
import { inGroups } from './in-groups.ts'
import { type BatchHead, openDraft } from './open-draft.ts'
import { planRows, preparePlan } from './plan-rows.ts'
import type { ReadRow, Refusal, RowSource, RowsEnd } from './row.ts'

export type NewBatch = BatchHead & { rows: RowSource }

export type Draft = { outcome: 'drafted'; publicId: string } | { outcome: Refusal }

/**
 * Checks all rows, decides what would happen to each and keeps that plan for review. Sends nothing and changes nobody.
 * Rows are taken as they are read, some thousands at a time, so that a list of any length fits the memory of a worker; the
 * draft is nobody's until the last of them is written, and gone if the reading ends in a refusal.
 */
export async function draftBatch(
  db: Database,
  keys: Keys,
  batch: NewBatch,
  actor: Actor,
  settings: Settings,
  now: number,
): Promise<Draft> {
  const { rows, ...head } = batch
  const plan = await preparePlan(db, keys, head, settings, now)
  const draft = await openDraft(db, { ...head, options: plan.options }, actor, now)
  const chunks = chunkBuilder()
  const firstRows = new Map<string, number>()
  const groups = inGroups(rows, groupRows, rowsMaxOf(head.source))
  const end = await forEachGroup(groups, async (group) => {
    await draft.write(chunks.add(await planRows(plan, group, firstRows)))
  })
  if (end.state !== 'whole') {
    await draft.discard()
    return { outcome: end.state }
  }
  await draft.finish(chunks.rest(), end)
  return { outcome: 'drafted', publicId: draft.publicId }
}

/** Iterates like `for await`, and answers with what the iteration returned. */
async function forEachGroup(
  groups: RowSource,
  work: (group: readonly ReadRow[]) => Promise<void>,
): Promise<RowsEnd> {
  for (;;) {
    const { done, value } = await groups.next()
    if (done) return value
    await work(value)
  }
}
