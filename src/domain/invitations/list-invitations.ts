import { and, asc, desc, eq, gt, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Database } from '#src/db/client.ts'
import { type Paged, type Place, pageRows, readFrom, toPage } from '#src/db/paging.ts'
import { batches, invitations, users } from '#src/db/schema/index.ts'
import { containsTyped } from '#src/db/search.ts'
import { type InvitationSource, type InvitationState, invitationState } from './invitation.ts'

export const listedStates = ['open', 'reminded', 'accepted', 'expired'] as const satisfies InvitationState[]
export const sorts = ['newest', 'oldest', 'expires'] as const
export type Sort = (typeof sorts)[number]

export type InvitationFilter = {
  /** `open` means still waiting for an answer, reminded or not. */
  state?: InvitationState | undefined
  typed?: string
  /** Public id of a batch. */
  batch?: string | undefined
}

export type ListedInvitation = {
  publicId: string
  source: InvitationSource
  state: InvitationState
  address: string | null
  firstName: string | null
  lastName: string | null
  inviterName: string | null
  /** Public id of the batch it came with. */
  batch: string | null
  createdAt: number
  expiresAt: number
}

const inviters = alias(users, 'inviters')

/** A page of the invitations that fit the filter. */
export async function listInvitations(
  db: Database,
  { state, typed = '', batch, sort = 'newest', ...place }: InvitationFilter & Place & { sort?: Sort },
  now: number,
): Promise<Paged<ListedInvitation>> {
  const anchor = await findAnchor(db, place)
  const from = anchor ? place : {}
  const { beyond, orderBy } = readSorted(sort, from, anchor)
  const found = await selectListed(db)
    .where(and(isInState(state, now), isFromBatch(batch), containsTyped(searched, typed), beyond))
    .orderBy(...orderBy)
    .limit(pageRows + 1)
  const rows = found.map(({ acceptedAt, remindedAt, ...row }) => ({
    ...row,
    state: invitationState({ acceptedAt, remindedAt, expiresAt: row.expiresAt }, now),
  }))
  return toPage(rows, from)
}

type Anchor = { id: number; expiresAt: number }

/** Where the page begins. A deleted invitation is no place: the list then begins at its beginning. */
async function findAnchor(db: Database, { after, before }: Place): Promise<Anchor | undefined> {
  const publicId = before ?? after
  if (publicId === undefined) return undefined
  const [anchor] = await db
    .select({ id: invitations.id, expiresAt: invitations.expiresAt })
    .from(invitations)
    .where(eq(invitations.publicId, publicId))
  return anchor
}

function readSorted(sort: Sort, place: Place, anchor: Anchor | undefined) {
  const { id, expiresAt } = invitations
  if (sort !== 'expires') {
    const reading = readFrom(sort === 'newest' ? 'descending' : 'ascending', place)
    return { beyond: anchor && reading.beyond(id, anchor.id), orderBy: [reading.sort(id)] }
  }
  const isForwards = place.before === undefined
  const pair = anchor && sql`(${anchor.expiresAt}, ${anchor.id})`
  return {
    beyond:
      pair && (isForwards ? sql`(${expiresAt}, ${id}) > ${pair}` : sql`(${expiresAt}, ${id}) < ${pair}`),
    orderBy: isForwards ? [asc(expiresAt), asc(id)] : [desc(expiresAt), desc(id)],
  }
}

function selectListed(db: Database) {
  return db
    .select({
      publicId: invitations.publicId,
      source: invitations.source,
      address: invitations.address,
      firstName: invitations.firstName,
      lastName: invitations.lastName,
      inviterName: inviters.name,
      batch: batches.publicId,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
      remindedAt: invitations.remindedAt,
      acceptedAt: invitations.acceptedAt,
    })
    .from(invitations)
    .leftJoin(inviters, eq(inviters.id, invitations.inviterId))
    .leftJoin(batches, eq(batches.id, invitations.batchId))
    .$dynamic()
}

const searched = sql`(coalesce(${invitations.address}, '') || ' ' || coalesce(${invitations.emailKey}, '') || ' ' ||
  coalesce(${invitations.firstName}, '') || ' ' || coalesce(${invitations.lastName}, ''))`

function isInState(state: InvitationState | undefined, now: number): SQL | undefined {
  const { acceptedAt, expiresAt, remindedAt } = invitations
  switch (state) {
    case undefined:
      return undefined
    case 'accepted':
      return isNotNull(acceptedAt)
    case 'refused':
      return and(
        isNull(acceptedAt),
        sql`${invitations.id} in (select invitation_id from invitation_stops where reason = 'refused')`,
      )
    case 'expired':
      return and(isNull(acceptedAt), lte(expiresAt, now))
    case 'open':
      return and(isNull(acceptedAt), gt(expiresAt, now))
    case 'reminded':
      return and(isNull(acceptedAt), gt(expiresAt, now), isNotNull(remindedAt))
  }
}

function isFromBatch(batch: string | undefined): SQL | undefined {
  if (batch === undefined) return undefined
  return eq(invitations.batchId, sql`(select id from ${batches} where public_id = ${batch})`)
}
