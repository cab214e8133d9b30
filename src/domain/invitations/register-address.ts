import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Settings } from '#src/env.ts'
import { currentKeyId, type Keys } from '#src/keys.ts'
import { deriveCode, macOfCode } from '../codes/code.ts'
import { grantKey } from '../grants/grant.ts'
import { newPublicId } from '../ids/new-public-id.ts'
import { accountLettersLeft, queueAccountLetter } from '../mails/queue-account-letter.ts'
import { dayMs } from '../time/day.ts'
import { clearExpiredConfirmation } from './clear-expired-confirmation.ts'
import { queueLetter } from './queue-letter.ts'
import { renewInvitation } from './renew-invitation.ts'

type Visitor = { address: string; emailKey: string; locale: string }

/**
 * Answers whoever typed an address into the registration form, by mail: "you have an account", the invitation that is
 * already there, or a new invitation to oneself that promises nothing (DESIGN 1.3); none where registration is closed. The same
 * statements run in all cases, so that neither answer nor time tells a stranger which one it is.
 */
export async function registerAddress(
  db: Database,
  keys: Keys,
  visitor: Visitor,
  settings: Settings,
  now: number,
): Promise<number[]> {
  const { emailKey } = visitor
  const publicId = newPublicId()
  const isVisitors = sql`email_key = ${emailKey} and not exists (select 1 from users where email = ${emailKey})`
  const [, , known, , , , , again, , , , first] = await db.batch([
    db.run(sql`insert into grants (content_key, admin) values (${emptyPromise}, 0) on conflict do nothing`),
    db.run(sql`insert into events (at, action, subject_type, subject_id)
      select ${now}, 'registration_with_account', 'user', public_id
      from users where email = ${emailKey} and deactivated_at is null and erased_at is null
        and ${accountLettersLeft('account_exists', now)}`),
    queueAccountLetter(db, 'account_exists', emailKey, now),
    ...clearExpiredConfirmation(db, sql`email_key = ${emailKey}`, now),
    ...renewInvitation(db, isVisitors, null, settings, now),
    inviteOneself(db, keys, publicId, visitor, settings, now),
    db.run(sql`insert into events (at, action, subject_type, subject_id)
      select ${now}, 'registration_started', 'invitation', public_id from invitations where public_id = ${publicId}`),
    queueLetter(db, sql`public_id = ${publicId}`, now),
  ])
  return [...known, ...again, ...first].map(({ id }) => id)
}

const emptyPromise = grantKey({ admin: false, groups: [], projects: [] })

function inviteOneself(
  db: Database,
  keys: Keys,
  publicId: string,
  { address, emailKey, locale }: Visitor,
  settings: Settings,
  now: number,
) {
  const codeMac = macOfCode(keys, deriveCode(keys, publicId, 1))
  return db.run(sql`
    insert into invitations (public_id, source, address, email_key, locale, grant_id, code_mac, key_id, created_at, expires_at)
    select ${publicId}, 'registration', ${address}, ${emailKey}, ${locale}, id, ${codeMac}, ${currentKeyId}, ${now},
      ${now + settings.expiryDays * dayMs}
    from grants where content_key = ${emptyPromise} and ${settings.registration} = 'open'
      and not exists (select 1 from users where email = ${emailKey})
    on conflict do nothing`)
}
