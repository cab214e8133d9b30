import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { allNames } from '../groups/name-in.ts'
import { type Suppressions, selectSuppressions, toSuppressions } from '../suppressions/suppressions.ts'
import type { Role } from '../users/user.ts'
import type { Named } from './match-names.ts'

/** Someone who has an account: what they already are and have. */
export type Registered = { role: Role; groups: ReadonlySet<number>; projects: ReadonlySet<number> }
/** An unaccepted invitation. */
export type Invited = {
  publicId: string
  generation: number
  expiresAt: number
  /** By whoever gave the address, when registering or with a letter code, instead of by an administrator. */
  isAskedFor: boolean
}

/** What the platform knows of the people on a list. */
export type KnownPeople = {
  registered: ReadonlyMap<string, Registered>
  invited: ReadonlyMap<string, Invited>
}

type Promisable = { groups: Named[]; projects: Named[] }

/** All groups and projects that can be promised, by all names they answer to, and the addresses to which nothing is sent. */
export async function readPlatform(
  db: Database,
): Promise<{ things: Promisable; suppressions: Suppressions }> {
  const [named, suppressed] = await db.batch([
    db.all<{ kind: keyof Promisable; id: number; name: string; names: string }>(sql`
      select 'groups' as kind, id, name, names from groups union all select 'projects', id, name, '{}' from projects`),
    selectSuppressions(db),
  ])
  const of = (asked: keyof Promisable) => named.filter(({ kind }) => kind === asked)
  const groups = of('groups').map(({ id, name, names }) => ({
    ...{ id, name, names: allNames({ name, names: JSON.parse(names) }) },
  }))
  const projects = of('projects').map(({ id, name }) => ({ id, name }))
  return { things: { groups, projects }, suppressions: toSuppressions(suppressed) }
}

/** Who of these addresses has an account or an unaccepted invitation: one round trip. */
export async function readPeople(db: Database, emailKeys: readonly string[]): Promise<KnownPeople> {
  const asked = jsonList(emailKeys)
  const [users, invitations] = await db.batch([
    db.all<{ email: string; role: Role; groups: string; projects: string }>(sql`
      select u.email, u.role,
        (select json_group_array(group_id) from group_members where user_id = u.id) as groups,
        (select json_group_array(project_id) from project_managers where user_id = u.id) as projects
      from ${asked} as asked join users u on u.email = asked.value`),
    db.all<Omit<Invited, 'isAskedFor'> & { email: string; isAskedFor: 0 | 1 }>(sql`
      select i.email_key as email, i.public_id as publicId, i.generation, i.expires_at as expiresAt,
        i.source = 'registration' or i.letter_id is not null as isAskedFor
      from ${asked} as asked join invitations i on i.email_key = asked.value and i.accepted_at is null`),
  ])
  return {
    registered: new Map(users.map((user) => [user.email, toRegistered(user)])),
    invited: new Map(
      invitations.map(({ email, ...invitation }) => [
        email,
        { ...invitation, isAskedFor: invitation.isAskedFor === 1 },
      ]),
    ),
  }
}

function toRegistered(user: { role: Role; groups: string; projects: string }): Registered {
  return { role: user.role, groups: idSet(user.groups), projects: idSet(user.projects) }
}

function idSet(json: string): Set<number> {
  return new Set(JSON.parse(json))
}
