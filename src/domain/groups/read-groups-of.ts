import { eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { groupMembers, groups, users } from '#src/db/schema/index.ts'
import { sortByName } from '../text/sort-by-name.ts'
import { answersByGroup, askTogether } from './ask-together.ts'
import { isMemberOf } from './meets-conditions.ts'
import { nameIn } from './name-in.ts'
import { readSmartGroups, type SmartGroups } from './smart-groups.ts'

export type OwnGroup = { publicId: string; name: string }

/** The groups a person belongs to, put there or by meeting conditions, in the reader's language and alphabetical order. */
export async function readGroupsOf(
  db: Database,
  self: SQL,
  { language, timeZone }: { language: string; timeZone: string },
): Promise<OwnGroup[]> {
  const smart = await readSmartGroups(db, timeZone)
  const met = await askWhichAreMet(db, self, smart)
  const put = sql`(select ${groupMembers.groupId} from ${groupMembers} where ${eq(groupMembers.userId, self)}
    union all select value from ${jsonList(met)})`
  const found = await db
    .select({ publicId: groups.publicId, name: groups.name, names: groups.names })
    .from(groups)
    .where(inArray(groups.id, put))
  const named = found.map(({ publicId, ...group }) => ({ publicId, name: nameIn(group, language) }))
  return sortByName(named, language)
}

async function askWhichAreMet(db: Database, self: SQL, smart: SmartGroups): Promise<number[]> {
  const questions = askTogether([...smart.conditions.keys()], smart, (id) => isMemberOf(id, smart))
  const answers = await Promise.all(
    questions.map((columns) =>
      db.all<Record<string, number>>(sql`select ${columns} from ${users} where ${users.id} = ${self}`),
    ),
  )
  return [...answersByGroup(answers.flat())].flatMap(([id, isMember]) => (isMember ? [id] : []))
}
