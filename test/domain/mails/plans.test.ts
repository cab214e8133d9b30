import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { type Database, openDatabase } from '#src/db/client.ts'
import { batches, invitations, mails } from '#src/db/schema/index.ts'
import { buryMail } from '#src/domain/mails/bury-mail.ts'
import { claimMails } from '#src/domain/mails/claim-mails.ts'
import { findWaitingMails } from '#src/domain/mails/find-waiting-mails.ts'
import { releaseMailsOf } from '#src/domain/mails/hold-mails.ts'
import { listFailedMails } from '#src/domain/mails/list-failed-mails.ts'
import { recordDeliveries } from '#src/domain/mails/record-deliveries.ts'
import { recordProbe } from '#src/domain/mails/record-probe.ts'
import { recordTick } from '#src/domain/mails/record-tick.ts'
import { takeProbe } from '#src/domain/mails/take-probe.ts'
import { tryAgain, tryAllAgain } from '#src/domain/mails/try-again.ts'
import { withholdSuppressed } from '#src/domain/mails/withhold-suppressed.ts'
import { findSuppressed } from '#src/domain/suppressions/find-suppressed.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { addBatchWith, queueMany } from '#test/support/outbox.ts'

const now = Date.UTC(2026, 10, 22, 9)
const sending = { ...settings, mailTransport: 'mailchannels' as const }

it('finds everything by an index, whatever becomes of a mail', async () => {
  const asked = new Set<string>()
  const watched = new Proxy(env.DB, {
    get(target, key) {
      if (key === 'prepare') return (query: string) => target.prepare(asked.add(query) && query)
      const value = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  await liveThrough(openDatabase(watched))
  const scans: string[] = []
  for (const query of asked) scans.push(...(await scansOf(query)))
  expect(asked.size).toBeGreaterThan(25)
  expect(scans).toEqual([])
})

it('reads and writes no more for a hundred mails among thousands than for a hundred alone', async () => {
  const alone = await costOf(await queueMany(100, now))
  await db.delete(mails)
  await db.delete(invitations)
  const many = await queueMany(3000, now)
  const among = await costOf(many.slice(1000, 1100))
  expect(among).toBeLessThanOrEqual(alone + 20)
})

async function costOf(ids: number[]): Promise<number> {
  let rows = 0
  const counting = new Proxy(env.DB, {
    get(target, key) {
      if (key === 'prepare') return (query: string) => target.prepare(query)
      return async (statements: D1PreparedStatement[]) => {
        const results = await target.batch(statements)
        for (const { meta } of results) rows += meta.rows_read + meta.rows_written
        return results
      }
    },
  })
  await deliverAll(openDatabase(counting), ids)
  return rows
}

async function deliverAll(given: Database, ids: number[]) {
  const claimed = await claimMails(given, ids, sending, now)
  const attempts = claimed.map((mail) => ({ mail, delivery: { outcome: 'sent', providerId: 'p' } as const }))
  await recordDeliveries(given, attempts, sending, now)
}

async function liveThrough(given: Database) {
  const ada = await addUser(cast.ada)
  const batchId = await addBatchWith('', ada)
  const ids = await queueMany(5, now, { batchId })
  const claimed = await claimMails(given, ids, sending, now)
  const [one, two, three] = claimed
  if (!one || !two || !three) throw new Error('Too few mails were claimed')
  await findSuppressed(given, keys, ['vera@parvis.test'])
  await withholdSuppressed(given, [one])
  const refused = { outcome: 'failed', reason: 'forbidden', isPermanent: false } as const
  const answers = [
    { mail: two, delivery: { outcome: 'sent', providerId: 'p' } as const },
    { mail: three, delivery: refused },
  ]
  await recordDeliveries(given, answers, sending, now)
  await recordTick(given, now)
  await takeProbe(given, now + 60_000)
  await recordProbe(given, false, null, sending, now)
  await recordProbe(given, true, null, sending, now)
  await db.update(batches).set({ pausedAt: now, pauseReason: 'bounces' })
  await findWaitingMails(given, sending, now)
  await releaseMailsOf(given, batchId, now)
  await buryMail(given, three.id, now)
  await db.update(mails).set({ state: 'failed' })
  await tryAgain(given, one.id, ada, now)
  await tryAgain(given, 0, ada, now)
  await tryAllAgain(given, ada, now)
  await listFailedMails(given, keys, {})
}

/**
 * The steps of a query's plan that read a whole table. Not counted: the index of failed mails, which is what is asked for; batches,
 * which are acts of people and few; and what a statement has just gathered itself.
 */
async function scansOf(query: string): Promise<string[]> {
  const values = Array.from(query.matchAll(/\?/g), () => null)
  const plan = await env.DB.prepare(`explain query plan ${query}`)
    .bind(...values)
    .all<{ detail: string }>()
  return plan.results
    .map(({ detail }) => detail)
    .filter(
      (detail) => /^SCAN/.test(detail) && !/json_each|mails_failed|CONSTANT ROW|^SCAN batches$/.test(detail),
    )
    .filter((detail) => !/^SCAN (\(|moves|[a-z_]+ VIRTUAL)/.test(detail))
    .map((detail) => `${detail}: ${query}`)
}
