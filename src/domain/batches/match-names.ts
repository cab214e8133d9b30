import { cleanName } from '../groups/name.ts'

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

/** A text without case, accents and surrounding blanks, for comparing. */
export function fold(text: string): string {
  return cleanName(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
