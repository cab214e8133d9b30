/** Zones go forward and back by quarters of an hour. */
const stepMs = 15 * 60 * 1000
/** Times remembered before it forgets them all and begins anew: a year of quarters and more. */
const knownMax = 50_000

/**
 * What a clock on the wall shows at an instant, in ms as if it were UTC. For thousands of instants: asking the calendar takes
 * longer than everything else about a row, and most rows share their quarter of an hour with others.
 */
export function wallClock(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  const offsets = new Map<number, number>()
  return function show(at) {
    const step = Math.floor(at / stepMs)
    const known = offsets.get(step)
    if (known !== undefined) return at + known
    if (offsets.size >= knownMax) offsets.clear()
    const offset = offsetIn(format.formatToParts(step * stepMs))
    offsets.set(step, offset)
    return at + offset
  }
}

/** From `GMT+01:00`; `GMT` alone where there is none. */
function offsetIn(parts: readonly Intl.DateTimeFormatPart[]): number {
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d+):(\d+)/.exec(name) ?? []
  const offset = (Number(hours) * 60 + Number(minutes)) * 60 * 1000
  return sign === '-' ? -offset : offset
}
