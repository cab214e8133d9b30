import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { currentKeyId } from '#src/keys.ts'
import { handoverMs } from '../mails/mail.ts'
import { mailsOf } from '../mails/mails-of.ts'
import { dayMs } from '../time/day.ts'

/** The chunks `from` up to, not including, `to` of a confirmed batch. */
export type Slice = {
  batchId: number
  from: number
  to: number
  isLast: boolean
  now: number
  expiryDays: number
}

/**
 * The rows of a slice as a table: `b` the batch, `r.value` the row. Empty unless the batch is confirmed, stands exactly
 * where the slice begins, and whoever confirmed it still administers.
 */
function rowsOf(slice: Slice): SQL {
  return sql`batches b
    join batch_chunks c on c.batch_id = b.id and c.position >= ${slice.from} and c.position < ${slice.to}
    join json_each(c.rows) r`
}

function isDue({ batchId, from }: Slice): SQL {
  return sql`b.id = ${batchId} and b.state = 'confirmed' and b.chunks_done = ${from}
    and exists (select 1 from users where id = b.confirmed_by and role = 'admin')`
}

/** A row when the slice may be carried out; what follows in the same transaction sees the same. */
export function seeDue(db: Database, slice: Slice) {
  return db.all(sql`select b.id from batches b where ${isDue(slice)}`)
}

/** Invites whom nobody has invited and who has no account by now; codes and ids were made at drafting. */
export function inviteNew(db: Database, slice: Slice) {
  return db.run(sql`
    insert into invitations (public_id, source, address, email_key, first_name, last_name, locale, grant_id, batch_id,
      inviter_id, message, code_mac, key_id, created_at, expires_at)
    select r.value ->> 'publicId', 'batch', r.value ->> 'address', r.value ->> 'emailKey', r.value ->> 'firstName',
      r.value ->> 'lastName', r.value ->> 'locale', r.value ->> 'grantId', b.id, b.confirmed_by, r.value ->> 'message',
      r.value ->> 'codeMac', ${currentKeyId}, ${slice.now}, ${expiresAt(slice)}
    from ${rowsOf(slice)}
    where ${isDue(slice)} and r.value ->> 'outcome' = 'invite'
      and not exists (select 1 from users u where u.email = r.value ->> 'emailKey')
    on conflict do nothing`)
}

/** Renews unaccepted invitations with the new options, and with a new code where they promise rights; letters that still wait are replaced. */
export function renewExisting(db: Database, slice: Slice) {
  const rows = sql`${rowsOf(slice)} where ${isDue(slice)} and r.value ->> 'outcome' = 'renew'`
  return [
    db.run(sql`update mails set state = 'cancelled'
      from (select r.value as r, r.value ->> 'publicId' as public_id from ${rows}) renewed
      where state = 'queued' and ${mailsOf(sql`renewed.public_id`)} and exists (select 1 from invitations i
        where i.public_id = renewed.public_id and i.accepted_at is null and ${hasNewestCode})`),
    db.run(sql`update invitations set source = 'batch', grant_id = r ->> 'grantId', locale = r ->> 'locale',
        first_name = coalesce(r ->> 'firstName', first_name), last_name = coalesce(r ->> 'lastName', last_name),
        message = r ->> 'message', batch_id = ${slice.batchId}, inviter_id = confirmed_by, sendings = sendings + 1,
        code_mac = coalesce(r ->> 'codeMac', code_mac), generation = coalesce(r ->> 'generation', generation),
        expires_at = ${expiresAt(slice)}, remind_at = null, reminded_at = null
      from (select r.value as r, b.confirmed_by from ${rows}) renewed
      where public_id = r ->> 'publicId' and accepted_at is null and ${hasNewestCode}`),
  ] as const
}

/**
 * A plan that gives a new code stands only while that code is new. Of two plans for one invitation the second would
 * otherwise hang its rights on a code that support may have read out since.
 */
const hasNewestCode = sql`coalesce(r ->> 'generation' > generation, true)`

/** Writes the letters of this slice's invitations into the outbox; answers with their ids. */
export function queueInvitations(db: Database, slice: Slice) {
  return db.all<{ id: number }>(sql`
    insert into mails (dedupe_key, kind, invitation_id, address, locale, not_before, created_at)
    select i.public_id || '/invitation/' || i.sendings, 'invitation', i.id, i.address, i.locale,
      ${slice.now + handoverMs}, ${slice.now}
    from ${rowsOf(slice)} join invitations i on ${isOfThisBatch}
    where ${isDue(slice)} and r.value ->> 'outcome' in ('invite', 'renew')
    on conflict do nothing returning id`)
}

/** An invitation that this batch made or renewed, and that still waits. */
const isOfThisBatch = sql`i.public_id = r.value ->> 'publicId' and i.batch_id = b.id and i.accepted_at is null`

/** The account of a row: known at review, or opened since. */
const hasAccount = sql`u.email = r.value ->> 'emailKey' and r.value ->> 'outcome' in ('invite', 'add', 'renew')`

/** Gives registered people their groups at once (M10). */
export function joinGroups(db: Database, slice: Slice) {
  return db.run(sql`
    insert into group_members (group_id, user_id, added_at)
    select g.group_id, u.id, ${slice.now}
    from ${rowsOf(slice)} join users u on ${hasAccount} join grant_groups g on g.grant_id = r.value ->> 'grantId'
    where ${isDue(slice)} on conflict do nothing`)
}

export function manageProjects(db: Database, slice: Slice) {
  return db.run(sql`
    insert into project_managers (project_id, user_id, added_at)
    select p.project_id, u.id, ${slice.now}
    from ${rowsOf(slice)} join users u on ${hasAccount} join grant_projects p on p.grant_id = r.value ->> 'grantId'
    where ${isDue(slice)} on conflict do nothing`)
}

/**
 * Makes registered people administrators where the review named them, one line of the journal each. No role is ever
 * lowered, and who was an administrator at review and has lost the right since does not get it back.
 */
export function makeAdmins(db: Database, slice: Slice) {
  const future = sql`${rowsOf(slice)} join users u on ${hasAccount} and u.role <> 'admin'
    where ${isDue(slice)} and iif(r.value ->> 'outcome' = 'add', r.value ->> '$.gains.admin', r.value ->> 'admin') = 1`
  return [
    db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id, details)
      select ${slice.now}, b.confirmed_by, 'role_changed', 'user', u.public_id,
        json_object('role', 'admin', 'batch', b.public_id) from ${future}`),
    db.run(
      sql`update users set role = 'admin', updated_at = ${slice.now} where id in (select u.id from ${future})`,
    ),
  ] as const
}

/** Moves the batch on and counts what became of the rows. */
export function advance(db: Database, slice: Slice) {
  return db.run(sql`
    update batches set chunks_done = ${slice.to}, advanced_at = ${slice.now},
      invited_count = invited_count + invited, renewed_count = renewed_count + renewed, added_count = added_count + added
    from (select count(i.id) filter (where r.value ->> 'outcome' = 'invite') as invited,
        count(i.id) filter (where r.value ->> 'outcome' = 'renew') as renewed, count(u.id) as added
      from ${rowsOf(slice)} left join invitations i on ${isOfThisBatch} left join users u on ${hasAccount}
      where ${isDue(slice)}) counted
    where batches.id in (select b.id from batches b where ${isDue(slice)})`)
}

/** Ends a batch whose chunks are all carried out. The state between `advance` and this exists inside one transaction only. */
export function finish(db: Database, { batchId, now }: Slice) {
  const isThrough = sql`id = ${batchId} and state = 'confirmed' and chunks_done = chunk_count`
  return [
    db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id, details)
      select ${now}, confirmed_by, 'batch_done', 'batch', public_id,
        json_object('invited', invited_count, 'renewed', renewed_count, 'added', added_count)
      from batches where ${isThrough}`),
    db.run(sql`update batches set state = 'done', finished_at = ${now} where ${isThrough}`),
  ] as const
}

function expiresAt({ now, expiryDays }: Slice): number {
  return now + expiryDays * dayMs
}
