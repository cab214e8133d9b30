import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { hourOf } from '../codes/hour.ts'
import { wrongPerHourTold } from '../codes/limits.ts'
import { askFor, foundBy } from '../invitations/match-invitations.ts'
import { clockState } from '../mails/mail-health.ts'
import { dayMs } from '../time/day.ts'
import { dayOf, stampOf } from '../time/stamp.ts'
import { countEnding } from './count-ending.ts'
import { type AtLeast, type Attention, failedCountMax, failedDays } from './overview.ts'

/** What "soon" means, as in the list that it leads to. */
const soonDays = 7
/** Of how many days it is told who joined. */
const joinedDays = 14
/** Among how many mails, the latest, one is looked for that left and was never heard of. */
const lookedMax = 10
const silenceMs = 6 * 60 * 60 * 1000
/** Of each kind of invitation that somebody is stuck with, so many are looked at. */
const stuckMax = 20

type Row = {
  failed: number
  ending: number
  bounced: string
  complained: string
  people: number
  joined: string
  ticked_at: number | null
  unheard: number
  wrong: number
}

/** Everything in one statement, which costs the same however many invitations and people there are. */
export async function readAttention(db: Database, isReported: boolean, now: number): Promise<Attention> {
  const days = Array.from({ length: joinedDays }, (_, index) => now - (joinedDays - 1 - index) * dayMs)
  const [row] = await db.all<Row>(sql`select
    (select count(*) from (select created_at from mails indexed by mails_failed
      where state = 'failed' order by id desc limit ${failedCountMax + 1}) latest
      where created_at > ${now - failedDays * dayMs}) as failed,
    ${countEnding(now, now + soonDays * dayMs)} as ending,
    ${countStuck('bounced', now)} as bounced,
    ${countStuck('complained', now)} as complained,
    coalesce((select doc from user_terms where term = ':::is:active'), 0)
      + coalesce((select doc from user_terms where term = ':::is:deactivated'), 0) as people,
    (select json_group_object(substr(term, 11), doc) from user_terms
      where term >= ${`:::joined:${stampOf(days[0] ?? now)}`} and term <= ${`:::joined:${stampOf(now)}`}) as joined,
    (select ticked_at from mail_flow where id = 1) as ticked_at,
    (select count(*) from (select state, sent_at from mails order by id desc limit ${lookedMax}) latest
      where state = 'sent' and sent_at < ${now - silenceMs}
        and sent_at > coalesce((select event_at from mail_flow where id = 1), 0)) as unheard,
    (select coalesce(max(count), 0) from wrong_code_hours
      where hour > ${hourOf(now - dayMs)} and count >= ${wrongPerHourTold}) as wrong`)
  if (!row) throw new Error('A statement without a table answers with a row')
  const joined = JSON.parse(row.joined) as Record<string, number> // -- made by this statement
  return {
    failed: row.failed,
    bounced: atLeast(row.bounced),
    complained: atLeast(row.complained),
    endingSoon: row.ending,
    clock: clockState(row.ticked_at, now),
    isProviderSilent: isReported && row.unheard > 0,
    wrongCodes: row.wrong,
    people: row.people,
    joined: days.map((at) => ({ day: dayOf(at), count: joined[stampOf(at)] ?? 0 })),
  }
}

/** Open invitations with such a mail, as the list that the number leads to finds them: the first few, and whether there are more. */
function countStuck(mail: 'bounced' | 'complained', now: number): SQL {
  const { parts, condition } = askFor({ state: 'open', mail }, now)
  const { source, condition: isFound } = foundBy(parts)
  return sql`(select json_array(count(*) filter (where is_meant), count(*)) from (
    select ${condition ?? sql`true`} as is_meant from ${source} where ${isFound} limit ${stuckMax + 1}))`
}

function atLeast(counted: string): AtLeast {
  const [count, looked] = JSON.parse(counted) as [number, number] // -- made by countStuck
  return { count: Math.min(count, stuckMax), isMore: looked > stuckMax }
}
