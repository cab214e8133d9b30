import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { pauseReasons } from '#src/db/schema/batches.ts'

export type PauseReason = (typeof pauseReasons)[number]
export type PausedBatch = { publicId: string; createdAt: number; pauseReason: PauseReason }

/** Among how many batches, the latest, those are looked for whose mails are paused; older ones have no mails left to send. */
const lookedMax = 200
const shownMax = 5

/** The latest batches whose mails wait, because too many bounced or were called spam. */
export async function listPausedBatches(db: Database): Promise<PausedBatch[]> {
  const found = await db.all<{ public_id: string; created_at: number; pause_reason: PauseReason | null }>(sql`
    select public_id, created_at, pause_reason
    from (select public_id, created_at, paused_at, pause_reason from batches order by id desc limit ${lookedMax})
    where paused_at is not null limit ${shownMax}`)
  return found.map(({ public_id: publicId, created_at: createdAt, pause_reason: pauseReason }) => ({
    ...{ publicId, createdAt, pauseReason: pauseReason ?? 'bounces' },
  }))
}
