import type { Database } from '#src/db/client.ts'
import { type Paged, type Place, toPage } from '#src/db/paging.ts'
import type { Keys } from '#src/keys.ts'
import { codeEndOf } from '../codes/code-end.ts'
import type { MailState } from '../mails/report.ts'
import { canSortByEnd, findPage, type Row, type Sort, type Sought } from './find-page.ts'
import { type InvitationSource, type InvitationState, invitationState } from './invitation.ts'
import type { InvitationQuery } from './invitation-query.ts'
import type { InvitationFilter } from './match-invitations.ts'
import type { FilterNames } from './read-filter-names.ts'
import { readSurroundings, type Surroundings } from './read-surroundings.ts'
import type { StopReason } from './stop.ts'

export { canSortByEnd, type Sort, sorts } from './find-page.ts'

export type ListedInvitation = {
  publicId: string
  source: InvitationSource
  state: InvitationState
  address: string | null
  firstName: string | null
  lastName: string | null
  /** Of a letter code: where its letter goes. */
  postalAddress: string | null
  /** Of a letter code, where keys were given: its last symbols. */
  codeEnd: string | null
  /** The person behind it was erased: it only goes on counting. */
  isErased: boolean
  createdAt: number
  expiresAt: number
  inviterName: string | null
  /** Public id of the batch it came with. */
  batch: string | null
  /** What became of its latest mail; null where none was written. */
  mail: MailState | null
  /** Why it is not written to any more. */
  stop: StopReason | null
}

export type InvitationList = Paged<ListedInvitation> & { names: FilterNames }

/** `query` is the same filter as people give it: what the list tells of it is told in the reader's language. */
export type ListAsked = InvitationFilter &
  Place & { sort?: Sort | undefined; query?: InvitationQuery; reader?: string; keys?: Keys }

/** A page of the invitations that fit the filter, and what the page says about them: two statements. */
export async function listInvitations(
  db: Database,
  { sort = 'newest', after, before, query = {}, reader = 'en', keys, ...filter }: ListAsked,
  now: number,
): Promise<InvitationList> {
  const order = sort === 'expires' && !canSortByEnd(filter) ? 'newest' : sort
  const { found, place } = await findRows(db, { filter, sort: order, place: { after, before } }, now)
  const { rows, next, previous } = toPage(found, place)
  const about = await readSurroundings(db, rows, { query, language: reader })
  return {
    rows: rows.map((row) => toListed(row, about, keys, now)),
    ...(next && { next }),
    ...(previous && { previous }),
    names: about.names,
  }
}

/** Where nothing is found from a place on, such as one that has been deleted, the list begins at its beginning. */
async function findRows(db: Database, sought: Sought, now: number): Promise<{ found: Row[]; place: Place }> {
  const { after, before } = sought.place
  const found = await findPage(db, sought, now)
  if (found.length > 0 || (!after && !before)) return { found, place: sought.place }
  return { found: await findPage(db, { ...sought, place: {} }, now), place: {} }
}

function toListed(
  row: Row,
  { inviters, batches }: Surroundings,
  keys: Keys | undefined,
  now: number,
): ListedInvitation {
  const { id, generation, inviterId, batchId, remindedAt, acceptedAt, erasedAt, ...told } = row
  const isLetter = row.address === null && erasedAt === null
  return {
    ...told,
    state: invitationState(row, now),
    inviterName: inviters[inviterId ?? 0] ?? null,
    batch: batches[batchId ?? 0] ?? null,
    codeEnd: keys && isLetter ? codeEndOf(keys, { publicId: row.publicId, generation }) : null,
    isErased: erasedAt !== null,
  }
}
