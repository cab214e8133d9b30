import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Place, pageRows } from '#src/db/paging.ts'
import { whole } from '#src/db/whole.ts'
import type { MailState } from '../mails/report.ts'
import { findEnding } from './find-ending.ts'
import { findUnderway, isUnderway } from './find-underway.ts'
import type { InvitationSource } from './invitation.ts'
import { latestMailState } from './latest-mail-state.ts'
import { type InvitationFilter, matchInvitations } from './match-invitations.ts'
import type { StopReason } from './stop.ts'

/** `expires` is for those that still have an end ahead of them: the soonest first, by the day (find-ending.ts). */
export const sorts = ['newest', 'oldest', 'expires'] as const
export type Sort = (typeof sorts)[number]

export type Sought = { filter: InvitationFilter; sort: Sort; place: Place }

export type Row = {
  id: number
  publicId: string
  source: InvitationSource
  generation: number
  address: string | null
  firstName: string | null
  lastName: string | null
  postalAddress: string | null
  inviterId: number | null
  batchId: number | null
  createdAt: number
  expiresAt: number
  remindedAt: number | null
  acceptedAt: number | null
  erasedAt: number | null
  stop: StopReason | null
  mail: MailState | null
}

const columns = sql`i.id, i.public_id as publicId, i.source, i.generation, i.address, i.first_name as firstName, i.last_name as lastName,
  i.postal_address as postalAddress, i.inviter_id as inviterId, i.batch_id as batchId, i.created_at as createdAt, i.expires_at as expiresAt,
  i.reminded_at as remindedAt, i.accepted_at as acceptedAt, i.erased_at as erasedAt, i.stop, ${latestMailState} as mail`

/** Whether the order of their ends is one: of those that have one ahead, and not of waiting mails, which have an order of their own. */
export function canSortByEnd({ state, mail }: Pick<InvitationFilter, 'state' | 'mail'>): boolean {
  return (state === undefined || state === 'open' || state === 'reminded') && mail !== 'queued'
}

/** The rows from a place on, nearest first, and one more than a page holds: one statement, or two of mails underway. */
export async function findPage(db: Database, sought: Sought, now: number): Promise<Row[]> {
  return db.all<Row>(await statementOf(db, sought, now))
}

async function statementOf(db: Database, { filter, sort, place }: Sought, now: number): Promise<SQL> {
  if (sort === 'expires') return findEnding(columns, filter, place, now)
  const order = inOrder(sort, place)
  if (isUnderway(filter)) return findUnderway(db, columns, filter, order, now)
  const { source, condition, key } = matchInvitations(filter, now)
  return sql`select ${columns} from ${source} where ${condition} and ${order.beyond(key)}
    order by ${key} ${order.direction} limit ${pageRows + 1}`
}

/** In the order of writing. A place that is not there any more is the beginning. */
function inOrder(sort: 'newest' | 'oldest', { after, before }: Place) {
  const isAscending = (sort === 'newest') === (before !== undefined)
  const anchor = before ?? after
  const beginning = sql.raw(isAscending === (before === undefined) ? '0' : '9007199254740991')
  const id = sql`(select id from invitations where public_id = ${anchor})`
  const start = anchor === undefined ? beginning : sql`coalesce(${id}, ${beginning})`
  return {
    isAscending,
    direction: isAscending ? sql`asc` : sql`desc`,
    beyond: (key: SQL): SQL => {
      if (anchor === undefined) return sql`true`
      return isAscending ? sql`${key} > ${start}` : sql`${key} < ${start}`
    },
    /** The same of the ids from one to another. Of two bounds on one side the index would take only the first it sees. */
    within: (key: SQL, first: number, last: number): SQL =>
      isAscending
        ? sql`${key} > max(${start}, ${whole(first - 1)}) and ${key} <= ${whole(last)}`
        : sql`${key} < min(${start}, ${whole(last + 1)}) and ${key} >= ${whole(first)}`,
  }
}

export type Order = ReturnType<typeof inOrder>
