import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { projectManagers, projects, users } from '#src/db/schema/index.ts'
import { recordEventWhere } from '../events/event.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import type { Actor } from '../users/user.ts'

/** Ends a person’s management of a project. Who does not manage it is left alone: a second click changes nothing. */
export async function removeManager(
  db: Database,
  projectPublicId: string,
  userPublicId: string,
  actor: Actor,
  now: number,
): Promise<{ outcome: 'removed' | 'forbidden' }> {
  const manager = and(
    eq(projectManagers.projectId, sql`(select id from ${projects} where public_id = ${projectPublicId})`),
    eq(projectManagers.userId, sql`(select id from ${users} where public_id = ${userPublicId})`),
    stillHolds(actor),
  )
  const event = {
    at: now,
    actorId: actor.id,
    action: 'project_manager_removed',
    details: { user: userPublicId },
  }
  await db.batch([
    recordEventWhere(
      db,
      { ...event, subjectType: 'project', subjectId: projectPublicId },
      sql`exists (select 1 from ${projectManagers} where ${manager})`,
    ),
    db.delete(projectManagers).where(manager),
  ])
  return { outcome: (await isStillAllowed(db, actor)) ? 'removed' : 'forbidden' }
}
