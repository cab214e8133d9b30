import { fold } from './fold.ts'

/** Marks things that share a name, compared as a sheet's names are: case and accents ignored. */
export function markSharedNames<Thing extends { name: string }>(
  things: readonly Thing[],
  namesOf: (thing: Thing) => readonly string[] = ({ name }) => [name],
): (Thing & { isNameShared: boolean })[] {
  const folded = things.map((thing) => [...new Set(namesOf(thing).map(fold))])
  const bearers = new Map<string, number>()
  for (const name of folded.flat()) bearers.set(name, (bearers.get(name) ?? 0) + 1)
  return things.map((thing, index) => ({
    ...thing,
    isNameShared: folded[index]?.some((name) => (bearers.get(name) ?? 0) > 1) ?? false,
  }))
}
