import { fold } from '../text/fold.ts'

export type Named = {
  id: number
  name: string
  /** Further names it answers to: those in other languages. */
  names?: readonly string[]
}
export type Match = { state: 'found'; id: number } | { state: 'unknown' } | { state: 'ambiguous' }
export type Matcher = (name: string) => Match

/** Finds things by any name people write: language, case, accents and surrounding blanks do not matter. */
export function matchNames(things: readonly Named[]): Matcher {
  const bearers = new Map<string, Set<number>>()
  for (const { id, name, names = [] } of things)
    for (const each of [name, ...names].map(fold)) bearers.set(each, (bearers.get(each) ?? new Set()).add(id))
  return function find(name) {
    const [id, ...others] = bearers.get(fold(name)) ?? []
    if (id === undefined) return { state: 'unknown' }
    return others.length > 0 ? { state: 'ambiguous' } : { state: 'found', id }
  }
}
