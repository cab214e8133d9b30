import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { mailsOf } from '../mails/mails-of.ts'
import { type BulkSlice, noteEach, pickedIn, type Sorting } from './bulk-slice.ts'

export const sortForDeleting: Sorting = {
  alias: 'invitations',
  reason: sql`case when invitations.id is null then 'deleted' when invitations.accepted_at is not null then 'accepted' end`,
}

/** As for one invitation (deleteInvitation): with a letter code go the confirmations of addresses given for it. */
export function deleteChosen(db: Database, slice: BulkSlice) {
  const picked = pickedIn(slice)
  const isMeant = sql`accepted_at is null and (id in ${picked} or letter_id in ${picked})`
  return [
    noteEach(db, slice, 'invitation_deleted', isMeant),
    db.run(sql`update mails set state = 'cancelled' from (select public_id from invitations where ${isMeant}) gone
      where state in ('queued', 'sending') and ${mailsOf(sql`gone.public_id`)}`),
    db.run(sql`delete from invitations where ${isMeant}`),
  ] as const
}
