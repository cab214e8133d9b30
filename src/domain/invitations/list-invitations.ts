import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Paged, type Place, pageRows, toPage } from '#src/db/paging.ts'
import { containsTyped } from '#src/db/search.ts'
import { type InvitationSource, type InvitationState, invitationState } from './invitation.ts'
import { type ListedState, listedFrom } from './listed-from.ts'
import { readSurroundings, type Surroundings } from './read-surroundings.ts'

export const sorts = ['newest', 'oldest', 'expires'] as const
export type Sort = (typeof sorts)[number]

export type InvitationFilter = {
  state?: ListedState | undefined
  typed?: string
  /** Public id of a batch. */
  batch?: string | undefined
}

export type ListedInvitation = Surroundings & {
  publicId: string
  source: InvitationSource
  state: InvitationState
  address: string | null
  firstName: string | null
  lastName: string | null
  createdAt: number
  expiresAt: number
}

type Row = Omit<ListedInvitation, 'state' | keyof Surroundings> & {
  id: number
  inviterId: number | null
  batchId: number | null
  remindedAt: number | null
  acceptedAt: number | null
}

/** A page of the invitations that fit the filter. */
export async function listInvitations(
  db: Database,
  { state, typed = '', batch, sort = 'newest', ...place }: InvitationFilter & Place & { sort?: Sort },
  now: number,
): Promise<Paged<ListedInvitation>> {
  const { source, condition, key, keyOf } = listedFrom(state, now)
  const anchor = await findAnchor(db, keyOf, place)
  const from = anchor ? place : {}
  const { beyond, orderBy } = readSorted(sort, key, from, anchor)
  const fits = [condition, isFromBatch(batch), containsTyped(searched, typed) ?? sql`true`, beyond]
  const found = await db.all<Row>(sql`
    select i.id, i.public_id as publicId, i.source, i.address, i.first_name as firstName, i.last_name as lastName,
      i.inviter_id as inviterId, i.batch_id as batchId, i.created_at as createdAt, i.expires_at as expiresAt,
      i.reminded_at as remindedAt, i.accepted_at as acceptedAt
    from ${source} where ${sql.join(fits, sql` and `)} order by ${orderBy} limit ${pageRows + 1}`)
  const page = toPage(found, from)
  const surroundingsOf = await readSurroundings(db, page.rows)
  return { ...page, rows: page.rows.map((row) => toListed(row, surroundingsOf(row), now)) }
}

function toListed(row: Row, surroundings: Surroundings, now: number): ListedInvitation {
  const { id, inviterId, batchId, remindedAt, acceptedAt, ...told } = row
  return { ...told, ...surroundings, state: invitationState({ ...row, stop: surroundings.stop }, now) }
}

type Anchor = { key: number; expiresAt: number }

/** Where the page begins. A deleted invitation is no place: the list then begins at its beginning. */
async function findAnchor(db: Database, keyOf: SQL, { after, before }: Place): Promise<Anchor | undefined> {
  const publicId = before ?? after
  if (publicId === undefined) return undefined
  const [anchor] = await db.all<Anchor>(
    sql`select ${keyOf} as key, i.expires_at as expiresAt from invitations i where i.public_id = ${publicId}`,
  )
  return anchor
}

function readSorted(sort: Sort, key: SQL, place: Place, anchor: Anchor | undefined) {
  const isForwards = place.before === undefined
  const isAscending = (sort === 'newest') !== isForwards
  const [compares, direction] = isAscending ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`]
  if (sort !== 'expires')
    return {
      beyond: anchor ? sql`${key} ${compares} ${anchor.key}` : sql`true`,
      orderBy: sql`${key} ${direction}`,
    }
  return {
    beyond: anchor ? sql`(i.expires_at, ${key}) ${compares} (${anchor.expiresAt}, ${anchor.key})` : sql`true`,
    orderBy: sql`i.expires_at ${direction}, ${key} ${direction}`,
  }
}

const searched = sql`(coalesce(i.address, '') || ' ' || coalesce(i.email_key, '') || ' ' ||
  coalesce(i.first_name, '') || ' ' || coalesce(i.last_name, ''))`

function isFromBatch(batch: string | undefined): SQL {
  return batch === undefined
    ? sql`true`
    : sql`i.batch_id = (select id from batches where public_id = ${batch})`
}
