import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { pageRows } from '#src/db/paging.ts'
import { whole } from '#src/db/whole.ts'
import { waitingMails } from '../mails/fresh.ts'
import type { Order } from './find-page.ts'
import { latestMailState } from './latest-mail-state.ts'
import { type InvitationFilter, matchInvitations } from './match-invitations.ts'

/** As many waiting mails are read before a page is; among more of them one soon meets what one looks for. */
const fewMax = 150

/** How many rows of neighbours that wait are jumped over. A compound statement has five parts at most. */
const runsMax = 3

type Underway = InvitationFilter & { mail: 'queued' | 'sent' }
type Waiting = { id: number; isLatest: 0 | 1 }
/** Ids without a gap, first and last. */
type Run = { first: number; last: number }

/** Whether a filter asks for what the index of facts does not tell apart: mails that wait, and those of which nothing was heard. */
export function isUnderway(filter: InvitationFilter): filter is Underway {
  return filter.mail === 'queued' || filter.mail === 'sent'
}

/**
 * The statement for a page of invitations whose latest mail waits, or was sent. Where few wait it is read first which: then the
 * statement goes straight to them, or past most of them.
 */
export async function findUnderway(
  db: Database,
  columns: SQL,
  filter: Underway,
  order: Order,
  now: number,
): Promise<SQL> {
  const waiting = await readWaiting(db)
  if (waiting === null) return between(columns, filter, order, now, [[0, Number.MAX_SAFE_INTEGER]])
  if (filter.mail === 'queued') return among(columns, filter, order, now, waiting)
  const latest = waiting.filter(({ isLatest }) => isLatest === 1).map(({ id }) => id)
  return between(columns, filter, order, now, gapsBeside(longestRuns(latest)))
}

/** Those that a mail waits for, in the order of their ids; null where they are many. A reminder may have overtaken the mail that waits. */
async function readWaiting(db: Database): Promise<Waiting[] | null> {
  const invitee = sql`substr(waiting.dedupe_key, 1, instr(waiting.dedupe_key, '/'))`
  const waiting = await db.all<Waiting>(sql`
    select invitation_id as id, kind = 'reminder' or not exists (select 1 from mails reminder
      where reminder.dedupe_key > ${invitee} || 'reminder/' and reminder.dedupe_key < ${invitee} || 'reminder0') as isLatest
    from ${waitingMails(fewMax + 1)} waiting where invitation_id is not null`)
  return waiting.length > fewMax ? null : waiting.toSorted((one, other) => one.id - other.id)
}

function among(columns: SQL, filter: Underway, order: Order, now: number, waiting: readonly Waiting[]): SQL {
  const { source, condition, key } = matchInvitations({ ...filter, mail: undefined }, now)
  const ids = [...new Set(waiting.map(({ id }) => id))]
  const inOrder = order.isAscending ? ids : ids.toReversed()
  // A cross join is read in the order it is written in. The numbers are our own, so they are written instead of bound.
  const each = sql.raw(`values ${inOrder.map((id) => `(${id})`).join(', ') || '(0)'}`)
  return sql`select ${columns} from (${each}) waiting cross join ${source}
    where ${key} = waiting.column1 and i.mail_fate is null and ${latestMailState} in ('queued', 'sending')
      and ${condition} and ${order.beyond(key)} limit ${pageRows + 1}`
}

type Gap = readonly [after: number, before: number]

/** Gaps in the order of ids. */
function between(columns: SQL, filter: Underway, order: Order, now: number, gaps: readonly Gap[]): SQL {
  const { source, condition, key } = matchInvitations(filter, now)
  const parts = (order.isAscending ? gaps : gaps.toReversed()).map(
    ([after, before]) => sql`select * from (select ${columns} from ${source}
      where ${condition} and ${order.beyond(key)} and ${key} > ${whole(after)} and ${key} < ${whole(before)}
      order by ${key} ${order.direction} limit ${pageRows + 1})`,
  )
  return sql`${sql.join(parts, sql` union all `)} limit ${pageRows + 1}`
}

function longestRuns(ids: readonly number[]): Run[] {
  const runs: Run[] = []
  for (const id of ids) {
    const run = runs.at(-1)
    if (run && id <= run.last + 1) run.last = id
    else runs.push({ first: id, last: id })
  }
  const length = ({ first, last }: Run) => last - first
  const longest = runs.toSorted((one, other) => length(other) - length(one)).slice(0, runsMax)
  return longest.toSorted((one, other) => one.first - other.first)
}

function gapsBeside(runs: readonly Run[]): Gap[] {
  const starts = [0, ...runs.map(({ last }) => last)]
  const ends = [...runs.map(({ first }) => first), Number.MAX_SAFE_INTEGER]
  return starts.map((after, index) => [after, ends[index] ?? after] as const)
}
