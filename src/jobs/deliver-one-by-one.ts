import { logFailure } from '#src/log-failure.ts'
import { deliverMails } from './deliver-mails.ts'
import type { House } from './house.ts'

/** Sends each of these mails alone: those that break are written down, and at the end it is said that there were some. */
export async function deliverOneByOne(house: House, mailIds: readonly number[], now: number): Promise<void> {
  let broken = 0
  for (const mailId of mailIds) {
    try {
      await deliverMails(house, [mailId], now)
    } catch (error) {
      broken++
      logFailure('deliverMails', error)
    }
  }
  if (broken > 0) throw new Error(`${broken} of ${mailIds.length} mails cannot be worked on`)
}
