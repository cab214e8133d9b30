import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { BatchOptions } from './batch.ts'

/** A group that was deleted after the review, and how many people of the batch it was promised to. */
export type LostGroup = { name: string; count: number }

type Carried = { id: number; options: BatchOptions; chunksDone: number }

/**
 * The groups that people were promised at review and did not get, or lose again, because they were deleted before the
 * batch was done. Their names were noted when they were deleted; who was to get them stands on the heads of the chunks.
 */
export async function readLostGroups(db: Database, batch: Carried): Promise<LostGroup[]> {
  const deleted = Object.entries(batch.options.deletedGroups ?? {})
  if (deleted.length === 0) return []
  const counted = await db.all<LostGroup>(sql`select name, sum(count) as count from (
      ${promisedIn(batch)} union all ${gainedIn(batch)} union all ${notReached(batch)})
    group by id order by name`)
  return counted.filter(({ count }) => count > 0)
}

/** The deleted groups as a table: key the id, value the name. */
function groupsOf({ options }: Carried): SQL {
  return sql`json_each(${JSON.stringify(options.deletedGroups)}) gone`
}

/** Whether a promise names the group: `groupsIn` (grants/grant.ts) in SQL, because its links went with the group. */
const namesGone = sql`instr(',' || substr(g.content_key, instr(g.content_key, 'groups=') + 7,
    instr(g.content_key, ';projects') - instr(g.content_key, 'groups=') - 7) || ',', ',' || gone.key || ',') > 0`

function promisedIn(batch: Carried): SQL {
  return sql`select gone.key as id, gone.value as name, promise.value as count
    from batch_chunks c join json_each(c.tally, '$.grants') promise join grants g on g.id = promise.key
      join ${groupsOf(batch)} on ${namesGone}
    where c.batch_id = ${batch.id} and c.position < ${batch.chunksDone} and c.outcome in ('invite', 'renew')`
}

/** Registered people are counted by the name that the group had at review. */
function gainedIn(batch: Carried): SQL {
  return sql`select gone.key, gone.value, gain.value
    from batch_chunks c join json_each(c.tally, '$.groups') gain join ${groupsOf(batch)} on gain.key = gone.value
    where c.batch_id = ${batch.id} and c.position < ${batch.chunksDone} and c.outcome = 'add'`
}

/** Who came out otherwise than reviewed and gets nothing from this batch at all. */
function notReached(batch: Carried): SQL {
  return sql`select gone.key, gone.value, -1
    from batch_changes ch join grants g on g.id = ch.grant_id join ${groupsOf(batch)} on ${namesGone}
    where ch.batch_id = ${batch.id} and ch.outcome = 'skip' and ch.planned <> 'add'`
}
