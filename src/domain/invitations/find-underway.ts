import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { pageRows } from '#src/db/paging.ts'
import { fact } from '#src/db/terms.ts'
import { waitingMails } from '../mails/fresh.ts'
import type { MailKind } from '../mails/mail.ts'
import type { Order } from './find-page.ts'
import { latestMailState } from './latest-mail-state.ts'
import { askFor, foundBy, type InvitationFilter, matchInvitations } from './match-invitations.ts'

/** As many waiting mails are read before a page is; among more of them one soon meets what one looks for. */
const fewMax = 150

/** How many rows of neighbours that wait are jumped over. A compound statement has five parts at most. */
const runsMax = 2

type Underway = InvitationFilter & { mail: 'queued' | 'sent' }
type Waiting = { id: number; isReminder: boolean }
/**
 * The ids from one to another, and whom of them a page shows: `all` that it finds; where a mail waits for each, those alone who were
 * `reminded` before it left (who accepts or declines has no mail that waits); `none` where what waits are reminders.
 */
type Stretch = { first: number; last: number; shows: 'all' | 'reminded' | 'none' }

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
  if (waiting === null) return along([everything], columns, filter, order, now)
  if (filter.mail === 'queued') return among(waiting, columns, filter, order, now)
  return along(stretchesOf(longestRuns(waiting)), columns, filter, order, now)
}

/** Those that a mail waits for, in the order of their ids; null where they are many. */
async function readWaiting(db: Database): Promise<Waiting[] | null> {
  const waiting = await db.all<{ id: number | null; kind: MailKind }>(
    sql`select invitation_id as id, kind from ${waitingMails(fewMax + 1)}`,
  )
  if (waiting.length > fewMax) return null
  const reminders = new Map<number, boolean>()
  for (const { id, kind } of waiting)
    if (id !== null) reminders.set(id, kind === 'reminder' || reminders.get(id) === true)
  return [...reminders]
    .map(([id, isReminder]) => ({ id, isReminder }))
    .toSorted((one, other) => one.id - other.id)
}

function among(waiting: readonly Waiting[], columns: SQL, filter: Underway, order: Order, now: number): SQL {
  const { source, condition, key } = matchInvitations({ ...filter, mail: undefined }, now)
  const inOrder = order.isAscending ? waiting : waiting.toReversed()
  // A cross join is read in the order it is written in. The numbers are our own, so they are written instead of bound.
  const each = sql.raw(`values ${inOrder.map(({ id }) => `(${id})`).join(', ') || '(0)'}`)
  return sql`select ${columns} from (${each}) waiting cross join ${source}
    where ${key} = waiting.column1 and i.mail_fate is null and ${latestMailState} in ('queued', 'sending')
      and ${condition} and ${order.beyond(key)} limit ${pageRows + 1}`
}

function along(
  stretches: readonly Stretch[],
  columns: SQL,
  filter: Underway,
  order: Order,
  now: number,
): SQL {
  const { parts: facts, condition } = askFor(filter, now)
  const shown = stretches.filter(({ shows }) => shows !== 'none')
  const parts = (order.isAscending ? shown : shown.toReversed()).map(({ first, last, shows }) => {
    const found = foundBy(shows === 'reminded' ? [...facts, fact('is:reminded')] : facts)
    return sql`select * from (select ${columns} from ${found.source}
      where ${found.condition} and ${condition ?? sql`true`} and ${order.within(found.key, first, last)}
      order by ${found.key} ${order.direction} limit ${pageRows + 1})`
  })
  return sql`${sql.join(parts, sql` union all `)} limit ${pageRows + 1}`
}

/** Where a mail waits for each. */
function longestRuns(waiting: readonly Waiting[]): Stretch[] {
  const runs: Stretch[] = []
  for (const { id, isReminder } of waiting) {
    const run = runs.at(-1)
    const shows = isReminder ? 'none' : 'reminded'
    if (run?.last !== id - 1) {
      runs.push({ first: id, last: id, shows })
      continue
    }
    run.last = id
    if (!isReminder) run.shows = shows
  }
  const length = ({ first, last }: Stretch) => last - first
  const longest = runs.toSorted((one, other) => length(other) - length(one)).slice(0, runsMax)
  return longest.toSorted((one, other) => one.first - other.first)
}

const everything: Stretch = { first: 1, last: Number.MAX_SAFE_INTEGER - 1, shows: 'all' }

/** Runs and what lies between them. */
function stretchesOf(runs: readonly Stretch[]): Stretch[] {
  const starts = [everything.first, ...runs.map(({ last }) => last + 1)]
  const ends = [...runs.map(({ first }) => first - 1), everything.last]
  const between = starts.map((first, index) => ({ ...everything, first, last: ends[index] ?? first }))
  return [...between, ...runs].toSorted((one, other) => one.first - other.first)
}
