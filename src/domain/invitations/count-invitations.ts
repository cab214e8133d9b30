import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { allOf, termIn } from '#src/db/terms.ts'
import { countOf, countOpen, countOpenByDay } from './count-ends.ts'
import {
  countsMails,
  countsStates,
  type InvitationQuery,
  type ListedMail,
  type ListedState,
} from './invitation-query.ts'
import { askFor, type InvitationFilter, type Matching, matchInvitations } from './match-invitations.ts'

/** How many there are in each state, or with each mail, as far as that is known without looking at each. */
export type InvitationCounts = {
  states: Partial<Record<ListedState | 'all', number>>
  mails: Partial<Record<ListedMail, number>>
}

type Numbers = {
  all: number
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
  const [row] = await db.all<{ count: number }>(sql`select ${numberOf(filter, now)} as count`)
  return row?.count ?? 0
}

function numberOf(filter: InvitationFilter, now: number): SQL {
  const { parts, condition } = askFor(filter, now)
  if (condition !== null) return countOfRows(matchInvitations(filter, now))
  const [only, ...others] = parts
  if (only === undefined) return countOfEvery()
  const fact = others.length === 0 ? termIn(only) : null
  if (fact !== null) return countOf(sql`${fact}`)
  return sql`(select count(*) from invitation_index where invitation_index match ${allOf(parts)})`
}

/**
 * How many there are in each state or with each mail, from what the index knows of its terms: one statement, which takes the
 * longer the more there are. Of a batch, its own terms.
 */
export async function readInvitationCounts(
  db: Database,
  query: InvitationQuery,
  now: number,
): Promise<InvitationCounts> {
  if (!countsStates(query) && !countsMails(query)) return { states: {}, mails: {} }
  const [row] = await db.all<CountRow>(
    sql`select ${query.batch ? countsOfBatch(query.batch, now) : countsOfAll(now)}`,
  )
  return toCounts(row ?? { counts: '{}' }, query)
}

function toCounts({ counts }: CountRow, query: InvitationQuery): InvitationCounts {
  const read: Partial<Numbers> = JSON.parse(counts)
  return {
    states: countsStates(query) && read.waiting !== undefined ? toStates(read) : {},
    mails: countsMails(query)
      ? Object.fromEntries(
          countedMails.map((mail) => [mail, read[mail]]).filter(([, count]) => count != null),
        )
      : {},
  }
}

function toStates(read: Partial<Numbers>): InvitationCounts['states'] {
  const { all = 0, waiting = 0, refused = 0, open, reminded } = read
  return {
    ...{ all, refused, accepted: all - waiting - refused },
    ...(open != null && { open, expired: waiting - open }),
    ...(reminded != null && { reminded }),
  }
}

function countsOfAll(now: number): SQL {
  const mails = countedMails.map((mail) => {
    return sql`${sql.raw(`'${mail}'`)}, ${countOf(sql.raw(`'${factOf(mail)}'`))}`
  })
  const waiting = countOf(sql.raw(`'is:waiting'`))
  const refused = countOf(sql.raw(`'is:refused'`))
  return sql`json_object('all', ${countOfEvery()}, 'waiting', ${waiting}, 'refused', ${refused},
    'open', ${countOpen('ends', now)}, 'reminded', ${countOpen('reminded', now)}, ${sql.join(mails, sql`, `)}) as counts`
}

function countOfRows({ source, condition }: Matching): SQL {
  return sql`(select count(*) from ${source} where ${condition})`
}

/** Each invitation waits, is accepted or is refused. */
function countOfEvery(): SQL {
  const states = ['waiting', 'accepted', 'refused'].map((state) => countOf(sql.raw(`'is:${state}'`)))
  return sql`(${sql.join(states, sql` + `)})`
}

function factOf(mail: CountedMail): string {
  if (mail === 'unsubscribed') return 'stop:unsubscribed'
  return mail === 'letter' ? 'is:letter' : `mail:${mail}`
}

function countsOfBatch(batch: string, now: number): SQL {
  const prefix = sql`'batch:' || b.id`
  return sql`coalesce((select json_object('all', ${countOf(prefix)}, 'waiting', ${countOf(sql`${prefix} || ':waiting'`)},
    'refused', ${countOf(sql`${prefix} || ':refused'`)}, 'open', ${countOpenByDay(sql`${prefix} || ':ends:'`, now)})
    from (select id from batches where public_id = ${batch}) b), '{}') as counts`
}
