import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { hashPassword } from '#src/domain/users/hash-password.ts'
import type { Keys } from '#src/keys.ts'
import { macOfCode } from '../codes/code.ts'
import { newPublicId } from '../ids/new-public-id.ts'
import { addressHash } from '../suppressions/address-hash.ts'
import { cleanLine } from '../text/clean.ts'
import { findInvitation } from './find-invitation.ts'
import { fulfilPromise } from './fulfil-promise.ts'

export type Acceptance =
  | { outcome: 'accepted'; userId: number; email: string }
  | { outcome: 'unknown' | 'used' | 'expired' | 'registered' }

type Person = {
  code: string
  firstName: string
  lastName: string
  password: string
  /** The language of the page, for whom nobody chose one: the first administrator. */
  language: string
}

/**
 * Makes the account of an invitation and keeps its promise, all or nothing. Of any number at once one succeeds. The
 * person's own spelling of their name wins; the address is the invitation's and therefore proven.
 */
export async function acceptInvitation(
  db: Database,
  keys: Keys,
  person: Person,
  now: number,
): Promise<Acceptance> {
  const found = await findInvitation(db, keys, person.code, null, now)
  if (found.state !== 'open') return { outcome: refusalOf(found.state) }
  const password = await hashPassword(keys, person.password)
  const codeMac = macOfCode(keys, person.code)
  const claim = newPublicId()
  const account = { publicId: claim, addressHash: addressHash(keys, found.invitation.emailKey ?? '') }
  const [added] = await db.batch([
    addUser(db, codeMac, claim, person, now),
    db.run(sql`insert into accounts (user_id, account_id, provider_id, password, created_at, updated_at)
      select id, cast(id as text), 'credential', ${password}, ${now}, ${now} from users where public_id = ${claim}`),
    ...fulfilPromise(db, codeMac, account, now),
  ])
  const user = added[0]
  if (user) return { outcome: 'accepted', userId: user.id, email: user.email }
  const meanwhile = await findInvitation(db, keys, person.code, null, now)
  return { outcome: refusalOf(meanwhile.state) }
}

/** The claim is the new user's public id: whatever follows in the batch happens only if this insertion did. */
function addUser(db: Database, codeMac: string, claim: string, person: Person, now: number) {
  return db.all<{ id: number; email: string }>(sql`
    insert into users (public_id, email, email_verified, first_name, last_name, locale, role, created_at, updated_at)
    select ${claim}, email_key, 1, ${cleanLine(person.firstName)}, ${cleanLine(person.lastName)},
      iif(source = 'first_administrator', ${person.language}, locale), 'member', ${now}, ${now}
    from invitations
    where code_mac = ${codeMac} and accepted_at is null and expires_at > ${now} and email_key is not null
    on conflict do nothing returning id, email`)
}

type Refusal = Exclude<Acceptance['outcome'], 'accepted'>

function refusalOf(state: Awaited<ReturnType<typeof findInvitation>>['state']): Refusal {
  switch (state) {
    case 'unknown':
    case 'used':
    case 'expired':
    case 'registered':
      return state
    case 'open':
    case 'address_missing':
    case 'receivable':
    case 'signed_in_as_other':
      throw new Error(`An invitation in state ${state} was not accepted`)
  }
}
