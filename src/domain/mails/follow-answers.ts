import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { recordEventWhere } from '#src/domain/events/event.ts'
import type { ClosureReason } from '#src/domain/settings/read-settings.ts'
import type { Delivery } from './mail.ts'
import { failuresMax, flowSubject, isInVain, pauseAfter, refusalOf } from './mail-flow.ts'

/**
 * The statements that draw the conclusion from what a transport answered: refused as a whole (403, the plan used up), or too often
 * in a row nothing came of it, and mail is closed; one letter sent, and the count begins anew.
 */
export function followAnswers(db: Database, attempts: readonly { delivery: Delivery }[], now: number) {
  const deliveries = attempts.map(({ delivery }) => delivery)
  const isSent = deliveries.some(({ outcome }) => outcome === 'sent')
  const failures = deliveries.slice(deliveries.findLastIndex(({ outcome }) => outcome === 'sent') + 1)
  const refusal = deliveries.map(refusalOf).find((reason) => reason !== undefined)
  const inVain = failures.filter(isInVain).length
  return [
    ...(isSent ? [beginAnew(db)] : []),
    ...(inVain > 0 ? [countFailures(db, inVain)] : []),
    ...(refusal || inVain > 0 ? close(db, refusal, now) : []),
  ]
}

function beginAnew(db: Database) {
  return db.run(
    sql`update mail_flow set failures = 0, probes = 0 where id = 1 and (failures <> 0 or probes <> 0)`,
  )
}

function countFailures(db: Database, count: number) {
  return db.run(sql`insert into mail_flow (id, failures) values (1, ${count})
    on conflict do update set failures = failures + excluded.failures`)
}

/** `probes` stays from the last closure until a letter is sent, so that a provider that only seems to work is left in peace longer. */
function close(db: Database, refusal: ClosureReason | undefined, now: number) {
  const reason = refusal ?? 'failing'
  const isOver = refusal ? sql`true` : sql`failures >= ${failuresMax}`
  const isClosing = sql`id = 1 and closed_at is null and ${isOver}`
  const event = { at: now, actorId: null, action: 'mail_closed', ...flowSubject, details: { reason } }
  return [
    recordEventWhere(db, event, sql`exists (select 1 from mail_flow where ${isClosing})`),
    db.run(sql`update mail_flow set closed_at = ${now}, reason = ${reason},
      probe_at = ${now} + ${pauseAfter(sql`probes`)} where ${isClosing}`),
  ]
}
