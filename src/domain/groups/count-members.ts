import { count, inArray, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { groupMembers, users } from '#src/db/schema/index.ts'
import { answersByGroup, askTogether } from './ask-together.ts'
import { isMemberOf } from './meets-conditions.ts'
import type { SmartGroups } from './smart-groups.ts'

/**
 * How many members each of these groups has. Members of manual groups are counted by index; all smart ones together take
 * one walk over the users.
 */
export async function countMembers(
  db: Database,
  groupIds: readonly number[],
  smart: SmartGroups,
): Promise<Map<number, number>> {
  const smartIds = groupIds.filter((id) => smart.conditions.has(id))
  const manualIds = jsonList(groupIds.filter((id) => !smart.conditions.has(id)))
  const questions = askTogether(
    smartIds,
    smart,
    (id) => sql`count(*) filter (where ${isMemberOf(id, smart)})`,
  )
  const [put, ...counted] = await db.batch([
    db
      .select({ groupId: groupMembers.groupId, members: count() })
      .from(groupMembers)
      .where(inArray(groupMembers.groupId, sql`(select value from ${manualIds})`))
      .groupBy(groupMembers.groupId),
    ...questions.map((columns) => db.all<Record<string, number>>(sql`select ${columns} from ${users}`)),
  ])
  return new Map([
    ...put.map(({ groupId, members }) => [groupId, members] as const),
    ...answersByGroup(counted.flat()),
  ])
}
