import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { closureReasons } from '#src/db/schema/mail-flow.ts'
import type { Settings } from '#src/env.ts'
import { inForce, type OwnSettings } from './own-settings.ts'

export type ClosureReason = (typeof closureReasons)[number]
/** Why no mail leaves at the moment, and since when. */
export type MailClosure = { reason: ClosureReason; since: number }

type Row = Omit<OwnSettings, 'languages' | 'batchSummary'> & {
  languages: string | null
  batchSummary: 0 | 1 | null
  closedAt: number | null
  reason: ClosureReason | null
}

/** The settings in force, and whether mail is held up: one statement, asked with every request and job. */
export async function readSettings(
  db: Database,
  given: Settings,
): Promise<{ settings: Settings; closure: MailClosure | null }> {
  const [row] = await db.all<Row>(sql`
    select s.platform_name as platformName, s.support_contact as supportContact, s.languages,
      s.default_language as defaultLanguage, s.sender_name as senderName, s.mail_from as mailFrom,
      s.reply_to as replyTo, s.registration, s.after_accepting as afterAccepting, s.expiry_days as expiryDays,
      s.reminder_days as reminderDays, s.mails_per_minute as mailsPerMinute, s.batch_summary as batchSummary,
      s.retention_days as retentionDays, f.closed_at as closedAt, f.reason
    from (values (1)) left join settings s on s.id = 1 left join mail_flow f on f.id = 1`)
  if (!row) return { settings: given, closure: null }
  const { closedAt, reason, languages, batchSummary, ...same } = row
  const own: OwnSettings = {
    ...same,
    languages: languages === null ? null : JSON.parse(languages),
    batchSummary: batchSummary === null ? null : batchSummary === 1,
  }
  return { settings: inForce(own, given), closure: closureOf(reason, closedAt) }
}

function closureOf(reason: ClosureReason | null, since: number | null): MailClosure | null {
  return reason === null || since === null ? null : { reason, since }
}
