import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Database } from '#src/db/client.ts'
import { batches, users } from '#src/db/schema/index.ts'
import type { GroupNames } from '../groups/group.ts'
import type { BatchCounts, BatchOptions } from './batch.ts'

export type Batch = Omit<typeof batches.$inferSelect, 'options' | 'counts'> & {
  options: BatchOptions
  counts: BatchCounts
  /** Who drafted it, and who confirmed it. */
  inviterName: string
  confirmerName: string | null
  /** What is promised to everyone on the list, as far as it still exists. */
  groups: GroupNames[]
  projects: string[]
}

const inviters = alias(users, 'inviters')
const confirmers = alias(users, 'confirmers')

export async function readBatch(db: Database, publicId: string): Promise<Batch | null> {
  const [found] = await db
    .select({
      batch: batches,
      inviterName: inviters.name,
      confirmerName: confirmers.name,
      groups: groupsAsJson,
      projects: projectsAsJson,
    })
    .from(batches)
    .innerJoin(inviters, eq(inviters.id, batches.createdBy))
    .leftJoin(confirmers, eq(confirmers.id, batches.confirmedBy))
    .where(and(eq(batches.publicId, publicId), isNotNull(batches.readAt)))
  if (!found) return null
  const { batch, inviterName, confirmerName, groups, projects } = found
  return {
    ...batch,
    options: batch.options as BatchOptions, // -- written by draftBatch alone
    counts: batch.counts as BatchCounts, // -- written by draftBatch alone
    inviterName: inviterName ?? '',
    confirmerName,
    groups: JSON.parse(groups) as GroupNames[], // -- made by groupsAsJson
    projects: JSON.parse(projects) as string[], // -- made by projectsAsJson
  }
}

const groupsAsJson = sql<string>`(select json_group_array(json_object('name', g.name, 'names', json(g.names)))
  from groups g where g.id in (select value from json_each(${batches.options}, '$.groups')))`
const projectsAsJson = sql<string>`(select json_group_array(p.name)
  from projects p where p.id in (select value from json_each(${batches.options}, '$.projects')))`
