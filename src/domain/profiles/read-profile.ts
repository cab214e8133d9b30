import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { groups, users } from '#src/db/schema/index.ts'
import { answersByGroup, askTogether } from '../groups/ask-together.ts'
import { isMemberOf } from '../groups/meets-conditions.ts'
import { nameIn } from '../groups/name-in.ts'
import { conditionsById } from '../groups/smart-groups.ts'
import { sortByName } from '../text/sort-by-name.ts'
import type { Role } from '../users/user.ts'

type Named = { publicId: string; name: string }

/** The invitation by which somebody came in, as far as it still is there. */
export type WayIn = {
  publicId: string
  at: number
  inviter: Named | null
  batch: string | null
}

export type UserProfile = {
  publicId: string
  email: string
  firstName: string
  lastName: string
  locale: string
  role: Role
  createdAt: number
  deactivatedAt: number | null
  erasedAt: number | null
  /** When the newest of the sessions that still run began. */
  lastSignIn: number | null
  wayIn: WayIn | null
  groups: Named[]
  projects: Named[]
}

type Row = Omit<UserProfile, 'groups' | 'projects' | 'wayIn'> & {
  projects: string
  wayIn: string | null
  put: string
}

/** One registered person with all that their page tells, in two statements. */
export async function readProfile(
  db: Database,
  publicId: string,
  { language, timeZone }: { language: string; timeZone: string },
): Promise<UserProfile | null> {
  const all = await db.select(groupColumns).from(groups)
  const smart = { conditions: conditionsById(all.filter(({ kind }) => kind === 'smart')), timeZone }
  const [first, ...others] = askTogether([...smart.conditions.keys()], smart, (id) => isMemberOf(id, smart))
  const self = sql`from ${users} where ${users.publicId} = ${publicId}`
  const [found] = await db.all<Row & Record<string, number>>(
    sql`select ${first ? sql`${first}, ${facts}` : facts} ${self}`,
  )
  if (!found) return null
  const answers = await Promise.all(
    others.map((asked) => db.all<Record<string, number>>(sql`select ${asked} ${self}`)),
  )
  const met = answersByGroup([found, ...answers.flat()])
  const put: number[] = JSON.parse(found.put)
  const own = all.filter(({ id }) => put.includes(id) || met.get(id) === 1)
  const named = own.map((group) => ({ publicId: group.publicId, name: nameIn(group, language) }))
  return { ...toPerson(found, language), groups: sortByName(named, language) }
}

const groupColumns = {
  id: groups.id,
  publicId: groups.publicId,
  kind: groups.kind,
  name: groups.name,
  names: groups.names,
  conditions: groups.conditions,
}

/** The journal knows by which invitation somebody came in, and has an index for it. */
const wayIn = sql`(select json_object('publicId', i.public_id, 'at', e.at, 'batch', b.public_id,
    'inviter', iif(inviter.id is null, null, json_object('publicId', inviter.public_id, 'name', trim(inviter.name))))
  from events e join invitations i on i.public_id = e.subject_id
    left join users inviter on inviter.id = i.inviter_id left join batches b on b.id = i.batch_id
  where e.actor_id = users.id and e.action = 'invitation_accepted' order by e.id limit 1)`

const facts = sql`${users.publicId} as publicId, ${users.email} as email, ${users.firstName} as firstName,
  ${users.lastName} as lastName, ${users.locale} as locale, ${users.role} as role, ${users.createdAt} as createdAt,
  ${users.deactivatedAt} as deactivatedAt, ${users.erasedAt} as erasedAt, ${wayIn} as wayIn,
  (select max(created_at) from sessions where user_id = users.id) as lastSignIn,
  (select json_group_array(group_id) from group_members where user_id = users.id) as put,
  (select json_group_array(json_object('publicId', p.public_id, 'name', p.name))
    from project_managers m join projects p on p.id = m.project_id where m.user_id = users.id) as projects`

function toPerson(row: Row, language: string): Omit<UserProfile, 'groups'> {
  const { publicId, email, firstName, lastName, locale, role } = row
  const { createdAt, deactivatedAt, erasedAt, lastSignIn } = row
  return {
    ...{ publicId, email, firstName, lastName, locale, role, createdAt, deactivatedAt, erasedAt, lastSignIn },
    wayIn: row.wayIn === null ? null : JSON.parse(row.wayIn),
    projects: sortByName(JSON.parse(row.projects), language),
  }
}
