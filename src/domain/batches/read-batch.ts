import { and, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Database } from '#src/db/client.ts'
import { batches, users } from '#src/db/schema/index.ts'
import type { GroupNames } from '../groups/group.ts'
import type { BatchCounts, BatchOptions } from './batch.ts'
import { type SameFile, sameFileAsJson } from './find-same-file.ts'
import { headsAsJson, type StoredHead } from './read-heads.ts'

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
  const [found] = await selectBatch(db, publicId, sql<string>`'[]'`, sql<string | null>`null`)
  return found ? toBatch(found) : null
}

/** A batch with what its review begins with, in one statement. */
export type BatchToReview = Batch & { heads: StoredHead[]; sameFile: SameFile | null }

export async function readBatchToReview(db: Database, publicId: string): Promise<BatchToReview | null> {
  const [found] = await selectBatch(db, publicId, headsAsJson, sameFileAsJson)
  if (!found) return null
  const { heads, sameFile, ...batch } = found
  return {
    ...toBatch(batch),
    heads: JSON.parse(heads) as StoredHead[], // -- made by headsAsJson
    sameFile: sameFile === null ? null : (JSON.parse(sameFile) as SameFile), // -- made by sameFileAsJson
  }
}

function selectBatch(db: Database, publicId: string, heads: SQL<string>, sameFile: SQL<string | null>) {
  return db
    .select({
      batch: batches,
      inviterName: inviters.name,
      confirmerName: confirmers.name,
      groups: groupsAsJson,
      projects: projectsAsJson,
      heads,
      sameFile,
    })
    .from(batches)
    .innerJoin(inviters, eq(inviters.id, batches.createdBy))
    .leftJoin(confirmers, eq(confirmers.id, batches.confirmedBy))
    .where(and(eq(batches.publicId, publicId), isNotNull(batches.readAt)))
}

type FoundBatch = {
  batch: typeof batches.$inferSelect
  inviterName: string | null
  confirmerName: string | null
  groups: string
  projects: string
}

function toBatch({ batch, inviterName, confirmerName, groups, projects }: FoundBatch): Batch {
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
