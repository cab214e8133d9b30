import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { nameIn } from '../groups/name-in.ts'
import { sortByName } from '../text/sort-by-name.ts'
import { batchNames, type NamedBatch } from './read-filter-names.ts'

/** What a filter can be chosen from, by public id. */
export type FilterChoices = {
  groups: { publicId: string; name: string }[]
  /** Those who invite: administrators. */
  inviters: { publicId: string; name: string }[]
  /** The latest ones. */
  batches: (NamedBatch & { publicId: string })[]
  /** Whether there are more. */
  hasOlderBatches: boolean
}

const most = { groups: 120, inviters: 60, batches: 20 }

type Row = { groups: string; inviters: string; batches: string }
type Group = { publicId: string; name: string; names: Record<string, string> }

/** Groups and people in the alphabetical order of their reader: one statement. */
export async function readFilterChoices(db: Database, language: string): Promise<FilterChoices> {
  const [row] = await db.all<Row>(sql`select
    (select json_group_array(json_object('publicId', public_id, 'name', name, 'names', json(names)))
      from (select public_id, name, names from groups limit ${most.groups})) as groups,
    (select json_group_array(json_object('publicId', public_id, 'name', name))
      from (select public_id, name from users where role = 'admin' limit ${most.inviters})) as inviters,
    (select json_group_array(json_object('publicId', public_id, ${batchNames}))
      from (select public_id, source, file_name, created_at, created_by from batches
        where read_at is not null and state <> 'draft'
        order by id desc limit ${most.batches + 1})) as batches`)
  const groups: Group[] = JSON.parse(row?.groups ?? '[]')
  const batches: FilterChoices['batches'] = JSON.parse(row?.batches ?? '[]')
  const named = groups.map(({ publicId, ...names }) => ({ publicId, name: nameIn(names, language) }))
  return {
    groups: sortByName(named, language),
    inviters: sortByName<FilterChoices['inviters'][number]>(JSON.parse(row?.inviters ?? '[]'), language),
    batches: batches.slice(0, most.batches),
    hasOlderBatches: batches.length > most.batches,
  }
}
