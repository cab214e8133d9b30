import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Settings } from '#src/env.ts'
import type { Keys } from '#src/keys.ts'
import { pauseMails } from '../batches/pause-mails.ts'
import { countMoves } from '../mails/count-moves.ts'
import type { MailReport } from '../mails/report.ts'
import { setReminders } from '../mails/set-reminders.ts'
import { gatherReports } from './gather-reports.ts'
import { endReminders, recordEndings, stopInvitations, suppressAddresses } from './record-endings.ts'
import { endingsTable, isForward, movesTable } from './tables.ts'

/**
 * Writes down what the provider tells about mails: one batch of statements however many there are. Each looks at where the mail is
 * and only moves it forward, so reports may come in any order, in any portions and again (decision 017). A mail that nobody
 * knew about is proven to have left, and its letter is not written again.
 */
export async function recordReports(
  db: Database,
  keys: Keys,
  reports: readonly MailReport[],
  settings: Settings,
  now: number,
): Promise<void> {
  const gathered = await gatherReports(db, keys, reports)
  const moves = movesTable(gathered.moves)
  const endings = endingsTable(gathered.endings)
  const leaving = sql`(select mail_id from ${moves} where state <> 'suppressed')`
  // The mails last: all others look at the state they are still in. The fuse after them: it looks at the counts.
  await db.batch([
    setReminders(db, leaving, seemedUnsent, settings, now),
    countMoves(db, moves, isForward),
    recordEndings(db, endings, now),
    suppressAddresses(db, endings, now),
    stopInvitations(db, endings, now),
    endReminders(db, endings, moves),
    moveMails(db, moves),
    ...pauseMails(db, sql`select mail_id from ${endings}`, now),
    noteEvent(db, now),
  ])
}

const seemedUnsent = sql`mails.state in ('queued', 'sending', 'failed', 'cancelled')`

function moveMails(db: Database, moves: ReturnType<typeof movesTable>) {
  return db.run(sql`
    update mails set state = moves.state, reported_at = moves.at, lease_until = null, last_error = null, doubts = 0,
      sent_at = coalesce(sent_at, moves.at)
    from ${moves} moves where mails.id = moves.mail_id and ${isForward}`)
}

/** When the provider last told anything, whatever it was: the panel asks whether it still does. */
function noteEvent(db: Database, now: number) {
  return db.run(sql`insert into mail_flow (id, event_at) values (1, ${now})
    on conflict (id) do update set event_at = max(coalesce(event_at, 0), excluded.event_at)`)
}
