import { type SQL, sql } from 'drizzle-orm'

/** The kinds that nobody waits for at this moment: a batch writes them by the thousand, and it is they that are paused with it. */
export const isBulk = sql`mails.kind in ('invitation', 'reminder')`

const isOfInvitation = sql`(mails.invitation_id is not null
  and mails.kind in ('invitation', 'reminder', 'registration', 'address_confirmation'))`

/**
 * Whether what a mail is about still stands: an invitation that is open, not stopped, and still has this address; otherwise an
 * account that may sign in. A letter of an invitation without one is a test letter to that account.
 */
export function isWanted(now: number): SQL {
  return sql`(case when ${isOfInvitation} then exists (
      select 1 from invitations about where about.id = mails.invitation_id and about.address = mails.address
        and about.accepted_at is null and about.expires_at > ${now}
        and not exists (select 1 from invitation_stops stop where stop.invitation_id = about.id))
    else exists (select 1 from users known where known.id = mails.user_id
      and known.deactivated_at is null and known.erased_at is null) end)`
}

/** Whether its batch waits for somebody to look at what came back. */
export const isPaused = sql`(${isBulk} and exists (
  select 1 from invitations about join batches b on b.id = about.batch_id
  where about.id = mails.invitation_id and b.paused_at is not null))`
