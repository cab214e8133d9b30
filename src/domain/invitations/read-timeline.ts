import { type SQL, sql } from 'drizzle-orm'
import { batches, invitations, type mails } from '#src/db/schema/index.ts'
import type { InvitationKind, InvitationSource } from './invitation.ts'

export type Person = { publicId: string; name: string }

export type TimelineMail = Pick<
  typeof mails.$inferSelect,
  'kind' | 'state' | 'address' | 'sentAt' | 'reportedAt' | 'lastError'
>

/**
 * One thing that happened. Actions are those of the journal; `invited`, `code_made`, `given`, `batch_renewed`, `code_used` and
 * `expired` are told by the invitation itself.
 */
export type Act = {
  action: string
  /** Who did it, where it was somebody who was signed in. */
  actor: Person | null
  details: Record<string, unknown>
  /** Public id of the batch that did it. */
  batch: string | null
}

/** What happened at one instant, and the mails that were written then. */
export type Moment = { at: number; acts: Act[]; mails: TimelineMail[] }

/** What became of an invitation, the latest first. */
export type Timeline = { moments: Moment[]; isShortened: boolean }

/** Most events that are read, the latest; and of how many sendings the mails are, the last. */
const eventsMax = 40
const sendingsMax = 12

const kinds = JSON.stringify(['invitation', 'registration', 'address_confirmation', 'reminder'])
const numbers = JSON.stringify(Array.from({ length: sendingsMax }, (_, number) => number))

/** What is written about all letter codes of a batch at once. */
const ofAllCodes = JSON.stringify(['codes_printed', 'codes_exported'])
/** Most of these that are read. */
const ofAllCodesMax = 10

/** The columns of an invitation's row that `timelineOf` reads: so its page asks once for all. Mails are found by their keys. */
export const timelineColumns = {
  events: sql<string>`(
    select json_group_array(json_object('at', recent.at, 'action', recent.action, 'details', json(recent.details),
      'actor', iif(u.id is null, null, json_object('publicId', u.public_id, 'name', u.name))))
    from (select * from events where subject_id = ${invitations.publicId} order by id desc limit ${eventsMax + 1}) recent
    left join users u on u.id = recent.actor_id)`,
  ofAllCodes: sql<string>`(
    select json_group_array(json_object('at', recent.at, 'action', recent.action, 'details', json(recent.details),
      'actor', iif(u.id is null, null, json_object('publicId', u.public_id, 'name', u.name))))
    from (select * from events where subject_id = iif(${invitations.address} is null, ${batches.publicId}, null)
      and action in (select value from json_each(${ofAllCodes})) order by id desc limit ${ofAllCodesMax}) recent
    left join users u on u.id = recent.actor_id)`,
  mails: sql<string>`(
    select json_group_array(json_object('at', m.created_at, 'kind', m.kind, 'state', m.state, 'address', m.address,
      'sentAt', m.sent_at, 'reportedAt', m.reported_at, 'lastError', m.last_error) order by m.id)
    from json_each(${kinds}) kind cross join json_each(${numbers}) number cross join mails m
    where m.dedupe_key = ${invitations.publicId} || '/' || kind.value || '/' || (${invitations.sendings} - number.value))`,
} satisfies Record<string, SQL>

type Row = {
  kind: InvitationKind
  source: InvitationSource
  createdAt: number
  expiresAt: number
  acceptedAt: number | null
  sendings: number
  inviter: Person | null
  accepter: Person | null
  batch: { publicId: string; confirmedAt: number | null; confirmer: Person | null } | null
  events: string
  ofAllCodes: string
  mails: string
}

type Event = Omit<Act, 'details' | 'batch'> & { at: number; details: Record<string, unknown> | null }
type Mail = TimelineMail & { at: number }

/** Tells what became of an invitation from its row, its events and its mails. What was written at one instant stands together. */
export function timelineOf(row: Row, now: number): Timeline {
  const events: Event[] = JSON.parse(row.events)
  const ofAllCodes: Event[] = row.kind === 'letter_code' ? JSON.parse(row.ofAllCodes) : []
  const mails: Mail[] = JSON.parse(row.mails)
  const moments = new Map<number, Moment>()
  const momentAt = (at: number): Moment => {
    const moment = moments.get(at) ?? { at, acts: [], mails: [] }
    moments.set(at, moment)
    return moment
  }
  for (const { at, ...act } of beginnings(row, mails)) momentAt(at).acts.push(act)
  for (const { at, action, actor, details } of [...ofAllCodes, ...events.slice(0, eventsMax)].toReversed())
    momentAt(at).acts.push({ action, actor, details: details ?? {}, batch: null })
  for (const { at, ...mail } of mails) momentAt(at).mails.push(mail)
  if (row.kind === 'letter_code' && row.acceptedAt !== null && !events.some(isAcceptance))
    momentAt(row.acceptedAt).acts.push({ ...plain('code_used'), actor: row.accepter })
  if (row.acceptedAt === null && row.expiresAt <= now) momentAt(row.expiresAt).acts.push(plain('expired'))
  return {
    moments: [...moments.values()].toSorted((one, other) => other.at - one.at),
    isShortened: events.length > eventsMax || (row.kind !== 'letter_code' && row.sendings > sendingsMax),
  }
}

/** Of a letter code that was used with an address given for it, the journal tells at the invitation of that address. */
function isAcceptance({ action }: Event): boolean {
  return action === 'invitation_accepted'
}

/** Who invited; and a later batch, which keeps the day of the first invitation. */
function beginnings(row: Row, mails: readonly Mail[]): (Act & { at: number })[] {
  const { kind, source, createdAt, batch } = row
  // The others are in the journal from their beginning.
  if (source !== 'batch') return []
  if (kind === 'confirmation') return [{ at: createdAt, ...plain('given') }]
  const confirmedAt = batch?.confirmedAt ?? null
  const act = { actor: batch?.confirmer ?? row.inviter, details: {}, batch: batch?.publicId ?? null }
  const action = kind === 'letter_code' ? 'code_made' : 'invited'
  if (confirmedAt === null || confirmedAt <= createdAt) return [{ at: createdAt, action, ...act }]
  const renewedAt = mails.map(({ at }) => at).find((at) => at >= confirmedAt) ?? confirmedAt
  return [
    { at: createdAt, ...plain('invited') },
    { at: renewedAt, action: 'batch_renewed', ...act },
  ]
}

function plain(action: string): Act {
  return { action, actor: null, details: {}, batch: null }
}
