import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'

/** An invitation that somebody did something with lately. */
export type Helped = { publicId: string; address: string | null; name: string; at: number }

/** What somebody does for others; accepting or declining an invitation is done for oneself. */
const helping = [
  'invitation_sent_again',
  'invitation_reminded',
  'invitation_extended',
  'code_revealed',
  'code_refused',
  'code_replaced',
  'code_printed',
  'address_corrected',
  'address_correction_refused',
  'grant_changed',
  'grant_change_refused',
]

/** Among how many of their acts, the latest, and how many are shown. */
const actsMax = 40
const shownMax = 8

/** The invitations that this person helped with last, as the journal tells; those deleted since are gone. */
export async function readHelped(db: Database, actorId: number): Promise<Helped[]> {
  const acts = await db.all<Helped>(sql`
    select i.public_id as publicId, i.address, trim(coalesce(i.first_name, '') || ' ' || coalesce(i.last_name, '')) as name, e.at
    from (select id, action, subject_type, subject_id, at from events indexed by events_actor
      where actor_id = ${actorId} order by id desc limit ${actsMax}) e
    join invitations i on e.subject_type = 'invitation' and i.public_id = e.subject_id
    where e.action in (select value from ${jsonList(helping)}) order by e.id desc`)
  const latest = new Map(acts.toReversed().map((act) => [act.publicId, act]))
  return [...latest.values()].toSorted((one, other) => other.at - one.at).slice(0, shownMax)
}
