import { eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { projectManagers, projects, users } from '#src/db/schema/index.ts'
import { recordEventWhere } from '../events/event.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import type { Actor } from '../users/user.ts'

/** Puts a registered person in charge of a project. Who manages it already goes on doing so: a second click changes nothing. */
export async function addManager(
  db: Database,
  projectPublicId: string,
  emailKey: string,
  actor: Actor,
  now: number,
): Promise<{ outcome: 'added' | 'not_registered' | 'unknown' | 'forbidden' }> {
  const [pair] = await db
    .select({ projectId: projects.id, userId: users.id, user: users.publicId })
    .from(projects)
    .leftJoin(users, eq(users.email, emailKey))
    .where(eq(projects.publicId, projectPublicId))
  if (!pair) return { outcome: 'unknown' }
  const { projectId, userId, user } = pair
  if (userId === null) return { outcome: 'not_registered' }
  const event = { at: now, actorId: actor.id, action: 'project_manager_added', details: { user } }
  const isNew = sql`not exists (
    select 1 from ${projectManagers} where project_id = ${projectId} and user_id = ${userId})
    and ${stillHolds(actor)}`
  await db.batch([
    recordEventWhere(db, { ...event, subjectType: 'project', subjectId: projectPublicId }, isNew),
    db.run(sql`insert into ${projectManagers} (project_id, user_id, added_at)
      select ${projectId}, ${userId}, ${now} where ${isNew}`),
  ])
  return { outcome: (await isStillAllowed(db, actor)) ? 'added' : 'forbidden' }
}
