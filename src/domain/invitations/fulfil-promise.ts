import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { mailsOf } from '../mails/mails-of.ts'
import { liftOwnWish } from '../suppressions/suppress-address.ts'
import { administers } from '../users/administers.ts'

/**
 * The statements that keep the promise of an open invitation to the account of its address, to stand in one batch; a letter
 * code has no address and is kept to whoever holds it. Each asks again whether the invitation is open and the account is
 * the right one, and the last one closes it: of any number of batches exactly one does something, and only its last
 * statement returns rows.
 *
 * A letter code and the confirmations of all addresses given for it are used up together, whichever of them is fulfilled.
 *
 * What the inviter may no longer grant is dropped and written to the journal (M14); the role is never lowered. Who had refused or
 * unsubscribed is written to again; `account` names the account and the hash of its address.
 */
export function fulfilPromise(
  db: Database,
  codeMac: string,
  account: { publicId: string; addressHash: string },
  now: number,
) {
  const userPublicId = account.publicId
  const meeting = sql`invitations i
    join users u on (u.email = i.email_key or i.address is null) and u.public_id = ${userPublicId}
    join grants g on g.id = i.grant_id`
  const isOpen = sql`i.code_mac = ${codeMac} and i.accepted_at is null and i.expires_at > ${now}`
  const usedUp = familyOf(sql`(select coalesce(i.letter_id, i.id) from ${meeting} where ${isOpen})`)
  return [
    db.run(sql`update users set role = 'admin', updated_at = ${now}
      where public_id = ${userPublicId} and role <> 'admin'
        and exists (select 1 from ${meeting} where ${isOpen} and ${isCovered} and g.admin = 1)`),
    db.run(sql`insert into group_members (group_id, user_id, added_at)
      select gg.group_id, u.id, ${now} from ${meeting} join grant_groups gg on gg.grant_id = g.id
      where ${isOpen} and ${isCovered} on conflict do nothing`),
    db.run(sql`insert into project_managers (project_id, user_id, added_at)
      select gp.project_id, u.id, ${now} from ${meeting} join grant_projects gp on gp.grant_id = g.id
      where ${isOpen} and ${isCovered} on conflict do nothing`),
    db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id, details)
      select ${now}, null, 'grant_dropped', 'invitation', i.public_id, ${droppedDetails}
      from ${meeting} where ${isOpen} and not ${isCovered} and ${promisesSomething}`),
    db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id, details)
      select ${now}, u.id, 'invitation_accepted', 'invitation', i.public_id, ${acceptedDetails}
      from ${meeting} where ${isOpen}`),
    db.run(sql`update mails set state = 'cancelled' from ${usedUp} used
      where state in ('queued', 'sending') and ${mailsOf(sql`used.public_id`)}`),
    liftOwnWish(db, account.addressHash, sql`exists (select 1 from ${meeting} where ${isOpen})`),
    db.run(sql`delete from invitation_stops
      where reason in ('refused', 'unsubscribed') and invitation_id in (select id from ${usedUp})`),
    db.all<{ id: number }>(sql`update invitations
      set accepted_at = ${now}, remind_at = null,
        accepted_by = (select id from users where public_id = ${userPublicId})
      where id in (select id from ${usedUp}) returning id`),
  ] as const
}

/** The unaccepted ones of a letter code and of the confirmations given for it; an invitation that is neither stands alone. */
function familyOf(root: SQL): SQL {
  return sql`(select id, public_id from invitations where id = ${root} and accepted_at is null
    union all select id, public_id from invitations where letter_id = ${root} and accepted_at is null)`
}

/**
 * Who registers is promised nothing that needs covering; the first administrator's invitation counts until there is one;
 * a person's counts only while that person administers.
 */
const isCovered: SQL = sql`(i.source = 'registration'
  or i.source = 'first_administrator'
    and not exists (select 1 from users other where ${administers('other')} and other.id <> u.id)
  or exists (select 1 from users inviter where inviter.id = i.inviter_id and ${administers('inviter')}))`

const promisesSomething: SQL = sql`(g.admin = 1
  or exists (select 1 from grant_groups where grant_id = g.id)
  or exists (select 1 from grant_projects where grant_id = g.id))`

const acceptedDetails: SQL = sql`iif(i.letter_id is null, json_object('user', u.public_id), json_object('user', u.public_id,
  'letter', (select letter.public_id from invitations letter where letter.id = i.letter_id)))`

const droppedDetails: SQL = sql`json_object(
  'user', u.public_id,
  'admin', json(iif(g.admin, 'true', 'false')),
  'groups', (select count(*) from grant_groups where grant_id = g.id),
  'projects', (select count(*) from grant_projects where grant_id = g.id))`
