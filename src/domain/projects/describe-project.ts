import { and, eq, ne, or, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { projects } from '#src/db/schema/index.ts'
import { recordEventWhere } from '../events/event.ts'
import type { Actor } from '../users/user.ts'

/** Gives a project its name and description. */
export async function describeProject(
  db: Database,
  publicId: string,
  { name, description }: { name: string; description: string },
  actor: Actor,
  now: number,
): Promise<{ outcome: 'saved' | 'unknown' }> {
  const isOther = or(ne(projects.name, name), ne(projects.description, description))
  const changes = sql`exists (select 1 from ${projects} where ${and(eq(projects.publicId, publicId), isOther)})`
  const event = { at: now, actorId: actor.id, action: 'project_described' }
  const [, found] = await db.batch([
    recordEventWhere(db, { ...event, subjectType: 'project', subjectId: publicId }, changes),
    db
      .update(projects)
      .set({ name, description })
      .where(eq(projects.publicId, publicId))
      .returning({ id: projects.id }),
  ])
  return { outcome: found.length > 0 ? 'saved' : 'unknown' }
}
