import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'

/**
 * The statements that delete the expired confirmation of an address, to stand in one batch: anyone who held a letter code may
 * have given the address, so it must stand in nobody's way. An invitation that somebody made for the address stays.
 */
export function clearExpiredConfirmation(db: Database, condition: SQL, now: number) {
  const isExpired = sql`${condition} and letter_id is not null and accepted_at is null and expires_at <= ${now}`
  return [
    db.run(sql`insert into events (at, action, subject_type, subject_id)
      select ${now}, 'invitation_deleted', 'invitation', public_id from invitations where ${isExpired}`),
    db.run(sql`delete from invitations where ${isExpired}`),
  ] as const
}
