import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Actor } from '../users/user.ts'
import type { BatchOptions, RowChoice, RowOutcome } from './batch.ts'
import { changeDraft, isAsSeen, tryAgain } from './change-draft.ts'
import { countChunks } from './chunk.ts'
import { type Batch, readBatch } from './read-batch.ts'
import { readHeads } from './read-heads.ts'

/** What is chosen at review: whether open invitations are renewed, and whether people without an address get a letter code. */
export type Choices = Pick<BatchOptions, 'existing' | 'codes'>

export type Chosen = { outcome: 'changed' | 'unchanged' | 'not_a_draft' | 'unknown' | 'busy' }

/** Moves the rows that a choice touches under what will now happen to them. A choice that is not given stays. */
export async function changeChoice(
  db: Database,
  publicId: string,
  given: Partial<Choices>,
  actor: Actor,
  now: number,
): Promise<Chosen> {
  const tried = await tryAgain<Chosen>(async () => {
    const batch = await readBatch(db, publicId)
    if (!batch) return { outcome: 'unknown' }
    if (batch.state !== 'draft') return { outcome: 'not_a_draft' }
    const { existing, codes } = batch.options
    const choices = { existing, codes, ...given, ...(batch.source === 'codes' && { codes }) }
    if (isChosen(batch.options, choices)) return { outcome: 'unchanged' }
    return (await choose(db, batch, choices, actor, now)) ? { outcome: 'changed' } : null
  })
  return tried ?? { outcome: 'busy' }
}

function isChosen(options: BatchOptions, { existing, codes }: Choices): boolean {
  return options.existing === existing && options.codes === codes
}

async function choose(db: Database, batch: Batch, choices: Choices, actor: Actor, now: number) {
  const outcomes = outcomesOf(choices)
  const heads = await readHeads(db, batch.id)
  const after = heads.map((head) => ({
    ...head,
    outcome: head.choice === null ? head.outcome : outcomes[head.choice],
  }))
  const counts = JSON.stringify(countChunks(after, batch.counts.blank))
  const options = JSON.stringify({ ...batch.options, ...choices })
  const flip = db.run(sql`update batch_chunks
    set outcome = iif(choice = 'existing', ${outcomes.existing}, ${outcomes.codes})
    where choice is not null and batch_id in (select id from batches where ${isAsSeen(batch)})`)
  const subject = { subjectType: 'batch' as const, subjectId: batch.publicId }
  const event = { at: now, actorId: actor.id, action: 'batch_choice_changed', ...subject, details: choices }
  return changeDraft(db, batch, event, [flip], sql`counts = ${counts}, options = ${options}`)
}

function outcomesOf({ existing, codes }: Choices): Record<RowChoice, RowOutcome> {
  return { existing: existing === 'renew' ? 'renew' : 'skip', codes: codes ? 'invite' : 'problem' }
}
