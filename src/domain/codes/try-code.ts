import { createHmac } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Keys } from '#src/keys.ts'
import { recordEventWhere } from '../events/event.ts'
import { newPublicId } from '../ids/new-public-id.ts'
import { hourMs } from '../time/day.ts'
import { macOfCode } from './code.ts'
import { hourOf } from './hour.ts'
import {
  clientForgottenMs,
  firstWaitMs,
  waitMaxMs,
  wrongPerClientFree,
  wrongPerHourKept,
  wrongPerHourMax,
  wrongPerHourTold,
} from './limits.ts'

/** `blocked`: the code was not looked up, so nothing is said about it. */
export type Trial = { outcome: 'known' | 'unknown' } | { outcome: 'blocked'; until: number }

/** Who types: known by the network, of which only a keyed hash is kept. */
type Typed = { code: string; network: string }

/**
 * The only way to ask whether there is a letter code, for whoever cannot prove that they asked before. One batch decides whether this
 * client may ask, looks the code up, and counts it where it is wrong; so however many ask at once, no wrong one escapes the count, and
 * none is looked up beyond what is allowed (decision 024).
 */
export async function tryCode(
  db: Database,
  keys: Keys,
  { code, network }: Typed,
  now: number,
): Promise<Trial> {
  const client = createHmac('sha256', keys.codeClient).update(network).digest('base64url')
  const until = blockedUntil(client, now)
  const isKnown = sql`exists (select 1 from invitations where code_mac = ${macOfCode(keys, code)})`
  const claim = `wrong ${newPublicId()}`
  const isWrong = sql`exists (select 1 from wrong_codes where client = ${claim})`
  const [[verdict]] = await db.batch([
    db.all<{ until: number; known: number | null }>(sql`
      select until, iif(until <= ${now}, ${isKnown}, null) as known from (select ${until} as until)`),
    db.run(sql`insert into wrong_codes (client, count, last_at, blocked_until)
      select ${claim}, 0, ${now}, 0 where ${until} <= ${now} and not ${isKnown}`),
    countHour(db, isWrong, now),
    noticeGuessing(db, isWrong, now),
    countClient(db, client, isWrong, now),
    db.run(sql`delete from wrong_codes where client = ${claim}`),
  ])
  if (!verdict) throw new Error('A statement without a table answers with a row')
  if (verdict.known === null) return { outcome: 'blocked', until: verdict.until }
  return { outcome: verdict.known ? 'known' : 'unknown' }
}

/** Until when a client has to wait, for its own wrong codes or those of all; in the past where it may type. */
function blockedUntil(client: string, now: number): SQL {
  const own = sql`from wrong_codes where client = ${client} and last_at > ${now - clientForgottenMs}`
  const typed = sql`coalesce((select count from wrong_code_hours where hour = ${hourOf(now)}), 0)`
  const allowed = sql`iif(exists (select 1 ${own}), ${wrongPerHourMax - wrongPerHourKept}, ${wrongPerHourMax})`
  return sql`max(coalesce((select blocked_until ${own}), 0),
    iif(${typed} >= ${allowed}, ${(hourOf(now) + 1) * hourMs}, 0))`
}

function countHour(db: Database, isWrong: SQL, now: number) {
  return db.run(sql`insert into wrong_code_hours (hour, count) select ${hourOf(now)}, 1 where ${isWrong}
    on conflict (hour) do update set count = count + 1`)
}

/** The journal tells it once an hour: by the one wrong code that reaches the number. */
function noticeGuessing(db: Database, isWrong: SQL, now: number) {
  const hour = sql`select 1 from wrong_code_hours where hour = ${hourOf(now)} and count = ${wrongPerHourTold}`
  const event = {
    ...{ at: now, actorId: null, action: 'code_guessing_noticed', details: { count: wrongPerHourTold } },
    ...({ subjectType: 'platform', subjectId: 'codes' } as const),
  }
  return recordEventWhere(db, event, sql`${isWrong} and exists (${hour})`)
}

function countClient(db: Database, client: string, isWrong: SQL, now: number) {
  const count = sql`iif(last_at > ${now - clientForgottenMs}, count + 1, 1)`
  const wait = sql`min(${waitMaxMs}, ${firstWaitMs} << min(20, ${count} - ${wrongPerClientFree}))`
  return db.run(sql`insert into wrong_codes (client, count, last_at, blocked_until)
    select ${client}, 1, ${now}, 0 where ${isWrong}
    on conflict (client) do update set count = ${count}, last_at = ${now},
      blocked_until = iif(${count} < ${wrongPerClientFree}, 0, ${now} + ${wait})`)
}
