import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { isDue, rowsOf, type Slice } from './slice.ts'
import { gainedAdmin } from './slice-changes.ts'

/** Gives registered people their groups at once (M10). */
export function joinGroups(db: Database, slice: Slice) {
  return db.run(sql`
    insert into group_members (group_id, user_id, added_at)
    select g.group_id, u.id, ${slice.now}
    from ${receivers(slice)} join grant_groups g on g.grant_id = receiver.grant_id
    where true on conflict do nothing`)
}

export function manageProjects(db: Database, slice: Slice) {
  return db.run(sql`
    insert into project_managers (project_id, user_id, added_at)
    select p.project_id, u.id, ${slice.now}
    from ${receivers(slice)} join grant_projects p on p.grant_id = receiver.grant_id
    where true on conflict do nothing`)
}

/**
 * Makes registered people administrators where the review named them, one line of the journal each. No role is ever
 * lowered, and who was an administrator at review and has lost the right since does not get it back.
 */
export function makeAdmins(db: Database, slice: Slice) {
  const future = sql`${receivers(slice)} where receiver.admin and u.role <> 'admin'`
  return [
    db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id, details)
      select ${slice.now}, b.confirmed_by, 'role_changed', 'user', u.public_id,
        json_object('role', 'admin', 'batch', b.public_id)
      from batches b join ${future} and b.id = ${slice.batchId}`),
    db.run(
      sql`update users set role = 'admin', updated_at = ${slice.now} where id in (select u.id from ${future})`,
    ),
  ]
}

/** Registered people whom this slice gives something: as reviewed, or because they registered since. */
function receivers(slice: Slice): SQL {
  return sql`(select r.value ->> 'emailKey' as email, r.value ->> 'grantId' as grant_id, ${gainedAdmin} as admin
      from ${rowsOf(slice, 'add')} where ${isDue(slice)}
    union all select ch.email_key, ch.grant_id, ch.admin
      from batches b join batch_changes ch on ch.batch_id = b.id and ch.slice = ${slice.from} and ch.outcome = 'add'
      where ${isDue(slice)} and ch.planned <> 'add') receiver
    join users u on u.email = receiver.email and u.erased_at is null`
}
