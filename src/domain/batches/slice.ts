import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { currentKeyId } from '#src/keys.ts'
import { fresh } from '../mails/fresh.ts'
import { handoverMs } from '../mails/mail.ts'
import { mailsOf } from '../mails/mails-of.ts'
import { dayMs } from '../time/day.ts'
import { administers } from '../users/administers.ts'
import type { RowOutcome } from './batch.ts'

/** The chunks `from` up to, not including, `to` of a confirmed batch. */
export type Slice = {
  batchId: number
  from: number
  to: number
  isLast: boolean
  /** How many of its rows are planned for what. */
  planned: Record<RowOutcome, number>
  /** Whether somebody of the slice may have to be put into a group or project at once. */
  promisesGroups: boolean
  promisesProjects: boolean
  now: number
  expiryDays: number
  /** Whether whoever confirmed the batch is told when it is done. */
  isSummed: boolean
}

/** What a slice carries out; the rows of other outcomes only count. */
export const carriedOut = ['invite', 'add', 'renew'] as const

/**
 * The rows of a slice with one outcome, as a table: `b` the batch, `r.value` the row. Empty unless the batch is confirmed,
 * stands exactly where the slice begins, and whoever confirmed it still administers.
 */
export function rowsOf({ from, to }: Slice, outcome: (typeof carriedOut)[number]): SQL {
  return sql`batches b
    join batch_chunks c on c.batch_id = b.id and c.position >= ${from} and c.position < ${to} and c.outcome = ${outcome}
    join json_each(c.rows) r`
}

export function isDue({ batchId, from }: Slice): SQL {
  return sql`b.id = ${batchId} and b.state = 'confirmed' and b.chunks_done = ${from}
    and exists (select 1 from users where id = b.confirmed_by and ${administers('users')})`
}

/** Marks where the new invitations begin. Answers with a row when the slice may be carried out; what follows in the same transaction sees the same. */
export function begin(db: Database, slice: Slice) {
  return db.all<{
    id: number
  }>(sql`update batches set slice_start = (select coalesce(max(id), 0) from invitations)
    where id in (select b.id from batches b where ${isDue(slice)}) returning id`)
}

/** Invites whom nobody has invited and who has no account by now; codes and ids were made at drafting. */
export function inviteNew(db: Database, slice: Slice) {
  return db.run(sql`
    insert into invitations (public_id, source, address, email_key, first_name, last_name, locale, grant_id, batch_id,
      inviter_id, message, code_mac, code_tail, postal_address, key_id, created_at, expires_at)
    select r.value ->> 'publicId', 'batch', nullif(r.value ->> 'address', ''), r.value ->> 'emailKey',
      r.value ->> 'firstName', r.value ->> 'lastName', r.value ->> 'locale', r.value ->> 'grantId', b.id, b.confirmed_by,
      r.value ->> 'message', r.value ->> 'codeMac', r.value ->> 'codeTail', r.value ->> 'postalAddress', ${currentKeyId}, ${slice.now}, ${expiresAt(slice)}
    from ${rowsOf(slice, 'invite')}
    where ${isDue(slice)} and not exists (select 1 from users u where u.email = r.value ->> 'emailKey')
    on conflict do nothing`)
}

/**
 * Renews unaccepted invitations with the new options, and with a new code where they promise rights; letters that still wait are
 * replaced. The confirmation of an address given for a letter code becomes this person's own, and the code stays for others.
 */
export function renewExisting(db: Database, slice: Slice) {
  const rows = sql`${rowsOf(slice, 'renew')} where ${isDue(slice)}`
  return [
    // Also one whose outcome nobody knows: held with the batch that had it, nothing would ever let it go on.
    db.run(sql`update mails set state = 'cancelled', lease_until = null
      from (select r.value as r, r.value ->> 'publicId' as public_id from ${rows}) renewed
      where state in ('queued', 'sending') and ${mailsOf(sql`renewed.public_id`)} and exists (select 1 from invitations i
        where i.public_id = renewed.public_id and i.accepted_at is null and ${hasNewestCode})`),
    db.run(sql`update invitations set source = 'batch', grant_id = r ->> 'grantId', locale = r ->> 'locale',
        first_name = coalesce(r ->> 'firstName', first_name), last_name = coalesce(r ->> 'lastName', last_name),
        message = r ->> 'message', batch_id = ${slice.batchId}, inviter_id = confirmed_by, sendings = sendings + 1,
        code_mac = coalesce(r ->> 'codeMac', code_mac), generation = coalesce(r ->> 'generation', generation),
        expires_at = ${expiresAt(slice)}, remind_at = null, reminded_at = null, delivered_at = null, letter_id = null
      from (select r.value as r, b.confirmed_by from ${rows}) renewed
      where public_id = r ->> 'publicId' and accepted_at is null and ${hasNewestCode}`),
  ]
}

/**
 * A plan that gives a new code stands only while that code is new. Of two plans for one invitation the second would
 * otherwise hang its rights on a code that support may have read out since.
 */
const hasNewestCode = sql`coalesce(r ->> 'generation' > generation, true)`

/** Writes the letters of the invitations that this slice made into the outbox; answers with their ids. Letter codes have no address to write to. */
export function queueNew(db: Database, slice: Slice) {
  return db.all<{ id: number }>(sql`
    insert into mails (dedupe_key, kind, invitation_id, address, locale, not_before, created_at)
    select i.public_id || '/invitation/' || i.sendings, 'invitation', i.id, i.address, i.locale,
      ${fresh}, ${slice.now}
    from batches b join invitations i on i.id > b.slice_start
    where ${isDue(slice)} and i.address is not null on conflict do nothing returning id`)
}

/** The same for those that it renewed. */
export function queueRenewed(db: Database, slice: Slice) {
  return db.all<{ id: number }>(sql`
    insert into mails (dedupe_key, kind, invitation_id, address, locale, not_before, created_at)
    select i.public_id || '/invitation/' || i.sendings, 'invitation', i.id, i.address, i.locale,
      ${fresh}, ${slice.now}
    from ${rowsOf(slice, 'renew')} join invitations i on i.public_id = r.value ->> 'publicId' and ${isRenewed}
    where ${isDue(slice)} on conflict do nothing returning id`)
}

/** With the last slice goes a letter to whoever confirmed the batch: what came of it. */
export function queueSummary(db: Database, slice: Slice) {
  return db.all<{ id: number }>(sql`
    insert into mails (dedupe_key, kind, user_id, address, locale, not_before, created_at)
    select b.public_id || '/batch_done/1', 'batch_done', u.id, u.email, u.locale, ${slice.now + handoverMs}, ${slice.now}
    from batches b join users u on u.id = b.confirmed_by
    where ${isDue(slice)} on conflict do nothing returning id`)
}

/** An invitation that this batch renewed, and that still waits. */
export const isRenewed = sql`i.batch_id = b.id and i.accepted_at is null`

/** Moves the batch on and counts what became of the rows: what was planned, but for what came out otherwise. */
export function advance(db: Database, slice: Slice) {
  const { batchId, from, to, planned, now } = slice
  const changed = (where: SQL) =>
    sql`(select count(*) from batch_changes where batch_id = ${batchId} and slice = ${from} and ${where})`
  return db.run(sql`
    update batches set chunks_done = ${to}, advanced_at = ${now},
      invited_count = invited_count + ${planned.invite} - ${changed(sql`planned = 'invite'`)},
      renewed_count = renewed_count + ${planned.renew} - ${changed(sql`planned = 'renew'`)},
      added_count = added_count + ${planned.add} - ${changed(sql`planned = 'add'`)} + ${changed(sql`outcome = 'add'`)},
      unchanged_count = unchanged_count + ${planned.unchanged} + ${changed(sql`outcome = 'unchanged'`)},
      skipped_count = skipped_count + ${planned.skip} + ${changed(sql`outcome = 'skip'`)}
    where id in (select b.id from batches b where ${isDue(slice)})`)
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
  ]
}

function expiresAt({ now, expiryDays }: Slice): number {
  return now + expiryDays * dayMs
}
