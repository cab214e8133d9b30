import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { readInOrder } from '#src/db/read-in-order.ts'
import { users } from '#src/db/schema/index.ts'
import { whole } from '#src/db/whole.ts'
import { exportPageRows } from '../events/record-export.ts'
import type { InvitationSource } from '../invitations/invitation.ts'
import { type Origin, rememberOrigins } from '../invitations/read-origins.ts'
import type { Role } from '../users/user.ts'
import type { MatchingUsers, UserState } from './match-users.ts'
import { readNamesInOrder } from './read-names-in-order.ts'

export type ExportedUser = Pick<Row, 'email' | 'firstName' | 'lastName' | 'locale' | 'role' | 'createdAt'> &
  Origin & {
    state: UserState
    /** Those the person was put into, and the projects they manage, by name. */
    groups: readonly string[]
    projects: readonly string[]
    /** Of the invitation that made the account. */
    source: InvitationSource | null
  }

type Row = {
  id: number
  email: string
  firstName: string
  lastName: string
  locale: string
  role: Role
  createdAt: number
  deactivatedAt: number | null
  /** Ids, as JSON. */
  groups: string
  projects: string
  source: InvitationSource | null
  batchId: number | null
  inviterId: number | null
}

/** Who is found, page by page: one statement for each, and one or two more where names come up that were not met before. */
export async function* readUsersExport(
  db: Database,
  matching: Omit<MatchingUsers, 'isWalk'>,
  language: string,
): AsyncGenerator<ExportedUser[]> {
  const { groupsIn, projectsIn } = await readNamesInOrder(db, language)
  const readOrigins = rememberOrigins(db)
  for await (const rows of readInOrder(exportPageRows, (after) => selectPage(db, matching, after))) {
    const originOf = await readOrigins(rows)
    yield rows.map((row) => ({
      ...row,
      ...originOf(row),
      state: row.deactivatedAt === null ? 'active' : 'deactivated',
      groups: groupsIn(JSON.parse(row.groups)),
      projects: projectsIn(JSON.parse(row.projects)),
    }))
  }
}

/** The journal knows by which invitation somebody came in; of several, the first. */
const accepted = sql`(select e.subject_id from events e indexed by events_actor_action
  where e.actor_id = ${users.id} and e.action = 'invitation_accepted' order by e.id limit 1)`

function selectPage(
  db: Database,
  { source, condition, key }: Omit<MatchingUsers, 'isWalk'>,
  after: number,
): Promise<Row[]> {
  return db.all<Row>(sql`
    with page as materialized (
      select ${users.id} as id, ${users.email} as email, ${users.firstName} as firstName, ${users.lastName} as lastName,
        ${users.locale} as locale, ${users.role} as role, ${users.createdAt} as createdAt,
        ${users.deactivatedAt} as deactivatedAt, ${accepted} as accepted,
        (select json_group_array(link.group_id) from group_members link where link.user_id = ${users.id}) as groups,
        (select json_group_array(link.project_id) from project_managers link where link.user_id = ${users.id}) as projects
      from ${source} where ${condition} and ${key} > ${whole(after)} order by ${key} limit ${exportPageRows})
    select page.*, i.source, i.batch_id as batchId, i.inviter_id as inviterId
    from page left join invitations i on i.public_id = page.accepted order by page.id`)
}
