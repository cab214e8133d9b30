import { findWaitingMails } from '#src/domain/mails/find-waiting-mails.ts'
import { postMails } from '#src/domain/mails/post-mails.ts'
import type { House } from './house.ts'

/** Hands mails to the queue that it has lost, that are due for another try, or that had no place in the pace until now. */
export async function postWaitingMails({ env, db, settings }: House, now: number): Promise<void> {
  await postMails(env.MAILS, await findWaitingMails(db, settings, now), now)
}
