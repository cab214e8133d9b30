import { claimMails } from '#src/domain/mails/claim-mails.ts'
import { gatherLetters } from '#src/domain/mails/gather-letters.ts'
import { recordDeliveries } from '#src/domain/mails/record-deliveries.ts'
import { transportFor } from '#src/mail/transport.ts'
import type { House } from './house.ts'
import { writeLetters } from './write-letters.ts'

/** Sends those of these mails that may leave now, each at most once while its lease runs. */
export async function deliverMails(house: House, mailIds: number[], now: number): Promise<void> {
  const { env, db, keys, settings } = house
  const claimed = await claimMails(db, mailIds, now)
  if (claimed.length === 0) return
  const gathered = await gatherLetters(db, keys, claimed)
  const { written, failures } = await writeLetters(house, gathered, now)
  const answers = await transportFor(env, settings).send(written.map(({ letter }) => letter))
  const deliveries = written.map(({ facts }, index) => ({
    mail: facts.mail,
    delivery: answers[index] ?? ({ outcome: 'unknown' } as const),
  }))
  await recordDeliveries(db, [...failures, ...deliveries], settings, now)
}
