import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Settings } from '#src/env.ts'
import { currentKeyId, type Keys } from '#src/keys.ts'
import { deriveCode, macOfCode } from '../codes/code.ts'
import { newPublicId } from '../ids/new-public-id.ts'
import { queueAccountLetter } from '../mails/queue-account-letter.ts'
import { cleanLine } from '../text/clean.ts'
import { dayMs } from '../time/day.ts'
import { clearExpiredConfirmation } from './clear-expired-confirmation.ts'
import { queueLetter } from './queue-letter.ts'
import { renewInvitation } from './renew-invitation.ts'

type Giver = { code: string; address: string; emailKey: string; firstName: string; lastName: string }

/** How often an address can be given for one letter code: enough for whoever mistypes theirs, too few to write to a town. */
export const addressesPerCode = 60

/**
 * Answers who typed a letter code and an address, by mail: a new invitation that confirms the address and makes the code's
 * promise, the invitation that the address has already (the code stays unused), or "sign in and enter the code there". The
 * same statements run in all three cases, and each counts alike, so that neither answer nor time nor the limit tells a
 * stranger which one it is.
 */
export async function giveAddress(
  db: Database,
  keys: Keys,
  giver: Giver,
  settings: Settings,
  now: number,
): Promise<number[]> {
  const { emailKey } = giver
  const publicId = newPublicId()
  const letter = letterOf(macOfCode(keys, giver.code), now)
  const isMeant = sql`email_key = ${emailKey} and exists (select 1 from ${letter})`
  const isInvited = sql`${isMeant} and not exists (select 1 from users where email = ${emailKey})`
  const [, , , , known, , , again, , , first] = await db.batch([
    countAddress(db, macOfCode(keys, giver.code), now),
    db.run(sql`insert into events (at, action, subject_type, subject_id)
      select ${now}, 'address_given', 'invitation', letter.public_id from ${letter}`),
    ...clearExpiredConfirmation(db, isMeant, now),
    queueAccountLetter(db, 'account_exists', emailKey, now, sql`(select letter.id from ${letter})`),
    ...renewInvitation(db, isInvited, null, settings, now),
    confirm(db, keys, publicId, giver, letter, settings, now),
    queueLetter(db, sql`public_id = ${publicId}`, now),
  ])
  return [...known, ...again, ...first].map(({ id }) => id)
}

/** The sendings of a letter code: itself, on paper, and a mail for every address. */
function countAddress(db: Database, codeMac: string, now: number) {
  return db.run(sql`update invitations set sendings = sendings + 1
    where code_mac = ${codeMac} and address is null and accepted_at is null and expires_at > ${now}`)
}

/** The letter code while it is open and takes another address, as a table of one row. */
function letterOf(codeMac: string, now: number): SQL {
  return sql`(select * from invitations where code_mac = ${codeMac} and address is null and accepted_at is null
    and expires_at > ${now} and sendings <= ${addressesPerCode + 1}) letter`
}

/** The invitation that confirms the address: it promises what the letter code does, and ends with it at the latest. */
function confirm(
  db: Database,
  keys: Keys,
  publicId: string,
  { address, emailKey, firstName, lastName }: Giver,
  letter: SQL,
  settings: Settings,
  now: number,
) {
  const codeMac = macOfCode(keys, deriveCode(keys, publicId, 1))
  const end = now + settings.expiryDays * dayMs
  return db.run(sql`
    insert into invitations (public_id, source, address, email_key, first_name, last_name, locale, grant_id, batch_id,
      inviter_id, message, code_mac, key_id, created_at, expires_at, letter_id)
    select ${publicId}, letter.source, ${address}, ${emailKey}, coalesce(${nameOrNull(firstName)}, letter.first_name),
      coalesce(${nameOrNull(lastName)}, letter.last_name), letter.locale, letter.grant_id, letter.batch_id,
      letter.inviter_id, letter.message, ${codeMac}, ${currentKeyId}, ${now}, min(${end}, letter.expires_at), letter.id
    from ${letter} where not exists (select 1 from users where email = ${emailKey})
    on conflict do nothing`)
}

function nameOrNull(name: string): string | null {
  return cleanLine(name) || null
}
