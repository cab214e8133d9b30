import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { nameIn } from '../groups/name-in.ts'
import { conditionsById } from '../groups/smart-groups.ts'
import { sortByName } from '../text/sort-by-name.ts'
import type { FilteredGroup } from './match-users.ts'

/** What a list of users can be filtered by. */
export type UserChoices = {
  groups: { publicId: string; name: string }[]
  /** The group that the filter names, and what decides who is in it. */
  filtered: FilteredGroup
}

type Row = {
  kind: 'manual' | 'smart'
  publicId: string
  id: number
  name: string
  names: string
  conditions: string | null
}

/** One statement: a platform has hundreds of groups, not more. */
export async function readUserChoices(
  db: Database,
  group: string | undefined,
  { language, timeZone }: { language: string; timeZone: string },
): Promise<UserChoices> {
  const groups = await db.all<Row>(
    sql`select kind, public_id as publicId, id, name, names, conditions from groups`,
  )
  const named = groups.map(({ publicId, name, names }) => ({
    publicId,
    name: nameIn({ name, names: JSON.parse(names) }, language),
  }))
  const smart = groups.flatMap(({ kind, id, conditions }) =>
    kind === 'smart' ? [{ id, conditions: conditions === null ? null : JSON.parse(conditions) }] : [],
  )
  const found = groups.find(({ publicId }) => publicId === group)
  return {
    groups: sortByName(named, language),
    filtered: found ? { id: found.id, smart: { conditions: conditionsById(smart), timeZone } } : null,
  }
}
