import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { handoverMs, lettersPerDay } from '../mails/mail.ts'
import { mailsOf } from '../mails/mails-of.ts'
import { dayMs } from '../time/day.ts'

/**
 * Writes the letter of each invitation that meets the condition into the outbox; returns the ids of the mails. The
 * number is that of the sending it belongs to.
 */
export function queueLetter(db: Database, condition: SQL, now: number, number: SQL = sql`sendings`) {
  return db.all<{ id: number }>(sql`
    insert into mails (dedupe_key, kind, invitation_id, address, locale, not_before, created_at)
    select ${letterKey(number)}, ${kindOfLetter}, id, address, locale, ${now + handoverMs}, ${now}
    from invitations where address is not null and ${condition}
    on conflict do nothing returning id`)
}

/** The dedupe key of the letter of an invitation's nth sending. */
export function letterKey(number: SQL): SQL {
  return sql`public_id || '/' || ${kindOfLetter} || '/' || (${number})`
}

/** Whether an invitation may be sent once more today, to its address or to another; each address counts for itself. */
export function lettersLeft(now: number, address: SQL = sql`invitations.address`): SQL {
  return sql`(select count(*) from mails where ${mailsOf(sql`invitations.public_id`)} and lower(mails.address) = lower(${address})
    and kind in ('invitation', 'registration', 'address_confirmation') and created_at > ${now - dayMs}) < ${lettersPerDay}`
}

/**
 * Whether a mail brings a code that is new now: one that waits, since letters are composed when they leave, or one that may still be
 * written today.
 */
export function mailBringsCode(now: number): SQL {
  const isWaiting = sql`exists (select 1 from mails where state = 'queued' and ${mailsOf(sql`invitations.public_id`)})`
  return sql`(${isWaiting} or ${lettersLeft(now)})`
}

const kindOfLetter = sql`case when letter_id is not null then 'address_confirmation'
  when source = 'registration' then 'registration' else 'invitation' end`
