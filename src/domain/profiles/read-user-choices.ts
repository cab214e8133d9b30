import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { nameIn } from '../groups/name-in.ts'
import { conditionsById } from '../groups/smart-groups.ts'
import { sortByName } from '../text/sort-by-name.ts'
import type { FilteredGroup } from './match-users.ts'

/** What a list of users can be filtered by, and how many people each role, state and language has. */
export type UserChoices = {
  groups: { publicId: string; name: string }[]
  /** By fact, such as `role:admin`, `is:active`, `language:nl:be`; languages in small letters. */
  counts: ReadonlyMap<string, number>
  /** The group that the filter names, and what decides who is in it. */
  filtered: FilteredGroup
}

type GroupRow = {
  kind: 'manual' | 'smart'
  key: string
  id: number
  name: string
  names: string
  conditions: string | null
}
type Row = GroupRow | { kind: 'count'; key: string; id: number }

/** One statement: the index knows its counts, and a platform has hundreds of groups, not more. */
export async function readUserChoices(
  db: Database,
  group: string | undefined,
  { language, timeZone }: { language: string; timeZone: string },
): Promise<UserChoices> {
  const rows = await db.all<Row>(sql`
    select kind, public_id as key, id, name, names, conditions from groups
    union all select 'count', term, doc, null, null, null from user_terms where term >= 'is:' and term < 'is;'
    union all select 'count', term, doc, null, null, null from user_terms where term >= 'language:' and term < 'language;'
    union all select 'count', term, doc, null, null, null from user_terms where term >= 'role:' and term < 'role;'`)
  const groups = rows.filter((row) => row.kind !== 'count')
  const named = groups.map(({ key, name, names }) => ({
    publicId: key,
    name: nameIn({ name, names: JSON.parse(names) }, language),
  }))
  const smart = groups.flatMap(({ kind, id, conditions }) =>
    kind === 'smart' ? [{ id, conditions: conditions === null ? null : JSON.parse(conditions) }] : [],
  )
  const found = groups.find(({ key }) => key === group)
  return {
    groups: sortByName(named, language),
    counts: new Map(rows.flatMap(({ kind, key, id }) => (kind === 'count' ? [[key, id] as const] : []))),
    filtered: found ? { id: found.id, smart: { conditions: conditionsById(smart), timeZone } } : null,
  }
}
