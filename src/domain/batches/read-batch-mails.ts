import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { waitingMails } from '../mails/fresh.ts'
import { type BatchMails, leftOf, toldStates } from './batch-mails.ts'
import type { Batch } from './read-batch.ts'

/** Most waiting mails, of all batches together, that are looked at. */
const lookedMax = 1000

type CountedBatch = Pick<Batch, 'id' | 'invitedCount' | 'renewedCount' | 'options' | 'counts'>

/**
 * What became of the mails of a batch, in one statement that costs the same however large it is. While very many mails wait,
 * those of this batch are not counted but reckoned: what was written, less what has left.
 */
export async function readBatchMails(db: Database, batch: CountedBatch): Promise<BatchMails> {
  const rows = await db.all<{ state: string; count: number }>(sql`
    with looked as (
      select kind, invitation_id from ${waitingMails(lookedMax + 1)})
    select state, count from batch_mail_counts where batch_id = ${batch.id}
    union all select 'waiting', count(*) from looked join invitations i on i.id = looked.invitation_id
      where i.batch_id = ${batch.id} and looked.kind in ('invitation', 'reminder')
    union all select 'looked', count(*) from looked`)
  const found = new Map(rows.map(({ state, count }) => [state, count]))
  // A letter that another batch counted, before this one renewed its invitation, is taken from what was never added here.
  const told = Object.fromEntries(toldStates.map((state) => [state, Math.max(found.get(state) ?? 0, 0)]))
  const mails = told as BatchMails // -- one entry for each state
  const isReckoned = (found.get('looked') ?? 0) > lookedMax
  return isReckoned ? { ...mails, waiting: Math.max(mails.waiting, writtenBy(batch) - moved(mails)) } : mails
}

function writtenBy({ invitedCount, renewedCount, options, counts }: CountedBatch): number {
  return invitedCount + renewedCount - (options.codes ? counts.codes : 0)
}

function moved(mails: BatchMails): number {
  return leftOf(mails) + mails.failed
}
