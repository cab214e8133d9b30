import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { nameIn } from '../groups/name-in.ts'
import { sortByName } from '../text/sort-by-name.ts'

/** The names of those of these ids that are there, in the reader's alphabetical order. */
type NamesIn = (ids: readonly number[]) => string[]

/** All names of groups and projects, sorted once, however many people are asked for: a platform has hundreds, not more. */
export async function readNamesInOrder(
  db: Database,
  language: string,
): Promise<{ groupsIn: NamesIn; projectsIn: NamesIn }> {
  const [groups, projects] = await db.batch([
    db.all<{ id: number; name: string; names: string }>(sql`select id, name, names from groups`),
    db.all<{ id: number; name: string }>(sql`select id, name from projects`),
  ])
  const named = groups.map(({ id, name, names }) => ({
    id,
    name: nameIn({ name, names: JSON.parse(names) }, language),
  }))
  return { groupsIn: inOrder(named, language), projectsIn: inOrder(projects, language) }
}

function inOrder(things: readonly { id: number; name: string }[], language: string): NamesIn {
  const sorted = sortByName(things, language)
  const places = new Map(sorted.map(({ id }, place) => [id, place]))
  return function namesIn(ids) {
    const found = ids.map((id) => places.get(id)).filter((place) => place !== undefined)
    return found.toSorted((a, b) => a - b).map((place) => sorted[place]?.name ?? '')
  }
}
