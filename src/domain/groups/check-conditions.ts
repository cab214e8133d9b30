import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { groups } from '#src/db/schema/index.ts'
import type { GroupConditions } from './conditions.ts'
import { findChain } from './find-chain.ts'
import type { GroupNames } from './group.ts'
import { conditionsById, type SmartGroups } from './smart-groups.ts'

export type Check =
  | { state: 'unknown' | 'manual' }
  /** Groups would rest on each other in a circle, or on too many others; the path names them. */
  | { state: 'circular' | 'too_deep'; path: GroupNames[] }
  /** `all` has the conditions of all groups with these among them; `links` is what the other groups rested on when this was found, for the guard of who writes. */
  | { state: 'sound'; groupId: number; all: SmartGroups['conditions']; links: string }

/** Whether a smart group can have these conditions, among all the others there are. */
export async function checkConditions(
  db: Database,
  publicId: string,
  conditions: GroupConditions,
): Promise<Check> {
  const [known, [found]] = await db.batch([
    db.select().from(groups),
    db.all<{ links: string }>(sql`select ${linksBeside(publicId)} as links`),
  ])
  const group = known.find((one) => one.publicId === publicId)
  if (!group || !found) return { state: 'unknown' }
  if (group.kind !== 'smart') return { state: 'manual' }
  const all = new Map([...conditionsById(known), [group.id, conditions]])
  const chain = findChain(group.id, all)
  if (chain.state === 'ends') return { state: 'sound', groupId: group.id, all, links: found.links }
  return { state: chain.state, path: chain.path.flatMap((id) => known.find((one) => one.id === id) ?? []) }
}

/** Which groups each other smart group rests on, as one text that changes when any of it does. */
export function linksBeside(publicId: string): SQL {
  return sql`(select json_group_array(json_array(id, conditions -> '$.groups'))
    from (select id, conditions from ${groups} where kind = 'smart' and public_id <> ${publicId} order by id))`
}
