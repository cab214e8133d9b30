import { buryMail } from '#src/domain/mails/bury-mail.ts'
import { logFailure } from '#src/log-failure.ts'
import { deliverMails } from './deliver-mails.ts'
import type { House } from './house.ts'

/**
 * The mails of a message that failed again and again. Most of them are innocent: each is tried once more by itself, and only what
 * fails even then is given up. What waits for another reason, such as closed mail, is left to the sweep.
 */
export async function buryMails(house: House, mailIds: readonly number[], now: number): Promise<void> {
  for (const mailId of mailIds) {
    try {
      await deliverMails(house, [mailId], now)
    } catch (error) {
      logFailure('buryMails', error)
      await buryMail(house.db, mailId, now)
    }
  }
}
