import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { handoverMs } from '#src/domain/mails/mail.ts'
import { dayMs } from './invitation.ts'
import { mailsOf } from './mails-of.ts'

/** Most letters of one kind that one person is sent in 24 hours because someone asked. */
const lettersPerDay = 3

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

/** Writes a letter to the account of an address, if there is one and it was not asked for too often. */
export function queueAccountLetter(
  db: Database,
  kind: 'account_exists' | 'password_reset',
  emailKey: string,
  now: number,
) {
  return db.all<{ id: number }>(sql`
    insert into mails (dedupe_key, kind, user_id, address, locale, not_before, created_at)
    select public_id || ${`/${kind}/${now}`}, ${kind}, id, email, locale, ${now + handoverMs}, ${now}
    from users where email = ${emailKey} and ${accountLettersLeft(kind, now)}
    on conflict do nothing returning id`)
}

/** Whether an invitation may be sent once more today. */
export function lettersLeft(now: number): SQL {
  return sql`(select count(*) from mails where ${mailsOf(sql`invitations.public_id`)}
    and kind in ('invitation', 'registration') and created_at > ${now - dayMs}) < ${lettersPerDay}`
}

/** Counted for each kind, so that whoever types someone's address into /register cannot block their password reset. */
export function accountLettersLeft(kind: 'account_exists' | 'password_reset', now: number): SQL {
  return sql`(select count(*) from mails where ${mailsOf(sql`users.public_id`)}
    and kind = ${kind} and created_at > ${now - dayMs}) < ${lettersPerDay}`
}

const kindOfLetter = sql`iif(source = 'registration', 'registration', 'invitation')`
