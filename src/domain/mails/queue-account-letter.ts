import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { dayMs } from '../time/day.ts'
import { handoverMs, lettersPerDay } from './mail.ts'
import { mailsOf } from './mails-of.ts'

type AccountLetter = 'account_exists' | 'password_reset'

/**
 * Writes a letter to the account of an address, if there is one and it was not asked for too often. With `about`, only while
 * that finds the invitation whose code was entered with the address.
 */
export function queueAccountLetter(
  db: Database,
  kind: AccountLetter,
  emailKey: string,
  now: number,
  about?: SQL,
) {
  const isMeant = about ? sql`${about} is not null` : sql`true`
  return db.all<{ id: number }>(sql`
    insert into mails (dedupe_key, kind, user_id, invitation_id, address, locale, not_before, created_at)
    select public_id || ${`/${kind}/${now}`}, ${kind}, id, ${about ?? null}, email, locale, ${now + handoverMs}, ${now}
    from users where email = ${emailKey} and deactivated_at is null and erased_at is null
      and ${accountLettersLeft(kind, now)} and ${isMeant}
    on conflict do nothing returning id`)
}

/** Counted for each kind, so that whoever types someone's address into /register cannot block their password reset. */
export function accountLettersLeft(kind: AccountLetter, now: number): SQL {
  return sql`(select count(*) from mails where ${mailsOf(sql`users.public_id`)}
    and kind = ${kind} and created_at > ${now - dayMs}) < ${lettersPerDay}`
}
