import { runSlice } from '#src/domain/batches/run-slice.ts'
import { postMails } from '#src/domain/mails/post-mails.ts'
import type { House } from './house.ts'

/** Carries out the next slice of a confirmed batch, and asks for the one after it. */
export async function runNextSlice(house: House, batchId: number, now: number): Promise<void> {
  const { env, db, settings } = house
  const { state, mailIds } = await runSlice(db, batchId, settings, now)
  if (state === 'more') await env.SLICES.send({ batchId })
  await postMails(env.MAILS, mailIds)
}
