import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { closureReasons } from '#src/db/schema/mail-flow.ts'
import type { Settings } from '#src/env.ts'

export type ClosureReason = (typeof closureReasons)[number]
/** Why no mail leaves at the moment, and since when. */
export type MailClosure = { reason: ClosureReason; since: number }

type Row = {
  reminder_days: number | null
  expiry_days: number | null
  mails_per_minute: number | null
  batch_summary: 0 | 1 | null
  reply_to: string | null
  closed_at: number | null
  reason: ClosureReason | null
}

/** The settings in force, and whether mail is held up: one statement, asked with every request and job. */
export async function readSettings(
  db: Database,
  given: Settings,
): Promise<{ settings: Settings; closure: MailClosure | null }> {
  const [row] = await db.all<Row>(sql`
    select s.reminder_days, s.expiry_days, s.mails_per_minute, s.batch_summary, s.reply_to,
      f.closed_at, f.reason
    from (values (1)) left join settings s on s.id = 1 left join mail_flow f on f.id = 1`)
  const settings = {
    ...given,
    reminderDays: row?.reminder_days ?? given.reminderDays,
    expiryDays: row?.expiry_days ?? given.expiryDays,
    mailsPerMinute: row?.mails_per_minute ?? given.mailsPerMinute,
    batchSummary: row?.batch_summary == null ? given.batchSummary : row.batch_summary === 1,
    replyTo: row?.reply_to ?? given.replyTo,
  }
  return { settings, closure: row ? closureOf(row) : null }
}

function closureOf({ reason, closed_at: since }: Row): MailClosure | null {
  return reason === null || since === null ? null : { reason, since }
}
