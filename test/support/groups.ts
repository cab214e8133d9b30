import { eq, sql } from 'drizzle-orm'
import { groups } from '#src/db/schema/index.ts'
import { conditionsJson, type GroupConditions } from '#src/domain/groups/conditions.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { db } from './cast.ts'
import { addGroup } from './panel.ts'

/** A smart group with its conditions, which nobody has checked. */
export async function addSmartGroup(
  name: string,
  conditions: GroupConditions | null,
  members: Pick<Actor, 'id'>[] = [],
) {
  const group = await addGroup(name, members)
  await changeConditions(group.id, conditions)
  return group
}

export async function changeConditions(groupId: number, conditions: GroupConditions | null) {
  const stored = conditions && sql`${conditionsJson(conditions)}`
  await db.update(groups).set({ kind: 'smart', conditions: stored }).where(eq(groups.id, groupId))
}

/** Gives a group names in other languages. */
export async function nameGroup(groupId: number, names: Record<string, string>) {
  await db.update(groups).set({ names }).where(eq(groups.id, groupId))
}
