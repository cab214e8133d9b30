import type { Database } from '#src/db/client.ts'
import type { GroupNames } from '../groups/group.ts'
import { namesIn } from '../groups/name-in.ts'
import {
  type InvitationKind,
  type InvitationSource,
  type InvitationState,
  invitationKind,
  invitationState,
} from './invitation.ts'
import { type Confirmation, confirmationsOf } from './read-confirmations.ts'
import type { AskedGrant } from './read-grant.ts'
import { type Person, type Timeline, timelineOf } from './read-timeline.ts'
import { selectInvitation } from './select-invitation.ts'
import type { StopReason } from './stop.ts'

export type InvitationDetails = {
  publicId: string
  source: InvitationSource
  kind: InvitationKind
  state: InvitationState
  address: string | null
  firstName: string | null
  lastName: string | null
  /** Of a letter code: where its letter goes. */
  postalAddress: string | null
  locale: string
  sendings: number
  /** How many codes it has had. */
  generation: number
  createdAt: number
  expiresAt: number
  remindedAt: number | null
  acceptedAt: number | null
  /** The personal message the mails carry: its own, else the batch's. */
  message: string | null
  promise: { admin: boolean; groups: string[]; projects: string[] }
  /** The same by public ids. */
  granted: AskedGrant
  /** When the person behind it was erased: then nothing else is left to show. */
  erasedAt: number | null
  inviter: Person | null
  accepter: Person | null
  /** Public id of the batch it came with. */
  batch: string | null
  timeline: Timeline
  /** Why it is not written to any more, since when, and what a person who refused wanted to say. */
  stop: { reason: StopReason; at: number; note: string | null } | null
  isSendable: boolean
  /** Whether a new code would reach the address today. */
  mailBringsCode: boolean
  /** Its time is over, also where it is declined rather than expired: the code works no more. */
  hasEnded: boolean
  /** Of a confirmation: the public id of the letter code that its address was given for. */
  letter: string | null
  /** Of a confirmation: its letter code was completed with another address. */
  isAcceptedByOther: boolean
  /** Of a letter code: the addresses given for it, the latest first. */
  confirmations: Confirmation[]
}

/** One invitation with all that staff need to help: what it promises, who sent it, what became of it; in one statement. */
export async function readInvitation(
  db: Database,
  publicId: string,
  language: string,
  now: number,
): Promise<InvitationDetails | null> {
  const [row] = await selectInvitation(db, publicId, now)
  if (!row) return null
  const {
    admin,
    groups,
    projects,
    message,
    inviter,
    accepter,
    confirmer,
    batch,
    emailKey,
    letterId,
    ...facts
  } = row
  const { events: _events, ofAllCodes: _ofAllCodes, mails: _mails, ...shown } = facts
  const kind = invitationKind(row)
  const promised: Promised = { groups: JSON.parse(groups), projects: JSON.parse(projects) }
  const people = { inviter: personOf(inviter), batch: batch && { ...batch, confirmer: personOf(confirmer) } }
  return {
    ...shown,
    kind,
    state: invitationState({ ...row, stop: row.stop?.reason ?? null }, now),
    hasEnded: row.expiresAt <= now,
    message: message || null,
    promise: {
      admin,
      groups: namesIn(promised.groups, language),
      projects: promised.projects.map(({ name }) => name),
    },
    granted: { admin, groups: idsOf(promised.groups), projects: idsOf(promised.projects) },
    inviter: people.inviter,
    accepter: personOf(accepter),
    batch: batch?.publicId ?? null,
    isAcceptedByOther: letterId !== null && accepter !== null && accepter.email !== emailKey,
    confirmations: confirmationsOf(row.confirmations, now),
    timeline: timelineOf({ ...facts, ...people, accepter: personOf(accepter), kind }, now),
  }
}

type Promised = {
  groups: (GroupNames & { publicId: string })[]
  projects: { publicId: string; name: string }[]
}

function idsOf(places: readonly { publicId: string }[]): string[] {
  return places.map(({ publicId }) => publicId)
}

function personOf(person: { publicId: string; name: string | null } | null): Person | null {
  return person && { publicId: person.publicId, name: person.name ?? '' }
}
