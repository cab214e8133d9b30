import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { batches } from '#src/db/schema/index.ts'
import { recordEvent } from '../events/event.ts'
import { newPublicId } from '../ids/new-public-id.ts'
import type { Actor } from '../users/user.ts'
import type { BatchOptions, BatchSource } from './batch.ts'
import { chunksOf } from './chunks-of.ts'
import { countRows } from './count-rows.ts'
import type { PlannedRow } from './plan-row.ts'

/** A batch as its form gave it, without its rows. */
export type BatchHead = {
  source: BatchSource
  /** Blank rows that were skipped between the others. */
  blank: number
  options: BatchOptions
  fileName?: string
  fileSha256?: string
}

/** Keeps a plan as a draft, with its counts, and answers with its public id. */
export async function storeDraft(
  db: Database,
  { source, fileName, fileSha256, blank, options }: BatchHead,
  plan: readonly PlannedRow[],
  actor: Actor,
  now: number,
): Promise<string> {
  const publicId = newPublicId()
  const counts = countRows(plan, blank)
  const chunks = chunksOf(plan.map(({ row }) => row))
  const origin = { source, fileName, fileSha256, createdBy: actor.id, createdAt: now }
  const event = { at: now, actorId: actor.id, action: 'batch_drafted', details: { source, ...counts } }
  await db.batch([
    db.insert(batches).values({ publicId, ...origin, options, counts, chunkCount: chunks.length }),
    ...chunks.map((chunk, position) =>
      db.run(sql`insert into batch_chunks (batch_id, position, rows)
        select id, ${position}, ${chunk} from batches where public_id = ${publicId}`),
    ),
    recordEvent(db, { ...event, subjectType: 'batch', subjectId: publicId }),
  ])
  return publicId
}
