import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { allOf } from '#src/db/terms.ts'
import { dayMs } from '../time/day.ts'
import { timesBetween } from '../time/times-between.ts'
import { countFew } from './count-few.ts'
import { countMembers } from './count-members.ts'
import { type GroupHead, readAllGroups, smartAmong } from './read-all-groups.ts'

export type Deletion = {
  group: GroupHead
  /** Null where counting takes longer than a page waits. */
  memberCount: number | null
  /** Invitations that stand and promise this group; null as above. */
  openInvitations: number | null
  /** Smart groups that ask for membership in this one. */
  restingGroups: GroupHead[]
}

/** From so many on, promises are counted after the page. */
const fewPromises = 20

/** The longest that an invitation can still have, with some days to spare. */
const endsAheadMs = 400 * dayMs

type Circumstances = { timeZone: string; now: number }

/** What would be lost with a group, in two statements; `exact` counts what would take longer as well. */
export async function weighDeletion(
  db: Database,
  publicId: string,
  { timeZone, now }: Circumstances,
  counting: 'exact' | 'few' = 'few',
): Promise<Deletion | null> {
  const all = await readAllGroups(db)
  const group = all.find((one) => one.publicId === publicId)
  if (!group) return null
  const restingGroups = all.filter(({ conditions }) => conditions?.groups?.includes(group.id))
  const smart = smartAmong(all, timeZone)
  if (counting === 'exact') {
    const { counts, beside } = await countMembers(db, [group.id], smart, countPromises(group.id, now))
    const memberCount = counts.get(group.id) ?? 0
    return { group, memberCount, openInvitations: beside, restingGroups }
  }
  const { counts, beside } = await countFew(
    db,
    [group.id],
    smart,
    countPromises(group.id, now, fewPromises + 1),
  )
  return {
    ...{ group, restingGroups },
    memberCount: counts.get(group.id) ?? null,
    openInvitations: beside > fewPromises ? null : beside,
  }
}

/** By the index: those that wait, whatever they promise besides. At most so many, if that is given. */
function countPromises(groupId: number, now: number, most?: number): SQL {
  const promising = sql`'(' || coalesce((select group_concat('"grant:' || grant_id || '"', ' OR ')
    from grant_groups where group_id = ${groupId}), '"grant:0"') || ')'`
  const ends = timesBetween('ends', now, now + endsAheadMs, 'hours')
  return sql`(select count(*) from (select 1 from invitation_index x cross join invitations i on i.id = x.rowid
    where x.invitation_index match ${allOf([promising, ends])} and i.expires_at > ${now} limit ${most ?? -1}))`
}
