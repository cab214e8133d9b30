/** Numbers that look like chance and come the same each time (mulberry32), so that a demo town is always the same town. */
export type Random = {
  /** From 0 up to, not including, 1. */
  next: () => number
  /** A whole number from 0 up to, not including, this one. */
  below: (limit: number) => number
  isLucky: (probability: number) => boolean
  pick: <Item>(list: readonly Item[]) => Item
  /** How long something takes that may happen at any moment, in the mean so long. */
  wait: (mean: number) => number
  symbols: (count: number) => string
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    isLucky: (probability) => next() < probability,
    pick: (list) => pickFrom(list, below(list.length)),
    wait: (mean) => -Math.log(1 - next()) * mean,
    symbols: (count) => Array.from({ length: count }, () => alphabet[below(32)]).join(''),
  }
}

function pickFrom<Item>(list: readonly Item[], index: number): Item {
  const item = list[index]
  if (item === undefined) throw new Error('Nothing can be picked from an empty list')
  return item
}

/** Ids of a long list: like those of the product (newPublicIdIn), in the order of the rows. */
export function idsIn(random: Random): () => string {
  const series = random.symbols(4)
  let row = 0
  return () => {
    const place = [15, 10, 5, 0].map((shift) => alphabet[(row >> shift) & 31]).join('')
    row++
    return series + place + random.symbols(12)
  }
}
