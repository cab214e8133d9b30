import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { pauseAfter } from './mail-flow.ts'

/** Whether the provider should be asked now whether it works again. Of several clocks at once one is told so. */
export async function takeProbe(db: Database, now: number): Promise<boolean> {
  const taken = await db.all(sql`
    update mail_flow set probes = probes + 1, probe_at = ${now} + ${pauseAfter(sql`(probes + 1)`)}
    where id = 1 and closed_at is not null and probe_at <= ${now} returning id`)
  return taken.length > 0
}
