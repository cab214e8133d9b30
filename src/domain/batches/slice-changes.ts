import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { isDue, isRenewed, rowsOf, type Slice } from './slice.ts'

/** Lists who was to be invited and was not: somebody else had invited them, or they have an account since (M10, M11). */
export function noteUninvited(db: Database, slice: Slice) {
  return note(
    db,
    slice,
    {
      planned: 'invite',
      reason: sql`case when u.id is not null then 'registered' when ${wasErased} then 'account_gone' else 'invited' end`,
      admin: promisedAdmin,
    },
    sql`${rowsOf(slice, 'invite')} left join users u on ${isPerson}`,
    sql`(select count(*) from invitations where id > b.slice_start) < ${slice.planned.invite}
      and not exists (select 1 from invitations i where i.public_id = r.value ->> 'publicId')`,
  )
}

/** Lists whose invitation was not renewed: it was accepted, deleted, or renewed with a newer code. */
export function noteUnrenewed(db: Database, slice: Slice) {
  const reason = sql`case when u.id is not null then iif(i.id is null, 'registered', 'accepted')
    when i.id is null then 'deleted' else 'renewed' end`
  return note(
    db,
    slice,
    { planned: 'renew', reason, admin: promisedAdmin },
    sql`${rowsOf(slice, 'renew')} left join invitations i on i.public_id = r.value ->> 'publicId'
      left join users u on ${isPerson}`,
    sql`(i.id is null or not (${isRenewed}))`,
  )
}

/** Lists registered people who have no account any more, or have received everything meanwhile. */
export function noteUnadded(db: Database, slice: Slice) {
  return note(
    db,
    slice,
    { planned: 'add', reason: sql`iif(u.id is null, 'account_gone', 'already')`, admin: gainedAdmin },
    sql`${rowsOf(slice, 'add')} left join users u on ${isPerson}`,
    sql`(u.id is null or not ${gains(gainedAdmin)})`,
  )
}

type Change = { planned: 'invite' | 'add' | 'renew'; reason: SQL; admin: SQL }

function note(db: Database, slice: Slice, { planned, reason, admin }: Change, rows: SQL, isChanged: SQL) {
  return db.run(sql`
    insert into batch_changes (batch_id, row, slice, planned, outcome, reason, address, email_key, grant_id, admin)
    select b.id, r.value ->> 'row', ${slice.from}, ${planned},
      case when u.id is null then 'skip' when ${gains(admin)} then 'add' else 'unchanged' end,
      ${reason}, r.value ->> 'address', coalesce(r.value ->> 'emailKey', ''), r.value ->> 'grantId', ${admin}
    from ${rows} where ${isDue(slice)} and ${isChanged}`)
}

const isPerson = sql`u.email = r.value ->> 'emailKey' and u.erased_at is null`
/** Whoever the row was about was erased since: what stands in its place is the address of the stub. */
const wasErased = sql`exists (select 1 from users stub where stub.email = r.value ->> 'emailKey' and stub.erased_at is not null)`
/** Whether the review named this person as future administrator; registered people only where they were none. */
const promisedAdmin = sql`coalesce(r.value ->> 'admin', 0)`
export const gainedAdmin = sql`coalesce(r.value ->> '$.gains.admin', 0)`

/** Whether the promise of the row holds something that the account `u` does not have. */
function gains(admin: SQL): SQL {
  return sql`(${admin} and u.role <> 'admin'
    or exists (select 1 from grant_groups g where g.grant_id = r.value ->> 'grantId' and not exists
      (select 1 from group_members m where m.group_id = g.group_id and m.user_id = u.id))
    or exists (select 1 from grant_projects p where p.grant_id = r.value ->> 'grantId' and not exists
      (select 1 from project_managers m where m.project_id = p.project_id and m.user_id = u.id)))`
}
