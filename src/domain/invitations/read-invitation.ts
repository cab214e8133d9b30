import { desc, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Database } from '#src/db/client.ts'
import { batches, grants, invitationStops, invitations, mails, users } from '#src/db/schema/index.ts'
import { namesIn } from '../groups/name-in.ts'
import { mailsOf } from '../mails/mails-of.ts'
import {
  type InvitationKind,
  type InvitationSource,
  type InvitationState,
  invitationKind,
  invitationState,
} from './invitation.ts'
import { type Confirmation, readConfirmations } from './read-confirmations.ts'
import { isSendable } from './renew-invitation.ts'
import type { StopReason } from './stop.ts'

type Person = { publicId: string; name: string }
type Mail = Pick<
  typeof mails.$inferSelect,
  'kind' | 'state' | 'createdAt' | 'sentAt' | 'reportedAt' | 'lastError'
>

export type InvitationDetails = {
  publicId: string
  source: InvitationSource
  kind: InvitationKind
  state: InvitationState
  address: string | null
  firstName: string | null
  lastName: string | null
  locale: string
  sendings: number
  createdAt: number
  expiresAt: number
  remindedAt: number | null
  acceptedAt: number | null
  /** The personal message the mails carry: its own, else the batch's. */
  message: string | null
  promise: { admin: boolean; groups: string[]; projects: string[] }
  inviter: Person | null
  accepter: Person | null
  /** Public id of the batch it came with. */
  batch: string | null
  mails: Mail[]
  /** Why it is not written to any more, since when, and what a person who refused wanted to say. */
  stop: { reason: StopReason; at: number; note: string | null } | null
  isSendable: boolean
  /** Of a confirmation: the public id of the letter code that its address was given for. */
  letter: string | null
  /** Of a confirmation: its letter code was completed with another address. */
  isAcceptedByOther: boolean
  /** Of a letter code: the addresses given for it, the latest first. */
  confirmations: Confirmation[]
}

const inviters = alias(users, 'inviters')
const accepters = alias(users, 'accepters')
const letters = alias(invitations, 'letters')

/** One invitation with all that staff need to help: what it promises, who sent it, what became of its mails. */
export async function readInvitation(
  db: Database,
  publicId: string,
  language: string,
  now: number,
): Promise<InvitationDetails | null> {
  // Not db.batch(): D1 answers it with objects, in which columns of the same name of joined tables are one.
  const [found, confirmations, sent] = await Promise.all([
    selectInvitation(db, publicId, now),
    readConfirmations(db, publicId, now),
    db
      .select({
        kind: mails.kind,
        state: mails.state,
        createdAt: mails.createdAt,
        sentAt: mails.sentAt,
        reportedAt: mails.reportedAt,
        lastError: mails.lastError,
      })
      .from(mails)
      .where(mailsOf(publicId))
      .orderBy(desc(mails.id))
      .limit(mailsMax),
  ])
  const [row] = found
  if (!row) return null
  const { admin, groups, projects, message, inviter, accepter, emailKey, letterId, ...invitation } = row
  return {
    ...invitation,
    kind: invitationKind(row),
    state: invitationState({ ...row, stop: row.stop?.reason ?? null }, now),
    message: message || null,
    promise: { admin, groups: namesIn(JSON.parse(groups), language), projects: JSON.parse(projects) },
    inviter: personOf(inviter),
    accepter: personOf(accepter),
    isAcceptedByOther: letterId !== null && accepter !== null && accepter.email !== emailKey,
    confirmations,
    mails: sent,
  }
}

/** Mails shown with an invitation, the latest first. */
const mailsMax = 50

function selectInvitation(db: Database, publicId: string, now: number) {
  return db
    .select({
      publicId: invitations.publicId,
      source: invitations.source,
      address: invitations.address,
      firstName: invitations.firstName,
      lastName: invitations.lastName,
      locale: invitations.locale,
      sendings: invitations.sendings,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
      remindedAt: invitations.remindedAt,
      acceptedAt: invitations.acceptedAt,
      message: sql<string | null>`coalesce(${invitations.message}, ${batches.options} ->> 'message')`,
      admin: grants.admin,
      groups: promisedGroups,
      projects: promisedProjects,
      inviter: { publicId: inviters.publicId, name: inviters.name },
      accepter: { publicId: accepters.publicId, name: accepters.name, email: accepters.email },
      emailKey: invitations.emailKey,
      letterId: invitations.letterId,
      letter: letters.publicId,
      isSendable: isSendable(now).mapWith(Boolean),
      batch: batches.publicId,
      stop: { reason: invitationStops.reason, at: invitationStops.at, note: invitationStops.note },
    })
    .from(invitations)
    .innerJoin(grants, eq(grants.id, invitations.grantId))
    .leftJoin(batches, eq(batches.id, invitations.batchId))
    .leftJoin(inviters, eq(inviters.id, invitations.inviterId))
    .leftJoin(accepters, eq(accepters.id, invitations.acceptedBy))
    .leftJoin(letters, eq(letters.id, invitations.letterId))
    .leftJoin(invitationStops, eq(invitationStops.invitationId, invitations.id))
    .where(eq(invitations.publicId, publicId))
}

const promisedGroups = sql<string>`(
  select json_group_array(json_object('name', name, 'names', json(names))) from grant_groups
  join groups on groups.id = grant_groups.group_id where grant_groups.grant_id = ${grants.id})`

const promisedProjects = sql<string>`(
  select json_group_array(name order by name) from grant_projects
  join projects on projects.id = grant_projects.project_id where grant_projects.grant_id = ${grants.id})`

function personOf(person: { publicId: string; name: string | null } | null): Person | null {
  return person && { publicId: person.publicId, name: person.name ?? '' }
}
