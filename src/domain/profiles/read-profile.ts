import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { users } from '#src/db/schema/index.ts'
import { readGroupsOf } from '../groups/read-groups-of.ts'
import type { InvitationSource } from '../invitations/invitation.ts'
import { sortByName } from '../text/sort-by-name.ts'
import type { Role } from '../users/user.ts'

type Named = { publicId: string; name: string }

/** The invitation by which somebody came in, as far as it still is there. */
export type WayIn = {
  publicId: string
  source: InvitationSource
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

/** One registered person with all that their page tells, in two statements. */
export async function readProfile(
  db: Database,
  publicId: string,
  reader: { language: string; timeZone: string },
): Promise<UserProfile | null> {
  const self = sql`(select id from users where public_id = ${publicId})`
  const { groups, beside } = await readGroupsOf(db, self, reader, facts)
  if (beside === null) return null
  const person: Omit<UserProfile, 'groups'> = JSON.parse(beside)
  return { ...person, projects: sortByName(person.projects, reader.language), groups }
}

/** The journal knows by which invitation somebody came in, and has an index for it. */
const wayIn = sql`(select json_object('publicId', i.public_id, 'source', i.source, 'at', e.at, 'batch', b.public_id,
    'inviter', iif(inviter.id is null, null, json_object('publicId', inviter.public_id, 'name', trim(inviter.name))))
  from events e join invitations i on i.public_id = e.subject_id
    left join users inviter on inviter.id = i.inviter_id left join batches b on b.id = i.batch_id
  where e.actor_id = users.id and e.action = 'invitation_accepted' order by e.id limit 1)`

const facts = sql`json_object('publicId', ${users.publicId}, 'email', ${users.email}, 'firstName', ${users.firstName},
  'lastName', ${users.lastName}, 'locale', ${users.locale}, 'role', ${users.role}, 'createdAt', ${users.createdAt},
  'deactivatedAt', ${users.deactivatedAt}, 'erasedAt', ${users.erasedAt}, 'wayIn', json(${wayIn}),
  'lastSignIn', (select max(created_at) from sessions where user_id = users.id),
  'projects', json((select json_group_array(json_object('publicId', p.public_id, 'name', p.name))
    from project_managers m join projects p on p.id = m.project_id where m.user_id = users.id)))`
