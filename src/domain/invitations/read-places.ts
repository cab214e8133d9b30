import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { nameIn } from '../groups/name-in.ts'
import { sortByName } from '../text/sort-by-name.ts'

/** A group or project to choose, by the name its reader knows. */
export type PlaceChoice = { publicId: string; name: string }

type Row = PlaceChoice & { kind: 'group' | 'project'; names: string }

/** All that an invitation can promise, in the reader's alphabetical order; in one statement. */
export async function readPlaces(
  db: Database,
  language: string,
): Promise<{ groups: PlaceChoice[]; projects: PlaceChoice[] }> {
  const rows = await db.all<Row>(sql`
    select 'group' as kind, public_id as publicId, name, names from groups
    union all select 'project', public_id, name, '{}' from projects`)
  const of = (asked: Row['kind']) => {
    const found = rows.filter(({ kind }) => kind === asked)
    const named = found.map(({ publicId, name, names }) => {
      return { publicId, name: nameIn({ name, names: JSON.parse(names) }, language) }
    })
    return sortByName(named, language)
  }
  return { groups: of('group'), projects: of('project') }
}
