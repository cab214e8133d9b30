import { sql } from 'drizzle-orm'

/** The key of the latest mail of an invitation `i` (queue-letter.ts, remind-invitations.ts). */
const latestMailKey = sql`i.public_id || '/' || case
  when i.reminded_at is not null then 'reminder' when i.letter_id is not null then 'address_confirmation'
  when i.source = 'registration' then 'registration' else 'invitation' end || '/' || i.sendings`

/**
 * The state of the latest mail of an invitation `i`, null where none was written. Its fate says it where it has one; otherwise
 * the mail is found by its key, which costs one row.
 */
export const latestMailState = sql`coalesce(i.mail_fate, (select state from mails where dedupe_key = ${latestMailKey}))`
