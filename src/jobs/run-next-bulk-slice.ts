import { runBulkSlice } from '#src/domain/bulk-actions/run-bulk-slice.ts'
import { postMails } from '#src/domain/mails/post-mails.ts'
import type { House } from './house.ts'

/** Carries out the next slice of a confirmed bulk action, and asks for the one after it. */
export async function runNextBulkSlice(house: House, bulkActionId: number, now: number): Promise<void> {
  const { env, db, keys, settings } = house
  const { state, mailIds } = await runBulkSlice(db, keys, bulkActionId, settings, now)
  if (state === 'more') await env.SLICES.send({ bulkActionId })
  await postMails(env.MAILS, mailIds)
}
