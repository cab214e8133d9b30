import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { ClosureReason } from '#src/domain/settings/read-settings.ts'
import { waitingMails } from './fresh.ts'
import { type MailHealth, waitingCountMax } from './mail-health.ts'

type Row = {
  closed_at: number | null
  reason: ClosureReason | null
  probe_at: number | null
  ticked_at: number | null
  event_at: number | null
  waiting: number
  failed: number
}

/** Whether mail leaves, in one statement that costs the same however many mails there are. */
export async function readMailHealth(db: Database): Promise<MailHealth> {
  const [row] = await db.all<Row>(sql`
    select f.closed_at, f.reason, f.probe_at, f.ticked_at, f.event_at,
      (select count(*) from (select 1 from ${waitingMails(waitingCountMax + 1)})) as waiting,
      (select count(*) from (select 1 from mails indexed by mails_failed
        where state = 'failed' limit ${waitingCountMax + 1})) as failed
    from (values (1)) left join mail_flow f on f.id = 1`)
  return {
    closure: row ? closureOf(row) : null,
    tickedAt: row?.ticked_at ?? null,
    eventAt: row?.event_at ?? null,
    waiting: row?.waiting ?? 0,
    failed: row?.failed ?? 0,
  }
}

function closureOf({ closed_at: since, reason, probe_at: probeAt }: Row): MailHealth['closure'] {
  return since === null || reason === null ? null : { since, reason, probeAt }
}
