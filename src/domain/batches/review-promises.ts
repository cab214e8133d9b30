import { type SQL, sql } from 'drizzle-orm'
import { jsonList } from '#src/db/json-list.ts'
import type { GroupNames } from '../groups/group.ts'
import type { BatchOptions } from './batch.ts'
import type { Promises } from './review.ts'

export type Line = { grant: number | null; kind: 'groups' | 'projects'; name: string; names: string | null }

/** The names behind grants and behind the options, and those that groups have in other languages, as a query. */
export function promisesAmong(
  grantIds: readonly number[],
  options: Pick<BatchOptions, 'groups' | 'projects'>,
): SQL {
  const among = (list: readonly number[]): SQL => sql`in (select value from ${jsonList(list)})`
  return sql`
    select grant_id as "grant", 'groups' as kind, name, null as names from grant_groups
      join groups on groups.id = group_id where grant_id ${among(grantIds)}
    union all select grant_id, 'projects', name, null from grant_projects
      join projects on projects.id = project_id where grant_id ${among(grantIds)}
    union all select null, 'groups', name, null from groups where id ${among(options.groups)}
    union all select null, 'projects', name, null from projects where id ${among(options.projects)}
    union all select null, 'groups', name, names from groups where names <> '{}'
    order by name`
}

/** The same, by grant. */
export function sortPromises(lines: readonly Line[]) {
  const promises = new Map<number, Promises>()
  const chosen: Promises = { groups: [], projects: [] }
  const translated: GroupNames[] = []
  for (const { grant, kind, name, names } of lines) {
    if (names !== null) {
      translated.push({ name, names: JSON.parse(names) })
      continue
    }
    const among = grant === null ? chosen : (promises.get(grant) ?? { groups: [], projects: [] })
    if (grant !== null) promises.set(grant, among)
    among[kind].push(name)
  }
  return { promises, chosen, translated }
}
