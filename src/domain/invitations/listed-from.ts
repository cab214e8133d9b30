import { type SQL, sql } from 'drizzle-orm'
import { stopReasons } from '#src/db/schema/stops.ts'
import { mailsOf } from '../mails/mails-of.ts'
import type { InvitationState } from './invitation.ts'

export const listedStates = [
  'open',
  'reminded',
  'accepted',
  'expired',
  ...stopReasons,
  'failed',
] as const satisfies (InvitationState | (typeof stopReasons)[number] | 'failed')[]

/** `open` means still waiting for an answer, reminded or not; `failed` that the latest mail has not left. */
export type ListedState = (typeof listedStates)[number]

type Listing = {
  /** Tables to read from, the one that drives first; invitations are `i`. */
  source: SQL
  condition: SQL
  /** What puts them in the order of their writing, and the same for one invitation `i`. */
  key: SQL
  keyOf: SQL
}

const listing = { source: sql`invitations i`, key: sql`i.id`, keyOf: sql`i.id` }

/** Where the invitations of a state are found by index: few have a stop or a failed mail among very many. */
export function listedFrom(state: ListedState | undefined, now: number): Listing {
  const isOpen = sql`(i.accepted_at is null and i.expires_at > ${now} and ${isNotRefused})`
  switch (state) {
    case undefined:
      return { ...listing, condition: sql`true` }
    case 'accepted':
      return { ...listing, condition: sql`i.accepted_at is not null` }
    case 'expired':
      return {
        ...listing,
        condition: sql`i.accepted_at is null and i.expires_at <= ${now} and ${isNotRefused}`,
      }
    case 'open':
      return { ...listing, condition: isOpen }
    case 'reminded':
      return { ...listing, condition: sql`${isOpen} and i.reminded_at is not null` }
    case 'failed':
      return listedByMail
    default:
      return listedByStop(state)
  }
}

const isNotRefused = sql`not exists (
  select 1 from invitation_stops r where r.invitation_id = i.id and r.reason = 'refused')`

/** A cross join is read in the order it is written in. */
function listedByStop(reason: (typeof stopReasons)[number]): Listing {
  return {
    source: sql`invitation_stops s cross join invitations i on i.id = s.invitation_id`,
    condition: sql`s.reason = ${reason} and i.accepted_at is null`,
    key: sql`s.invitation_id`,
    keyOf: sql`i.id`,
  }
}

/** As mailsOf, where several are read. */
function isOf(mail: 'm' | 'n'): SQL {
  const key = sql.raw(`${mail}.dedupe_key`)
  return sql`(${key} >= i.public_id || '/' and ${key} < i.public_id || '0')`
}

const listedByMail: Listing = {
  source: sql`mails m indexed by mails_failed cross join invitations i on i.id = m.invitation_id`,
  condition: sql`m.state = 'failed' and i.accepted_at is null and ${isOf('m')}
    and not exists (select 1 from mails n where n.id > m.id and ${isOf('n')})`,
  key: sql`m.id`,
  keyOf: sql`(select max(mails.id) from mails where ${mailsOf(sql`i.public_id`)})`,
}
