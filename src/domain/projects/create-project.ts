import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { projects } from '#src/db/schema/index.ts'
import { recordEventWhere } from '../events/event.ts'
import type { Actor } from '../users/user.ts'

/** Creates a project under the id its form was given, so that a form sent twice makes one project. */
export async function createProject(
  db: Database,
  { publicId, name, description }: { publicId: string; name: string; description: string },
  actor: Actor,
  now: number,
): Promise<void> {
  const isNew = sql`not exists (select 1 from ${projects} where public_id = ${publicId})`
  const event = { at: now, actorId: actor.id, action: 'project_created' }
  await db.batch([
    recordEventWhere(db, { ...event, subjectType: 'project', subjectId: publicId }, isNew),
    db.insert(projects).values({ publicId, name, description, createdAt: now }).onConflictDoNothing(),
  ])
}
