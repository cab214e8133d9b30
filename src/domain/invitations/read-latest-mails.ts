import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { mailsOf } from '../mails/mails-of.ts'
import type { MailState } from '../mails/report.ts'
import type { StopReason } from './stop.ts'

type Latest = { publicId: string; mail: MailState | null; stop: StopReason | null }

/** What became of the latest mail of each of these invitations, and why they are not written to any more. */
export async function readLatestMails(
  db: Database,
  invitations: readonly { id: number; publicId: string }[],
): Promise<Map<string, Pick<Latest, 'mail' | 'stop'>>> {
  const about = jsonList(invitations.map(({ id, publicId }) => ({ id, publicId })))
  const rows = await db.all<Latest>(sql`
    select value ->> 'publicId' as publicId,
      (select reason from invitation_stops where invitation_id = value ->> 'id') as stop,
      (select state from mails where ${mailsOf(sql`(value ->> 'publicId')`)} order by id desc limit 1) as mail
    from ${about}`)
  return new Map(rows.map(({ publicId, mail, stop }) => [publicId, { mail, stop }]))
}
