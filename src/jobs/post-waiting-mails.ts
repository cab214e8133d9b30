import { findWaitingMails } from '#src/domain/mails/find-waiting-mails.ts'
import { postMails } from '#src/domain/mails/post-mails.ts'
import type { House } from './house.ts'

/** Hands mails to the queue that it has lost or that are due for another try. */
export async function postWaitingMails({ env, db }: House, now: number): Promise<void> {
  await postMails(env.MAILS, await findWaitingMails(db, now))
}
