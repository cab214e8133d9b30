import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { allOf } from '#src/db/terms.ts'
import { hourMs } from '../time/day.ts'
import { ahead } from '../time/steps-ahead.ts'
import { countedPromises } from './group.ts'
import { type GroupHead, readAllGroups } from './read-all-groups.ts'

export type Deletion = {
  group: GroupHead
  /**
   * Invitations that stand and promise this group: `many` are more than `countedPromises`; of `ending` so many end within this hour
   * that nobody looked which still stand.
   */
  openInvitations: number | 'many' | 'ending'
  /** Smart groups that ask for membership in this one. */
  restingGroups: GroupHead[]
}

/** What would be lost with a group, in two statements that cost little however much it is. */
export async function weighDeletion(db: Database, publicId: string, now: number): Promise<Deletion | null> {
  const all = await readAllGroups(db)
  const group = all.find((one) => one.publicId === publicId)
  if (!group) return null
  const restingGroups = all.filter(({ conditions }) => conditions?.groups?.includes(group.id))
  return { group, restingGroups, openInvitations: await countPromises(db, group.id, now) }
}

type Row = { later: number; looked: number; open: number }

/** By the index. Whether those that end within this hour still stand is asked of so many. */
async function countPromises(
  db: Database,
  groupId: number,
  now: number,
): Promise<Deletion['openInvitations']> {
  const nextHour = (Math.floor(now / hourMs) + 1) * hourMs
  const some = sql`limit ${countedPromises + 1}`
  const [row] = await db.all<Row>(sql`
    select count(*) as looked, coalesce(sum(expires_at > ${now}), 0) as open, (select count(*) from (
      select 1 from invitation_index x where ${promised(groupId, ahead('ends', nextHour))} ${some})) as later
    from (select i.expires_at from invitation_index x cross join invitations i on i.id = x.rowid
      where ${promised(groupId, ahead('ends', now, nextHour))} ${some})`)
  const { later, looked, open } = row ?? { later: 0, looked: 0, open: 0 }
  if (later + open > countedPromises) return 'many'
  return looked > countedPromises ? 'ending' : later + open
}

/** Those that wait and end then, whatever they promise besides. */
function promised(groupId: number, ends: string): SQL {
  const promising = sql`'(' || coalesce((select group_concat('":::grant:' || grant_id || '"', ' OR ')
    from grant_groups where group_id = ${groupId}), '":::grant:0"') || ')'`
  return sql`x.invitation_index match ${allOf([promising, ends])}`
}
