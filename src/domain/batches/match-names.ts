import { fold } from '../text/fold.ts'

export type Named = { id: number; name: string }
export type Match = { state: 'found'; id: number } | { state: 'unknown' } | { state: 'ambiguous' }
export type Matcher = (name: string) => Match

/** Finds things by the name people write: case, accents and surrounding blanks do not matter. */
export function matchNames(things: readonly Named[]): Matcher {
  const byName = Map.groupBy(things, ({ name }) => fold(name))
  return function find(name) {
    const [thing, ...others] = byName.get(fold(name)) ?? []
    if (!thing) return { state: 'unknown' }
    return others.length > 0 ? { state: 'ambiguous' } : { state: 'found', id: thing.id }
  }
}
