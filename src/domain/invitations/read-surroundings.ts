import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { mailsOf } from '../mails/mails-of.ts'
import type { MailState } from '../mails/report.ts'
import type { StopReason } from './stop.ts'

/** What stands in other tables about an invitation of a list. */
export type Surroundings = {
  inviterName: string | null
  /** Public id of the batch it came with. */
  batch: string | null
  /** What became of its latest mail; null where none was written. */
  mail: MailState | null
  /** Why it is not written to any more. */
  stop: StopReason | null
}

type Listed = { id: number; publicId: string; inviterId: number | null; batchId: number | null }
type Latest = { id: number; mail: MailState | null; stop: StopReason | null }

/** Read for one page at once, inviters and batches once however many invitations share them: joined, they would be read for each. */
export async function readSurroundings(
  db: Database,
  rows: readonly Listed[],
): Promise<(row: Listed) => Surroundings> {
  const [inviters, batches, latest] = await db.batch([
    db.all<{ id: number; name: string | null }>(
      sql`select id, name from users where id in (select value from ${distinct(rows.map(({ inviterId }) => inviterId))})`,
    ),
    db.all<{ id: number; publicId: string }>(
      sql`select id, public_id as publicId from batches
        where id in (select value from ${distinct(rows.map(({ batchId }) => batchId))})`,
    ),
    readLatest(db, rows),
  ])
  const names = new Map(inviters.map(({ id, name }) => [id, name]))
  const publicIds = new Map(batches.map(({ id, publicId }) => [id, publicId]))
  const mails = new Map(latest.map((row) => [row.id, row]))
  return ({ id, inviterId, batchId }) => ({
    inviterName: names.get(inviterId ?? 0) ?? null,
    batch: publicIds.get(batchId ?? 0) ?? null,
    mail: mails.get(id)?.mail ?? null,
    stop: mails.get(id)?.stop ?? null,
  })
}

/** The latest mail has the highest id, which the index of keys names: so the others are not read. */
function readLatest(db: Database, rows: readonly Listed[]) {
  const about = jsonList(rows.map(({ id, publicId }) => ({ id, publicId })))
  return db.all<Latest>(sql`
    select value ->> 'id' as id,
      (select reason from invitation_stops where invitation_id = value ->> 'id') as stop,
      (select state from mails where id = (
        select max(id) from mails where ${mailsOf(sql`(value ->> 'publicId')`)})) as mail
    from ${about}`)
}

function distinct(ids: (number | null)[]) {
  return jsonList([...new Set(ids)])
}
