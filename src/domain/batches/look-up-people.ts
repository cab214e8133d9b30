import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import type { Role } from '../users/user.ts'

/** Someone who has an account: what they already are and have. */
export type Registered = { role: Role; groups: ReadonlySet<number>; projects: ReadonlySet<number> }
/** An unaccepted invitation. */
export type Invited = { publicId: string; expiresAt: number; source: string }

export type KnownPeople = {
  registered: ReadonlyMap<string, Registered>
  invited: ReadonlyMap<string, Invited>
}

/** Addresses looked up in one statement. */
const addressesAtOnce = 5000

/** Who of these addresses has an account or an unaccepted invitation: one round trip per five thousand. */
export async function lookUpPeople(db: Database, emailKeys: readonly string[]): Promise<KnownPeople> {
  const registered = new Map<string, Registered>()
  const invited = new Map<string, Invited>()
  for (let start = 0; start < emailKeys.length; start += addressesAtOnce) {
    const [users, invitations] = await askFor(db, emailKeys.slice(start, start + addressesAtOnce))
    for (const { email, role, groups, projects } of users)
      registered.set(email, { role, groups: idSet(groups), projects: idSet(projects) })
    for (const { email, ...invitation } of invitations) invited.set(email, invitation)
  }
  return { registered, invited }
}

function askFor(db: Database, emailKeys: readonly string[]) {
  const list = jsonList(emailKeys)
  return db.batch([
    db.all<{ email: string; role: Role; groups: string; projects: string }>(sql`
      select u.email, u.role,
        (select json_group_array(group_id) from group_members where user_id = u.id) as groups,
        (select json_group_array(project_id) from project_managers where user_id = u.id) as projects
      from ${list} as asked join users u on u.email = asked.value`),
    db.all<{ email: string } & Invited>(sql`
      select i.email_key as email, i.public_id as publicId, i.expires_at as expiresAt, i.source
      from ${list} as asked join invitations i on i.email_key = asked.value and i.accepted_at is null`),
  ])
}

function idSet(json: string): Set<number> {
  return new Set(JSON.parse(json))
}
