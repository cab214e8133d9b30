import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { invitations } from '#src/db/schema/index.ts'
import type { Settings } from '#src/env.ts'
import { currentKeyId, type Keys } from '#src/keys.ts'
import { deriveCode, macOfCode } from '../codes/code.ts'
import { grantKey } from '../grants/grant.ts'
import { newPublicId } from '../ids/new-public-id.ts'
import { dayMs } from '../time/day.ts'
import { administers } from '../users/administers.ts'
import { readAddress } from './address.ts'
import { deletionOf } from './delete-invitation.ts'
import { queueLetter } from './queue-letter.ts'
import { renewInvitation } from './renew-invitation.ts'

type FirstInvitation = { publicId: string; generation: number; mailIds: number[] }

/**
 * While there is no administrator, makes sure that the given address holds an open invitation to become the first one:
 * creates it, renews it when it has expired, else finds it. Null when an administrator exists. Runs in Node as well
 * (`npm start` prints the link).
 */
export async function inviteFirstAdministrator(
  db: Database,
  keys: Keys,
  person: { address: string; locale: string },
  settings: Settings,
  now: number,
): Promise<FirstInvitation | null> {
  if (await hasAdministrator(db)) return null
  const read = readAddress(person.address)
  if (read.state === 'invalid') throw new Error('The address of the first administrator is not valid')
  const standing = await findStanding(db, read.emailKey)
  const mailIds =
    standing?.source === 'first_administrator'
      ? await renewIfExpired(db, standing.publicId, settings, now)
      : await create(db, keys, { ...read, locale: person.locale }, standing?.publicId, settings, now)
  const found = await findStanding(db, read.emailKey)
  return found ? { publicId: found.publicId, generation: found.generation, mailIds } : null
}

const noAdministrator = sql`not exists (select 1 from users where ${administers('users')})`
const adminPromise = grantKey({ admin: true, groups: [], projects: [] })

async function hasAdministrator(db: Database): Promise<boolean> {
  const found = await db.all(sql`select id from users where ${administers('users')} limit 1`)
  return found.length > 0
}

async function findStanding(db: Database, emailKey: string) {
  const [found] = await db
    .select({
      publicId: invitations.publicId,
      generation: invitations.generation,
      source: invitations.source,
    })
    .from(invitations)
    .where(and(eq(invitations.emailKey, emailKey), isNull(invitations.acceptedAt)))
  return found
}

async function renewIfExpired(db: Database, publicId: string, settings: Settings, now: number) {
  const isExpired = sql`public_id = ${publicId} and expires_at <= ${now} and ${noAdministrator}`
  const [, , letters] = await db.batch(renewInvitation(db, isExpired, null, settings, now))
  return letters.map(({ id }) => id)
}

/** An unaccepted invitation of another kind to the same address makes room: its code was not meant to open so much. */
async function create(
  db: Database,
  keys: Keys,
  { address, emailKey, locale }: { address: string; emailKey: string; locale: string },
  inTheWay: string | undefined,
  settings: Settings,
  now: number,
): Promise<number[]> {
  const publicId = newPublicId()
  const codeMac = macOfCode(keys, deriveCode(keys, publicId, 1))
  const [, , , , , , letters] = await db.batch([
    ...deletionOf(db, inTheWay ?? '', null, now, noAdministrator),
    db.run(sql`insert into grants (content_key, admin) values (${adminPromise}, 1) on conflict do nothing`),
    db.run(sql`
      insert into invitations (public_id, source, address, email_key, locale, grant_id, code_mac, key_id, created_at, expires_at)
      select ${publicId}, 'first_administrator', ${address}, ${emailKey}, ${locale}, id, ${codeMac}, ${currentKeyId},
        ${now}, ${now + settings.expiryDays * dayMs}
      from grants where content_key = ${adminPromise} and ${noAdministrator} on conflict do nothing`),
    db.run(sql`insert into events (at, action, subject_type, subject_id)
      select ${now}, 'first_administrator_invited', 'invitation', public_id
      from invitations where public_id = ${publicId}`),
    queueLetter(db, sql`public_id = ${publicId}`, now),
  ])
  return letters.map(({ id }) => id)
}
