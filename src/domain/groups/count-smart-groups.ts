import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { groups, users } from '#src/db/schema/index.ts'
import { answersByGroup, askTogether } from './ask-together.ts'
import { isMemberOf } from './meets-conditions.ts'
import { type GroupHead, readAllGroups, smartAmong } from './read-all-groups.ts'
import type { SmartGroups } from './smart-groups.ts'

type When = { timeZone: string; now: number }

/** How old the number of a smart group may become. */
export const countedForMs = 15 * 60_000

/** Counts the smart groups that were not counted for a quarter of an hour, or not since what decides who is in them has changed. */
export async function countDueGroups(db: Database, when: When): Promise<void> {
  const { now } = when
  // A clock that was ahead once is not believed.
  const isFresh = (at: number) => at <= now && at > now - countedForMs
  await countWhere(db, when, ({ countedAt }) => countedAt === null || !isFresh(countedAt))
}

/** Counts those alone that a change has touched: its own group, and what rests on it. */
export async function countChangedGroups(db: Database, when: When): Promise<void> {
  await countWhere(db, when, ({ countedAt }) => countedAt === null)
}

/** What has changed while it was counted is left to the next count, and so is what another count was faster with. */
async function countWhere(db: Database, { timeZone, now }: When, isDue: (group: GroupHead) => boolean) {
  const all = await readAllGroups(db)
  const due = all.filter((group) => group.kind === 'smart' && isDue(group))
  if (due.length === 0) return
  const ids = due.map(({ id }) => id)
  const counts = await countMembers(db, ids, smartAmong(all, timeZone))
  const counted = due.map(({ id, revision, countedAt }) => [id, revision, countedAt, counts.get(id) ?? 0])
  await db.run(sql`update ${groups} set member_count = one.value ->> 3, counted_at = ${now}
    from ${jsonList(counted)} one
    where groups.id = one.value ->> 0 and revision = one.value ->> 1 and counted_at is one.value ->> 2`)
}

/** One walk over the users for all groups together, unless these are very many. */
async function countMembers(
  db: Database,
  groupIds: readonly number[],
  smart: SmartGroups,
): Promise<Map<number, number>> {
  const asked = askTogether(groupIds, smart, (id) => sql`count(*) filter (where ${isMemberOf(id, smart)})`)
  const rows = await Promise.all(
    asked.map((columns) => db.all<Record<string, number>>(sql`select ${columns} from ${users}`)),
  )
  return answersByGroup(rows.flat())
}
