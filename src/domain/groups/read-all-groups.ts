import type { Database } from '#src/db/client.ts'
import { groups } from '#src/db/schema/index.ts'
import { type GroupConditions, readConditions } from './conditions.ts'
import type { GroupKind, GroupNames } from './group.ts'
import type { SmartGroups } from './smart-groups.ts'

export type GroupHead = GroupNames & {
  id: number
  publicId: string
  kind: GroupKind
  /** Null for a manual group, and for a smart one that has none yet. */
  conditions: GroupConditions | null
  createdAt: number
  /** How many belong to it; null for a smart group that has yet to be counted. */
  memberCount: number | null
  /** When the members of a smart group were counted; those of a manual one are known at any time. */
  countedAt: number | null
  revision: number
}

export const groupHead = {
  id: groups.id,
  publicId: groups.publicId,
  name: groups.name,
  names: groups.names,
  kind: groups.kind,
  conditions: groups.conditions,
  createdAt: groups.createdAt,
  memberCount: groups.memberCount,
  countedAt: groups.countedAt,
  revision: groups.revision,
}

/** A platform has hundreds of groups, not more: whoever needs one and what it rests on reads all, in one statement. */
export async function readAllGroups(db: Database): Promise<GroupHead[]> {
  const all = await db.select(groupHead).from(groups)
  return all.map(toGroupHead)
}

type Row = Omit<GroupHead, 'conditions' | 'memberCount'> & { conditions: unknown; memberCount: number }

export function toGroupHead({ conditions, memberCount, ...group }: Row): GroupHead {
  const isUncounted = group.kind === 'smart' && group.countedAt === null
  return {
    ...group,
    conditions: readConditions(conditions),
    memberCount: isUncounted ? null : memberCount,
  }
}

/** What decides who is in which of them. */
export function smartAmong(all: readonly GroupHead[], timeZone: string): SmartGroups {
  const smart = all.flatMap(({ id, conditions }) => (conditions ? [[id, conditions] as const] : []))
  return { conditions: new Map(smart), timeZone }
}
