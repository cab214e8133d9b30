import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'

/** An invitation that somebody did something with lately. */
export type Helped = { publicId: string; address: string | null; name: string; at: number }

/** Among how many of their acts, the latest, and how many are shown. */
const actsMax = 40
const shownMax = 8

/** The invitations that this person dealt with last, as the journal tells; those deleted since are gone. */
export async function readHelped(db: Database, actorId: number): Promise<Helped[]> {
  const acts = await db.all<Helped>(sql`
    select i.public_id as publicId, i.address, trim(coalesce(i.first_name, '') || ' ' || coalesce(i.last_name, '')) as name, e.at
    from (select id, subject_type, subject_id, at from events indexed by events_actor
      where actor_id = ${actorId} order by id desc limit ${actsMax}) e
    join invitations i on e.subject_type = 'invitation' and i.public_id = e.subject_id
    order by e.id desc`)
  const latest = new Map(acts.toReversed().map((act) => [act.publicId, act]))
  return [...latest.values()].toSorted((one, other) => other.at - one.at).slice(0, shownMax)
}
