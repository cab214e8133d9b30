import { fold } from './fold.ts'

/** A thing with its name, and all the names it answers to where it has several. */
type Bearer = { name: string; names?: readonly string[] }

/** Marks things that share a name, compared as a sheet's names are: case and accents ignored. */
export function markSharedNames<Thing extends Bearer>(
  things: readonly Thing[],
): (Thing & { isNameShared: boolean })[] {
  const folded = things.map(({ name, names = [] }) => [...new Set([name, ...names].map(fold))])
  const bearers = new Map<string, number>()
  for (const name of folded.flat()) bearers.set(name, (bearers.get(name) ?? 0) + 1)
  return things.map((thing, index) => ({
    ...thing,
    isNameShared: folded[index]?.some((name) => (bearers.get(name) ?? 0) > 1) ?? false,
  }))
}
