import { type SQL, sql } from 'drizzle-orm'
import type { Place } from '#src/db/paging.ts'
import { whole } from '#src/db/whole.ts'

/** Part of all people, in the order of their registering. */
export type Stretch = {
  /** Beyond where the page begins. */
  isAhead: SQL
  /** No further than a page looks. */
  isWithin: SQL
  /** The public id of the last person in it where others follow, as a query; else it has no row. */
  last: SQL
}

/** Where no index knows who is meant: so many people, from where a page begins. `key` is the inner id of a user. */
export function lookThrough(key: SQL, { after, before }: Place, isRising: boolean, count: number): Stretch {
  const start = startOf(before ?? after, isRising)
  const end = isRising ? sql`${start} + ${whole(count)}` : sql`${start} - ${whole(count)}`
  return {
    isAhead: isRising ? sql`${key} > ${start}` : sql`${key} < ${start}`,
    isWithin: isRising ? sql`${key} <= ${end}` : sql`${key} >= ${end}`,
    last: isRising
      ? sql`select public_id from users where id <= ${end} and exists
          (select 1 from users later where later.id > ${end}) order by id desc limit 1`
      : sql`select public_id from users where id >= ${end} and exists
          (select 1 from users earlier where earlier.id < ${end}) order by id limit 1`,
  }
}

/** At a person, who may have been erased since, else at the end of all. */
function startOf(anchor: string | undefined, isRising: boolean): SQL {
  const end = isRising ? sql`0` : sql`(select coalesce(max(id), 0) + 1 from users)`
  if (anchor === undefined) return end
  return sql`coalesce((select id from users where public_id = ${anchor}), ${end})`
}
