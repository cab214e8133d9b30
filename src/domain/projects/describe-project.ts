import { and, eq, ne, or, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { projects } from '#src/db/schema/index.ts'
import { recordEventWhere } from '../events/event.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import type { Actor } from '../users/user.ts'

/** Gives a project its name and description. */
export async function describeProject(
  db: Database,
  publicId: string,
  { name, description }: { name: string; description: string },
  actor: Actor,
  now: number,
): Promise<{ outcome: 'saved' | 'unknown' | 'forbidden' }> {
  const isMeant = and(eq(projects.publicId, publicId), stillHolds(actor))
  const isOther = or(ne(projects.name, name), ne(projects.description, description))
  const changes = sql`exists (select 1 from ${projects} where ${and(isMeant, isOther)})`
  const event = { at: now, actorId: actor.id, action: 'project_described' }
  const [, found] = await db.batch([
    recordEventWhere(db, { ...event, subjectType: 'project', subjectId: publicId }, changes),
    db.update(projects).set({ name, description }).where(isMeant).returning({ id: projects.id }),
  ])
  if (found.length > 0) return { outcome: 'saved' }
  return { outcome: (await isStillAllowed(db, actor)) ? 'unknown' : 'forbidden' }
}
