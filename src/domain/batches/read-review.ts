import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import type { BatchOptions } from './batch.ts'
import { readBatchRows } from './read-batch.ts'
import { type Promises, type Review, sortForReview } from './review.ts'

/** The rows of a draft as the review page shows them. */
export async function readReview(
  db: Database,
  batch: { id: number; options: BatchOptions },
): Promise<Review> {
  const rows = await readBatchRows(db, batch.id)
  const grantIds = [...new Set(rows.map((row) => row.grantId))].filter((id) => id !== null)
  const { promises, chosen } = await readPromises(db, grantIds, batch.options)
  return sortForReview(rows, promises, chosen)
}

type Line = { grant: number | null; kind: 'groups' | 'projects'; name: string }

/** The names behind grants and behind the options, in one statement. */
async function readPromises(
  db: Database,
  grantIds: readonly number[],
  options: Pick<BatchOptions, 'groups' | 'projects'>,
): Promise<{ promises: Map<number, Promises>; chosen: Promises }> {
  const lines = await db.all<Line>(sql`
    select grant_id as "grant", 'groups' as kind, name from grant_groups
      join groups on groups.id = group_id where grant_id in (select value from ${jsonList(grantIds)})
    union all select grant_id, 'projects', name from grant_projects
      join projects on projects.id = project_id where grant_id in (select value from ${jsonList(grantIds)})
    union all select null, 'groups', name from groups
      where id in (select value from ${jsonList(options.groups)})
    union all select null, 'projects', name from projects
      where id in (select value from ${jsonList(options.projects)})
    order by name`)
  const promises = new Map<number, Promises>()
  const chosen: Promises = { groups: [], projects: [] }
  for (const { grant, kind, name } of lines) promisesOf(grant)[kind].push(name)
  return { promises, chosen }

  function promisesOf(grant: number | null): Promises {
    if (grant === null) return chosen
    const found = promises.get(grant) ?? { groups: [], projects: [] }
    promises.set(grant, found)
    return found
  }
}
