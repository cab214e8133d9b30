import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { allOf, type Part, termIn } from '#src/db/terms.ts'
import { countOf, countOpen, countOpenByDay } from './count-ends.ts'
import {
  countsMails,
  countsStates,
  type InvitationCounts,
  type InvitationQuery,
  type ListedMail,
} from './invitation-query.ts'
import { askFor, type InvitationFilter, type Matching, matchInvitations } from './match-invitations.ts'

type Numbers = {
  accepted: number
  waiting: number
  refused: number
  open: number | null
  reminded: number | null
} & Partial<Record<CountedMail, number>>
type CountRow = { counts: string }

/** What the index counts; waiting and sent mails are one to it. */
const countedMails = [
  'deferred',
  'delivered',
  'bounced',
  'complained',
  'suppressed',
  'failed',
  'unsubscribed',
  'letter',
] as const satisfies ListedMail[]
type CountedMail = (typeof countedMails)[number]

/** How many invitations fit a filter, exactly: reads all of them, but where one fact says it all. */
export async function countInvitations(db: Database, filter: InvitationFilter, now: number): Promise<number> {
  const { parts, condition } = askFor(filter, now)
  const known = numberIn(parts, condition)
  if (known) return readNumber(db, known)
  if (condition === null)
    return readNumber(
      db,
      sql`(select count(*) from invitation_index where invitation_index match ${allOf(parts)})`,
    )
  return readNumber(db, countOfRows(matchInvitations(filter, now)))
}

/** What the index says of all, or of a single term; null where rows have to be looked at. */
export function numberIn(parts: readonly Part[], condition: SQL | null): SQL | null {
  if (condition !== null) return null
  const [only, ...others] = parts
  if (only === undefined) return countOfEvery()
  const fact = others.length === 0 ? termIn(only) : null
  return fact === null ? null : countOf(sql`${fact}`)
}

export async function readNumber(db: Database, number: SQL): Promise<number> {
  const [row] = await db.all<{ count: number }>(sql`select ${number} as count`)
  return row?.count ?? 0
}

/**
 * How many there are in each state or with each mail, from what the index knows of its terms: one statement, which takes the
 * longer the more there are. Of a batch, its own terms.
 */
export async function readInvitationCounts(
  db: Database,
  query: InvitationQuery,
  now: number,
  asked: Asked = { states: countsStates(query), mails: countsMails(query) },
): Promise<InvitationCounts> {
  if (!asked.states && !asked.mails) return { states: {}, mails: {} }
  const [row] = await db.all<CountRow>(
    sql`select ${query.batch ? countsOfBatch(query.batch, now) : countsOfAll(asked, now)}`,
  )
  return toCounts(row ?? { counts: '{}' }, asked)
}

/** The same of the states alone, where nothing shows the mails. */
export function readStateCounts(
  db: Database,
  query: InvitationQuery,
  now: number,
): Promise<InvitationCounts> {
  return readInvitationCounts(db, query, now, { states: countsStates(query), mails: false })
}

type Asked = Record<keyof InvitationCounts, boolean>

function toCounts({ counts }: CountRow, asked: Asked): InvitationCounts {
  const read: Partial<Numbers> = JSON.parse(counts)
  return {
    states: asked.states && read.waiting !== undefined ? toStates(read) : {},
    mails: asked.mails
      ? Object.fromEntries(
          countedMails.map((mail) => [mail, read[mail]]).filter(([, count]) => count != null),
        )
      : {},
  }
}

function toStates(read: Partial<Numbers>): InvitationCounts['states'] {
  const { accepted = 0, waiting = 0, refused = 0, open, reminded } = read
  return {
    ...{ all: accepted + waiting + refused, accepted, refused },
    ...(open != null && { open, expired: waiting - open }),
    ...(reminded != null && { reminded }),
  }
}

function countsOfAll(asked: Asked, now: number): SQL {
  const facts = [
    ...(asked.states ? answers.map((answer) => [answer, `:::is:${answer}`]) : []),
    ...(asked.mails ? countedMails.map((mail) => [mail, factOf(mail)]) : []),
  ]
  const ends = asked.states
    ? [sql`'open', ${countOpen('ends', now)}`, sql`'reminded', ${countOpen('reminded', now)}`]
    : []
  const numbers = facts.map(([name, fact]) => sql`${sql.raw(`'${name}'`)}, ${countOf(sql.raw(`'${fact}'`))}`)
  return sql`json_object(${sql.join([...numbers, ...ends], sql`, `)}) as counts`
}

function countOfRows({ source, condition }: Matching): SQL {
  return sql`(select count(*) from ${source} where ${condition})`
}

/** Each invitation is one of these. */
const answers = ['waiting', 'accepted', 'refused']

function countOfEvery(): SQL {
  const states = answers.map((state) => countOf(sql.raw(`':::is:${state}'`)))
  return sql`(${sql.join(states, sql` + `)})`
}

function factOf(mail: CountedMail): string {
  if (mail === 'unsubscribed') return ':::stop:unsubscribed'
  return mail === 'letter' ? ':::is:letter' : `:::mail:${mail}`
}

function countsOfBatch(batch: string, now: number): SQL {
  const prefix = sql`':::batch:' || b.id`
  const [all, waiting, refused] = [
    countOf(prefix),
    countOf(sql`${prefix} || ':waiting'`),
    countOf(sql`${prefix} || ':refused'`),
  ]
  return sql`coalesce((select json_object('accepted', ${all} - ${waiting} - ${refused}, 'waiting', ${waiting},
    'refused', ${refused}, 'open', ${countOpenByDay(sql`${prefix} || ':ends:'`, now)})
    from (select id from batches where public_id = ${batch}) b), '{}') as counts`
}
