import { distance } from 'fastest-levenshtein'

/** What the nearest of the names stands for, if one is near: two slips, one in a short word, a third of a long one. */
export function findNearest<Meaning>(
  word: string,
  names: readonly (readonly [name: string, meaning: Meaning])[],
): Meaning | undefined {
  let least = word.length < 5 ? Math.min(1, word.length - 1) : Math.max(2, Math.floor(word.length / 3))
  let nearest: Meaning | undefined
  for (const [name, meaning] of names) {
    if (Math.abs(name.length - word.length) > least) continue
    const slips = distance(word, name)
    if (slips > least || (slips === least && nearest !== undefined)) continue
    least = slips
    nearest = meaning
  }
  return nearest
}
