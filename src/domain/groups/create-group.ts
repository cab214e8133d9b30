import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { groups } from '#src/db/schema/index.ts'
import { recordEventWhere } from '../events/event.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import type { Actor } from '../users/user.ts'
import type { GroupKind } from './group.ts'

/** Creates a group under the id its form was given, so that a form sent twice makes one group. */
export async function createGroup(
  db: Database,
  { publicId, name, kind }: { publicId: string; name: string; kind: GroupKind },
  actor: Actor,
  now: number,
): Promise<{ outcome: 'created' | 'forbidden' }> {
  const isNew = sql`not exists (select 1 from ${groups} where public_id = ${publicId})
    and ${stillHolds(actor)}`
  const event = { at: now, actorId: actor.id, action: 'group_created' }
  await db.batch([
    recordEventWhere(db, { ...event, subjectType: 'group', subjectId: publicId }, isNew),
    db.run(sql`insert into ${groups} (public_id, name, kind, created_at, counted_at)
      select ${publicId}, ${name}, ${kind}, ${now}, ${kind === 'smart' ? now : null} where ${isNew}`),
  ])
  return { outcome: (await isStillAllowed(db, actor)) ? 'created' : 'forbidden' }
}
