import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { BatchMails } from './batch-mails.ts'
import { type CountedBatch, type MailsRow, mailColumns, mailsFrom } from './read-batch-mails.ts'
import { type Funnel, type FunnelRow, funnelColumns, funnelFrom } from './read-funnel.ts'

export type BatchFigures = { mails: BatchMails; funnel: Funnel }

/** What became of the mails and of the invitations of a batch, in one statement that costs the same however large it is. */
export async function readBatchFigures(
  db: Database,
  batch: CountedBatch,
  now: number,
): Promise<BatchFigures> {
  const [row] = await db.all<MailsRow & FunnelRow>(
    sql`select ${mailColumns(batch.id)}, ${funnelColumns(batch.id, now)}`,
  )
  if (!row) throw new Error('A statement without a table answers with a row')
  const funnel = funnelFrom(row, now)
  return { mails: mailsFrom(row, batch, funnel.open + funnel.expired), funnel }
}
