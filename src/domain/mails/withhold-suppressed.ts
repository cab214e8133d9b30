import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import type { ClaimedMail } from './claim-mails.ts'
import { countMoves } from './count-moves.ts'

/** Ends claimed mails whose addresses are suppressed: nothing was sent, so nothing is in doubt. */
export async function withholdSuppressed(db: Database, claimed: readonly ClaimedMail[]): Promise<void> {
  if (claimed.length === 0) return
  const withheld = jsonList(claimed.map(({ id, attempts }) => ({ id, attempts })))
  const moves = sql`(select value ->> 'id' as mail_id, 'suppressed' as state, value ->> 'attempts' as attempts from ${withheld})`
  const isHeld = sql`mails.state = 'sending' and mails.attempts = moves.attempts`
  await db.batch([
    countMoves(db, moves, isHeld),
    db.run(sql`update mails set state = 'suppressed', lease_until = null, doubts = 0, last_error = null
      from ${moves} moves where mails.id = moves.mail_id and ${isHeld}`),
  ])
}
