const numbers = [2, 3, 4, 5, 6, 7, 8, 9]

/**
 * Where the further lines of a street stand that has a column for each: what is called like its first and counts on, such as
 * `Address line 2` after `Address line 1` or `Street 2` after `Street`. Headers are folded.
 */
export function findStreetLines(headers: readonly (string | undefined)[], street: number): number[] {
  const name = headers[street]?.replace(/1$/, '')
  return name ? numbers.map((number) => headers.indexOf(name + number)).filter((at) => at >= 0) : []
}
