import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { emailKeyOf } from '../invitations/address.ts'

/** What is kept about a person besides the account, to be found by: taken together before any of it is erased. */
export type Traces = {
  publicId: string
  email: string
  /** Public ids of the invitations they accepted, and of the open one to their address. */
  invitations: string[]
  /** Spellings of their address, and in small letters, to which their mails went; corrected addresses among them. */
  addresses: string[]
  /** First and last name, in small letters: their own, and those that invitations knew them by. */
  names: [string, string][]
}

type Person = { id: number; email: string; firstName: string; lastName: string }
type Invited = { publicId: string; address: string | null; firstName: string | null; lastName: string | null }

/**
 * Gathers them, or null where nobody of that id is left. No index knows who accepted what, so all invitations are walked through;
 * this is done once in a person's life.
 */
export async function findTraces(db: Database, publicId: string): Promise<Traces | null> {
  const [person] = await db.all<Person>(sql`
    select id, email, first_name as firstName, last_name as lastName from users
    where public_id = ${publicId} and erased_at is null`)
  if (!person) return null
  const invited = await db.all<Invited>(sql`
    select public_id as publicId, address, first_name as firstName, last_name as lastName
    from invitations where accepted_by = ${person.id} or email_key = ${person.email}`)
  const invitations = invited.map((invitation) => invitation.publicId)
  const written = await db.all<{ address: string }>(sql`
    select distinct mails.address from ${jsonList([publicId, ...invitations])} as owner
    join mails on dedupe_key >= owner.value || '/' and dedupe_key < owner.value || '0' where mails.address <> ''`)
  const alike = await readAlike(db, person.email)
  const spelt = [person, ...invited].map((known) => ('email' in known ? known.email : known.address))
  return {
    ...{ publicId, email: person.email, invitations },
    addresses: spellings([...spelt, ...alike, ...written.map(({ address }) => address)]),
    names: [person, ...invited].flatMap(({ firstName, lastName }) =>
      firstName || lastName ? [[lower(firstName), lower(lastName)] as [string, string]] : [],
    ),
  }
}

/** Of mails whose invitation was deleted, their address in other letters: only we know that two domains are one (IDNA). */
async function readAlike(db: Database, email: string): Promise<string[]> {
  const localPart = email.slice(0, email.lastIndexOf('@') + 1)
  const alike = await db.all<{ address: string }>(sql`select distinct address from mails
    where lower(substr(address, 1, ${localPart.length})) = ${localPart}`)
  return alike.map(({ address }) => address).filter((address) => emailKeyOf(address) === email)
}

function spellings(addresses: readonly (string | null)[]): string[] {
  return [...new Set(addresses.flatMap((address) => (address ? [address, lower(address)] : [])))]
}

/** As SQLite folds: ASCII letters alone. */
function lower(text: string | null): string {
  return (text ?? '').replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}
