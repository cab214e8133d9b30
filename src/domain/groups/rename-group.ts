import { and, eq, or, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { groups } from '#src/db/schema/index.ts'
import { recordEventWhere } from '../events/event.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
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
): Promise<{ outcome: 'renamed' | 'unknown' | 'forbidden' }> {
  const event = { at: now, actorId: actor.id, action: 'group_renamed' }
  const isMeant = and(eq(groups.publicId, publicId), stillHolds(actor))
  const patched = sql`json_patch(${groups.names}, ${JSON.stringify(names)})`
  const isOther = or(sql`${groups.name} <> ${name}`, sql`${patched} <> json(${groups.names})`)
  const changes = sql`exists (select 1 from ${groups} where ${and(isMeant, isOther)})`
  const [, found] = await db.batch([
    recordEventWhere(db, { ...event, subjectType: 'group', subjectId: publicId }, changes),
    db.update(groups).set({ name, names: patched }).where(isMeant).returning({ id: groups.id }),
  ])
  if (found.length > 0) return { outcome: 'renamed' }
  return { outcome: (await isStillAllowed(db, actor)) ? 'unknown' : 'forbidden' }
}
