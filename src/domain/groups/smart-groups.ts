import { eq } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { groups } from '#src/db/schema/index.ts'
import { type GroupConditions, readConditions } from './conditions.ts'

/** What decides who is in which group: the conditions of all smart groups by inner id, and the zone their days are meant in. */
export type SmartGroups = { conditions: ReadonlyMap<number, GroupConditions>; timeZone: string }

/** A platform has hundreds of groups, not more, and few of them are smart: all are read. */
export async function readSmartGroups(db: Database, timeZone: string): Promise<SmartGroups> {
  const found = await db
    .select({ id: groups.id, conditions: groups.conditions })
    .from(groups)
    .where(eq(groups.kind, 'smart'))
  return { conditions: conditionsById(found), timeZone }
}

export function conditionsById(
  found: readonly { id: number; conditions: unknown }[],
): SmartGroups['conditions'] {
  const conditions = new Map<number, GroupConditions>()
  for (const group of found) {
    const read = readConditions(group.conditions)
    if (read) conditions.set(group.id, read)
  }
  return conditions
}
