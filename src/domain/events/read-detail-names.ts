import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { isPublicId } from '../ids/is-public-id.ts'
import type { ListedEvent } from './list-events.ts'
import { type SubjectName, subjectName } from './subject-name.ts'

/** Names of the things that details name by their public ids. */
export type DetailNames = ReadonlyMap<string, SubjectName>

/** What kind of thing a detail names. */
const kinds: Readonly<Record<string, string>> = {
  user: 'user',
  person: 'user',
  batch: 'batch',
  group: 'group',
  groups: 'group',
  project: 'project',
  projects: 'project',
  letter: 'invitation',
}
/** Most names that one page looks up. */
const namesMax = 50

/** The names of what the details of these events name; what is beyond the most stays an id. */
export async function readDetailNames(
  db: Database,
  events: readonly Pick<ListedEvent, 'details'>[],
  language: string,
): Promise<DetailNames> {
  const things = events.flatMap(({ details }) => Object.entries(details).flatMap(thingsIn))
  const wanted = [...new Map(things.map((thing) => [thing.id, thing])).values()].slice(0, namesMax)
  if (wanted.length === 0) return new Map()
  const [type, id] = [sql`wanted.value ->> 'type'`, sql`wanted.value ->> 'id'`]
  const found = await db.all<{ id: string; name: SubjectName }>(sql`
    select ${id} as id, ${subjectName(type, id, language)} as name from ${jsonList(wanted)} wanted`)
  return new Map(found.map(({ id, name }) => [id, name]))
}

function thingsIn([key, value]: [string, unknown]): { type: string; id: string }[] {
  const type = kinds[key]
  if (type === undefined) return []
  return [value].flat().flatMap((id) => (typeof id === 'string' && isPublicId(id) ? [{ type, id }] : []))
}
