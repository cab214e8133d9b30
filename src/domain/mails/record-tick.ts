import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'

/** Notes that the clock works, so that a page can say when it has stopped. */
export async function recordTick(db: Database, now: number): Promise<void> {
  await db.run(sql`insert into mail_flow (id, ticked_at) values (1, ${now})
    on conflict do update set ticked_at = max(coalesce(ticked_at, 0), excluded.ticked_at)`)
}
