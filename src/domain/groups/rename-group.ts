import { and, eq, or, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { groups } from '#src/db/schema/index.ts'
import { recordEventWhere } from '../events/event.ts'
import type { Actor } from '../users/user.ts'

/**
 * Gives a group its name, and its names in the languages that are given: null takes one away, and a language that is not
 * mentioned keeps its own.
 */
export async function renameGroup(
  db: Database,
  publicId: string,
  { name, names }: { name: string; names: Readonly<Record<string, string | null>> },
  actor: Actor,
  now: number,
): Promise<{ outcome: 'renamed' | 'unknown' }> {
  const event = { at: now, actorId: actor.id, action: 'group_renamed' }
  const patched = sql`json_patch(${groups.names}, ${JSON.stringify(names)})`
  const isOther = or(sql`${groups.name} <> ${name}`, sql`${patched} <> json(${groups.names})`)
  const changes = sql`exists (select 1 from ${groups} where ${and(eq(groups.publicId, publicId), isOther)})`
  const [, found] = await db.batch([
    recordEventWhere(db, { ...event, subjectType: 'group', subjectId: publicId }, changes),
    db
      .update(groups)
      .set({ name, names: patched })
      .where(eq(groups.publicId, publicId))
      .returning({ id: groups.id }),
  ])
  return { outcome: found.length > 0 ? 'renamed' : 'unknown' }
}
