import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Keys } from '#src/keys.ts'
import { macOfCode } from '../codes/code.ts'

/**
 * Notes that somebody has opened the page of an unaccepted invitation, once for each code it has had. One statement, which finds the
 * invitation and its events by their indexes; with a code of no invitation nothing happens.
 */
export async function noteOpening(db: Database, keys: Keys, code: string, now: number): Promise<void> {
  await db.run(sql`insert into events (at, action, subject_type, subject_id, details)
    select ${now}, 'invitation_opened', 'invitation', i.public_id, json_object('generation', i.generation)
    from invitations i where i.code_mac = ${macOfCode(keys, code)} and i.accepted_at is null
      and not exists (select 1 from events e where e.subject_id = i.public_id and +e.action = 'invitation_opened'
        and e.details ->> 'generation' = i.generation)`)
}
