import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { projects } from '#src/db/schema/index.ts'
import { recordEventWhere } from '../events/event.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import type { Actor } from '../users/user.ts'

/** Creates a project under the id its form was given, so that a form sent twice makes one project. */
export async function createProject(
  db: Database,
  { publicId, name, description }: { publicId: string; name: string; description: string },
  actor: Actor,
  now: number,
): Promise<{ outcome: 'created' | 'forbidden' }> {
  const isNew = sql`not exists (select 1 from ${projects} where public_id = ${publicId})
    and ${stillHolds(actor)}`
  const event = { at: now, actorId: actor.id, action: 'project_created' }
  await db.batch([
    recordEventWhere(db, { ...event, subjectType: 'project', subjectId: publicId }, isNew),
    db.run(sql`insert into ${projects} (public_id, name, description, created_at)
      select ${publicId}, ${name}, ${description}, ${now} where ${isNew}`),
  ])
  return { outcome: (await isStillAllowed(db, actor)) ? 'created' : 'forbidden' }
}
