const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A random id that may leave the house: 20 symbols, 100 bits. A form that makes a thing is given one when it is shown, so
 * that sending it twice makes one thing.
 */
export function newPublicId(): string {
  return randomSymbols(20)
}

/** The beginning that the ids of one long list share. */
export function newSeries(): string {
  return randomSymbols(4)
}

/**
 * A random id for one row of a long list, of the same length, 60 bits of it its own. Ids of a series stand in the order of
 * the rows (up to a million), so writing them fills an index from one end: a hundred thousand that lie scattered would make
 * each slice of them rewrite the whole index.
 */
export function newPublicIdIn(series: string, row: number): string {
  return series + symbolsOf(row, 4) + randomSymbols(12)
}

function symbolsOf(number: number, count: number): string {
  let symbols = ''
  for (let place = count - 1; place >= 0; place--) symbols += alphabet[(number >> (5 * place)) & 31]
  return symbols
}

function randomSymbols(count: number): string {
  let symbols = ''
  for (const byte of crypto.getRandomValues(new Uint8Array(count))) symbols += alphabet[byte & 31]
  return symbols
}
