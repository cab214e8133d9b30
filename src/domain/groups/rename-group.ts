import { and, eq, ne, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { groups } from '#src/db/schema/index.ts'
import { recordEventWhere } from '../events/event.ts'
import type { Actor } from '../users/user.ts'

export async function renameGroup(
  db: Database,
  publicId: string,
  name: string,
  actor: Actor,
  now: number,
): Promise<{ outcome: 'renamed' | 'unknown' }> {
  const event = { at: now, actorId: actor.id, action: 'group_renamed' }
  const changes = sql`exists (select 1 from ${groups} where ${and(eq(groups.publicId, publicId), ne(groups.name, name))})`
  const [, found] = await db.batch([
    recordEventWhere(db, { ...event, subjectType: 'group', subjectId: publicId }, changes),
    db.update(groups).set({ name }).where(eq(groups.publicId, publicId)).returning({ id: groups.id }),
  ])
  return { outcome: found.length > 0 ? 'renamed' : 'unknown' }
}
