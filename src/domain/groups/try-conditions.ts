import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { users } from '#src/db/schema/index.ts'
import { type Check, checkConditions } from './check-conditions.ts'
import { conditionsJson, type GroupConditions } from './conditions.ts'
import { meetsConditions, wasPutInto } from './meets-conditions.ts'

export type Trial =
  | {
      state: 'counted'
      meeting: number /** With those whom an invitation or a person put there. */
      members: number
    }
  | Exclude<Check, { state: 'sound' }>

/** Whom conditions would bring into a group, before anything is saved. */
export async function tryConditions(
  db: Database,
  publicId: string,
  conditions: GroupConditions,
  timeZone: string,
): Promise<Trial> {
  const check = await checkConditions(db, publicId, conditions)
  if (check.state !== 'sound') return check
  const meets = meetsConditions(conditions, sql`${conditionsJson(conditions)}`, {
    conditions: check.all,
    timeZone,
  })
  const [counts] = await db.all<{ meeting: number; members: number }>(sql`
    select count(*) filter (where meets) as meeting, count(*) filter (where meets or put) as members
    from (select ${meets} as meets, ${wasPutInto(check.groupId)} as put from ${users})`)
  return { state: 'counted', ...(counts ?? { meeting: 0, members: 0 }) }
}
