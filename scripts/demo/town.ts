import { peopleOf } from './people.ts'
import { idsIn, type Random } from './random.ts'
import type { BatchRow, EventRow, InvitationRow, MailRow } from './town-records.ts'
import type { Founded, World } from './world.ts'

/** How an invitation ends, unless the present comes first; `after` is counted from when its letter left. */
export type Fate =
  | { end: 'bounced' | 'failed' | 'complained' | 'suppressed' | 'never' }
  | { end: 'accepted' | 'unsubscribed' | 'refused'; after: number }

/** An invitation, with what is only told of it while the town is made. */
export type Invitee = {
  row: InvitationRow
  batch: BatchRow | null
  sentAt: number
  fate: Fate
  /** Of the confirmation of an address: the letter code it was given for. */
  letter?: Invitee
}

export type Stop = { invitationId: number; reason: string; at: number; note: string | null }
export type Suppressed = { addressHash: string; reason: string; since: number; invitationId: number }
export type Newcomer = { invitee: Invitee; at: number }

/** Everything that is written set-wise, while it is gathered. */
export type Town = {
  world: World
  founded: Founded
  random: Random
  /** The moment up to which people did things; what came after is left to the domain's verbs. */
  until: number
  nextPerson: ReturnType<typeof peopleOf>
  nextInvitationId: () => number
  nextBatchId: () => number
  nextPublicId: () => string
  batches: BatchRow[]
  invitees: Invitee[]
  newcomers: Newcomer[]
  mails: MailRow[]
  stops: Stop[]
  suppressions: Suppressed[]
  events: EventRow[]
}

const untilMs = 60 * 60_000

export async function openTown(world: World, founded: Founded, random: Random): Promise<Town> {
  const nextInvitationId = await idsAfter(world, 'invitations')
  const nextBatchId = await idsAfter(world, 'batches')
  return {
    ...{ world, founded, random, until: world.now - untilMs },
    ...{ nextPerson: peopleOf(random), nextPublicId: idsIn(random), nextInvitationId, nextBatchId },
    ...{ batches: [], invitees: [], newcomers: [], mails: [], stops: [], suppressions: [], events: [] },
  }
}

/** There is a row already, so the ids behind it have never been given. */
async function idsAfter({ d1 }: World, table: 'invitations' | 'batches'): Promise<() => number> {
  const row = await d1.prepare(`select max(id) as id from ${table}`).first<{ id: number }>()
  let id = row?.id ?? 0
  return () => ++id
}
