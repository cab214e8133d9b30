import { expect, it } from 'vitest'
import type { Database } from '#src/db/client.ts'
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
import { meteredDatabase } from '#test/support/metered.ts'
import { addBatchWith, queueMany } from '#test/support/outbox.ts'
import { scansIn, statementsOf } from '#test/support/plans.ts'

const now = Date.UTC(2026, 10, 22, 9)
const sending = { ...settings, mailTransport: 'mailchannels' as const }

it('finds everything by an index, whatever becomes of a mail', async () => {
  const asked = await statementsOf(liveThrough)
  expect(asked.size).toBeGreaterThan(25)
  expect(await scansIn(asked, isMeant)).toEqual([])
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
  const { db: counting, meter } = meteredDatabase()
  await deliverAll(counting, ids)
  return meter.rowsRead + meter.rowsWritten
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
 * The indexes of failed mails and of paused batches, which are what is asked for; batches, which are acts of people and few; and what a statement has just
 * gathered itself.
 */
function isMeant(scan: string): boolean {
  return (
    /json_each|mails_failed|batches_paused|CONSTANT ROW|^SCAN batches$/.test(scan) ||
    /^SCAN (\(|moves|[a-z_]+ VIRTUAL)/.test(scan)
  )
}
