/** Milliseconds that the work takes. The worker's clock stands still while it computes, so it is read after a wait. */
export async function timed<Result>(work: () => Promise<Result> | Result): Promise<[number, Result]> {
  await scheduler.wait(0)
  const begun = performance.now()
  const result = await work()
  await scheduler.wait(0)
  return [performance.now() - begun, result]
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

export type Line = { what: string; value: string; bound?: string; isMet?: boolean }

/** A measured number that must not exceed a bound, or must reach it. */
export function bounded(what: string, number: number, max: number): Line {
  return { what, value: number.toFixed(2), bound: `≤ ${max}`, isMet: number <= max }
}

export function atLeast(what: string, number: number, min: number): Line {
  return { what, value: number.toFixed(0), bound: `≥ ${min}`, isMet: number >= min }
}

/** The table that is printed and kept in docs/speed.md. */
export function table(lines: readonly Line[]): string {
  const rows = lines.map(({ what, value, bound = '', isMet }) => {
    const verdict = isMet === undefined ? '' : isMet ? 'yes' : 'NO'
    return `| ${what} | ${value} | ${bound} | ${verdict} |`
  })
  return ['| measured | value | bound | met |', '|---|---|---|---|', ...rows].join('\n')
}
