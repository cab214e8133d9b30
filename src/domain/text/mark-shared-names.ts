import { fold } from './fold.ts'

/** Marks things that share their name, compared as a sheet's names are: case and accents ignored. */
export function markSharedNames<Thing extends { name: string }>(
  things: readonly Thing[],
): (Thing & { isNameShared: boolean })[] {
  const counts = Map.groupBy(things, (thing) => fold(thing.name))
  return things.map((thing) => ({ ...thing, isNameShared: (counts.get(fold(thing.name))?.length ?? 0) > 1 }))
}
