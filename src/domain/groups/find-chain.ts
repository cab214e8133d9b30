import type { SmartGroups } from './smart-groups.ts'

/** How deep smart groups may rest on smart groups, and how many are looked at for one: a statement has its limits. */
export const depthMax = 5
const expandedMax = 25

export type Chain =
  | { state: 'ends' }
  /** The groups of the circle, the first one at the end again. */
  | { state: 'circular'; path: number[] }
  /** The groups from the one that rests on all others down to where it became too many. */
  | { state: 'too_deep'; path: number[] }

/**
 * Follows smart groups from one that is about to change, and from all that rest on it: whether every chain ends, and is
 * short enough to be asked in one statement.
 */
export function findChain(changed: number, conditions: SmartGroups['conditions']): Chain {
  for (const start of [changed, ...conditions.keys()]) {
    const chain = follow(start, conditions)
    if (chain.state !== 'ends') return chain
  }
  return { state: 'ends' }
}

function follow(start: number, conditions: SmartGroups['conditions']): Chain {
  let expanded = 0
  return visit(start, [])

  function visit(id: number, above: readonly number[]): Chain {
    const inner = conditions.get(id)
    if (!inner) return { state: 'ends' }
    const path = [...above, id]
    if (above.includes(id)) return { state: 'circular', path: path.slice(above.indexOf(id)) }
    expanded++
    if (path.length > depthMax || expanded > expandedMax) return { state: 'too_deep', path }
    for (const next of inner.groups ?? []) {
      const chain = visit(next, path)
      if (chain.state !== 'ends') return chain
    }
    return { state: 'ends' }
  }
}
