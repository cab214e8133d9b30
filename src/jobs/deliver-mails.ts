import { type ClaimedMail, claimMails } from '#src/domain/mails/claim-mails.ts'
import { gatherLetters } from '#src/domain/mails/gather-letters.ts'
import type { Delivery } from '#src/domain/mails/mail.ts'
import { isInVain } from '#src/domain/mails/mail-flow.ts'
import { type Attempt, recordDeliveries } from '#src/domain/mails/record-deliveries.ts'
import { logFailure } from '#src/log-failure.ts'
import { type Transport, transportFor } from '#src/mail/transport.ts'
import type { House } from './house.ts'
import { withholdFromSuppressed } from './withhold-from-suppressed.ts'
import { type Written, writeLetters } from './write-letters.ts'

/**
 * Sends those of these mails that may leave now, each at most once while its lease runs. After an outage one goes first, alone; the
 * others follow unless it came to nothing.
 */
export async function deliverMails(house: House, mailIds: readonly number[], now: number): Promise<void> {
  const claimed = await claimMails(house.db, mailIds, house.settings, now)
  if (claimed.length === 0) return
  const { written, failures, transport } = await prepare(house, claimed, now)
  const answers = await handOver(transport, written)
  await record(house, [...failures, ...answers], now)
  const wentAlone = claimed.length === 1 && mailIds.length > 1
  if (wentAlone && !answers.some(({ delivery }) => isInVain(delivery)))
    await deliverMails(house, mailIds, now)
}

/** What has left and is not written down leaves again: worth a second try. Writing it down twice changes nothing. */
async function record({ db, settings }: House, attempts: Attempt[], now: number): Promise<void> {
  try {
    await recordDeliveries(db, attempts, settings, now)
  } catch (error) {
    logFailure('recordDeliveries', error)
    await recordDeliveries(db, attempts, settings, now)
  }
}

/** Everything before the handing over. If it breaks, nothing has left for certain: the mails are given back as they were. */
async function prepare(house: House, claimed: ClaimedMail[], now: number) {
  const { env, db, keys, settings } = house
  try {
    const allowed = await withholdFromSuppressed(house, claimed)
    const { written, failures } = await writeLetters(house, await gatherLetters(db, keys, allowed), now)
    const told = new Set([
      ...written.map(({ facts }) => facts.mail.id),
      ...failures.map(({ mail }) => mail.id),
    ])
    const untold = allowed.filter(({ id }) => !told.has(id)).map(asUnwritable)
    return { written, failures: [...failures, ...untold], transport: transportFor(env, settings) }
  } catch (error) {
    const held = claimed.map((mail) => ({ mail, delivery: { outcome: 'held' } as const }))
    await recordDeliveries(db, held, settings, now)
    throw error
  }
}

/** A transport that breaks has perhaps sent some: nobody knows. */
async function handOver(transport: Transport, written: Written[]): Promise<Attempt[]> {
  const answers = await send(transport, written)
  return written.map(({ facts }, index) => ({
    mail: facts.mail,
    delivery: answers[index] ?? ({ outcome: 'unknown' } as const),
  }))
}

async function send(transport: Transport, written: Written[]): Promise<Delivery[]> {
  if (written.length === 0) return []
  try {
    return await transport.send(written.map(({ letter }) => letter))
  } catch (error) {
    logFailure('send', error)
    return []
  }
}

/** What it is about has just vanished, and with it the mail was cancelled; or nobody can tell what it says. */
function asUnwritable(mail: ClaimedMail): Attempt {
  return { mail, delivery: { outcome: 'failed', reason: 'unwritable', isPermanent: true } }
}
