import type { StoredHead } from './read-heads.ts'
import type { Promises, Received, Review, Shares } from './review.ts'
import type { ProblemKey } from './row.ts'

/** Adds up what the chunks say their rows receive. `chosen` are listed even where the sheet overrides them for everyone. */
export function addUpShares(
  heads: readonly StoredHead[],
  promises: ReadonlyMap<number, Promises>,
  chosen: Promises,
): Shares {
  const mailed = heads.filter(({ outcome }) => outcome === 'invite' || outcome === 'renew')
  const receiving = [...mailed, ...heads.filter(({ outcome }) => outcome === 'add')]
  const mails = mailed.reduce((sum, { rowCount }) => sum + rowCount, 0)
  const ownMessageCount = mailed.reduce((sum, { tally }) => sum + tally.ownMessages, 0)
  return {
    languages: addUp(mailed.map(({ tally }) => Object.entries(tally.locales))),
    groups: addUp(
      receiving.map(({ tally }) => named(tally.grants, tally.groups, promises, 'groups')),
      chosen.groups,
    ),
    projects: addUp(
      receiving.map(({ tally }) => named(tally.grants, tally.projects, promises, 'projects')),
      chosen.projects,
    ),
    batchMessageCount: mails - ownMessageCount,
    ownMessageCount,
  }
}

/** The kinds of problems in these chunks. */
export function addUpKinds(heads: readonly StoredHead[]): Review['kinds'] {
  const counted = addUp(
    heads.filter(({ outcome }) => outcome === 'problem').map(({ tally }) => Object.entries(tally.problems)),
  )
  return counted.map(({ name, count }) => ({ key: name as ProblemKey, count })) // -- counted from problems
}

function named(
  grants: Record<string, number>,
  gained: Record<string, number>,
  promises: ReadonlyMap<number, Promises>,
  kind: keyof Promises,
): [string, number][] {
  const promised = Object.entries(grants).flatMap(([id, count]) =>
    (promises.get(Number(id))?.[kind] ?? []).map((name): [string, number] => [name, count]),
  )
  return [...promised, ...Object.entries(gained)]
}

function addUp(parts: readonly (readonly [string, number][])[], chosen: readonly string[] = []): Received[] {
  const counts = new Map(chosen.map((name) => [name, 0]))
  for (const [name, count] of parts.flat()) counts.set(name, (counts.get(name) ?? 0) + count)
  return [...counts].map(([name, count]) => ({ name, count })).toSorted((a, b) => b.count - a.count)
}
