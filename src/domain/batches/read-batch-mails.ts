import { type SQL, sql } from 'drizzle-orm'
import { waitingMails } from '../mails/fresh.ts'
import { type BatchMails, leftOf, toldStates } from './batch-mails.ts'
import { isOnPaper } from './on-paper.ts'
import type { Batch } from './read-batch.ts'

/** Most waiting mails, of all batches together, that are looked at. */
const lookedMax = 50

export type CountedBatch = Pick<
  Batch,
  'id' | 'source' | 'invitedCount' | 'renewedCount' | 'options' | 'counts'
>
export type MailsRow = { counted: string; looked: string }

/** The columns of MailsRow, which cost the same however large the batch is. */
export function mailColumns(batchId: number): SQL {
  return sql`
    (select json_group_object(state, count) from batch_mail_counts where batch_id = ${batchId}) as counted,
    (select json_array(count(*), sum(coalesce(i.batch_id = ${batchId}, 0) and looked.kind in ('invitation', 'reminder')))
      from ${waitingMails(lookedMax + 1)} looked left join invitations i on i.id = looked.invitation_id) as looked`
}

/**
 * While very many mails wait, those of this batch are not counted but reckoned: what was written, less what has left, and no more
 * than there are invitations still waiting for an answer.
 */
export function mailsFrom(row: MailsRow, batch: CountedBatch, unanswered: number): BatchMails {
  const [looked, waiting] = JSON.parse(row.looked) as [number, number | null] // -- made by mailColumns, as is the other
  const found = { ...(JSON.parse(row.counted) as Partial<BatchMails>), waiting: waiting ?? 0 }
  // A letter that another batch counted, before this one renewed its invitation, is taken from what was never added here.
  const told = Object.fromEntries(toldStates.map((state) => [state, Math.max(found[state] ?? 0, 0)]))
  const mails = told as BatchMails // -- one entry for each state
  if (looked <= lookedMax) return mails
  return { ...mails, waiting: Math.max(mails.waiting, Math.min(writtenBy(batch) - moved(mails), unanswered)) }
}

function writtenBy(batch: CountedBatch): number {
  const { invitedCount, renewedCount, options, counts } = batch
  if (isOnPaper(batch)) return 0
  return invitedCount + renewedCount - (options.codes ? counts.codes : 0)
}

function moved(mails: BatchMails): number {
  return leftOf(mails) + mails.failed
}
