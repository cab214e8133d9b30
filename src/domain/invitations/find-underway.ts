import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { pageRows } from '#src/db/paging.ts'
import { term } from '#src/db/terms.ts'
import { whole } from '#src/db/whole.ts'
import { waitingMails } from '../mails/fresh.ts'
import type { Order } from './find-page.ts'
import { latestMailState } from './latest-mail-state.ts'
import { askFor, foundBy, type InvitationFilter, matchInvitations } from './match-invitations.ts'

/** As many waiting mails are read before a page is; among more of them one soon meets what one looks for. */
const fewMax = 150

/** How many rows of neighbours that wait are jumped over. A compound statement has five parts at most. */
const runsMax = 2

type Underway = InvitationFilter & { mail: 'queued' | 'sent' }
/** Ids without a gap, first and last. */
type Run = { first: number; last: number }
/** The ids from one to another; `isRun`: those of a run. */
type Stretch = Run & { isRun: boolean }

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
  if (waiting === null) return along([{ ...everything, isRun: false }], columns, filter, order, now)
  if (filter.mail === 'queued') return among(waiting, columns, filter, order, now)
  return along(stretchesOf(longestRuns(waiting)), columns, filter, order, now)
}

/** Those that a mail waits for, in the order of their ids; null where they are many. */
async function readWaiting(db: Database): Promise<number[] | null> {
  const waiting = await db.all<{ id: number | null }>(
    sql`select invitation_id as id from ${waitingMails(fewMax + 1)}`,
  )
  if (waiting.length > fewMax) return null
  const ids = new Set(waiting.flatMap(({ id }) => (id === null ? [] : [id])))
  return [...ids].toSorted((one, other) => one - other)
}

function among(waiting: readonly number[], columns: SQL, filter: Underway, order: Order, now: number): SQL {
  const { source, condition, key } = matchInvitations({ ...filter, mail: undefined }, now)
  const ids = order.isAscending ? waiting : waiting.toReversed()
  // A cross join is read in the order it is written in. The numbers are our own, so they are written instead of bound.
  const each = sql.raw(`values ${ids.map((id) => `(${id})`).join(', ') || '(0)'}`)
  return sql`select ${columns} from (${each}) waiting cross join ${source}
    where ${key} = waiting.column1 and i.mail_fate is null and ${latestMailState} in ('queued', 'sending')
      and ${condition} and ${order.beyond(key)} limit ${pageRows + 1}`
}

/** Of a run those alone whom a reminder has reached before the mail that waits. */
function along(
  stretches: readonly Stretch[],
  columns: SQL,
  filter: Underway,
  order: Order,
  now: number,
): SQL {
  const { parts: facts, condition } = askFor(filter, now)
  const parts = (order.isAscending ? stretches : stretches.toReversed()).map(({ first, last, isRun }) => {
    const { source, condition: isFound, key } = foundBy(isRun ? [...facts, term('is:reminded')] : facts)
    return sql`select * from (select ${columns} from ${source}
      where ${isFound} and ${condition ?? sql`true`} and ${order.beyond(key)}
        and ${key} >= ${whole(first)} and ${key} <= ${whole(last)}
      order by ${key} ${order.direction} limit ${pageRows + 1})`
  })
  return sql`${sql.join(parts, sql` union all `)} limit ${pageRows + 1}`
}

function longestRuns(ids: readonly number[]): Run[] {
  const runs: Run[] = []
  for (const id of ids) {
    const run = runs.at(-1)
    if (run && id === run.last + 1) run.last = id
    else runs.push({ first: id, last: id })
  }
  const length = ({ first, last }: Run) => last - first
  const longest = runs.toSorted((one, other) => length(other) - length(one)).slice(0, runsMax)
  return longest.toSorted((one, other) => one.first - other.first)
}

const everything: Run = { first: 1, last: Number.MAX_SAFE_INTEGER }

/** Runs and what lies between them. */
function stretchesOf(runs: readonly Run[]): Stretch[] {
  const stretches: Stretch[] = []
  let { first } = everything
  for (const run of runs) {
    stretches.push({ first, last: run.first - 1, isRun: false }, { ...run, isRun: true })
    first = run.last + 1
  }
  return [...stretches, { first, last: everything.last, isRun: false }]
}
