import { anyOf, beginning, term } from '#src/db/terms.ts'
import { dayMs, hourMs } from './day.ts'

/**
 * The days, and with `hours` the hours, from one instant up to another, as few terms as possible. What is told to the day has
 * terms of its year and its month too; of what is told to the hour these are beginnings, which cost the more the more they
 * find. Days and hours are those of UTC. Where it begins and ends, a term holds more than was asked for: whoever needs it
 * exact asks the column as well.
 */
export function timesBetween(kind: string, from: number, until: number, precision: Precision): string {
  const step = precision === 'hours' ? hourMs : dayMs
  const found: string[] = []
  for (let at = Math.floor(from / step) * step; at < until; ) {
    const whole = wholes.find(({ isStart, end }) => isStart(at) && end(at) <= until) ?? hour
    found.push(whole.say(kind, at, precision))
    at = whole === hour ? at + step : whole.end(at)
  }
  return anyOf(found.length > 0 ? found : [term(`${kind}:never`)])
}

type Precision = 'days' | 'hours'
type Whole = {
  isStart: (at: number) => boolean
  end: (at: number) => number
  say: (kind: string, at: number, precision: Precision) => string
}

/** How a month and a year are asked for. */
const many = { days: term, hours: beginning } as const

const day: Whole = {
  isStart: (at) => at % dayMs === 0,
  end: (at) => at + dayMs,
  say: (kind, at) => term(`${kind}:${stamp(at, 8)}`),
}
const month: Whole = {
  isStart: (at) => at % dayMs === 0 && new Date(at).getUTCDate() === 1,
  end: (at) => Date.UTC(new Date(at).getUTCFullYear(), new Date(at).getUTCMonth() + 1),
  say: (kind, at, precision) => many[precision](`${kind}:${stamp(at, 6)}`),
}
const year: Whole = {
  isStart: (at) => month.isStart(at) && new Date(at).getUTCMonth() === 0,
  end: (at) => Date.UTC(new Date(at).getUTCFullYear() + 1, 0),
  say: (kind, at, precision) => many[precision](`${kind}:${stamp(at, 4)}`),
}
/** What is left of a day, or where only days are told, the day it belongs to. */
const hour: Whole = {
  ...day,
  isStart: () => true,
  say: (kind, at, precision) =>
    precision === 'days' ? day.say(kind, at, precision) : term(`${kind}:${stamp(at, 8)}:${hourOf(at)}`),
}
const wholes = [year, month, day]

function hourOf(at: number): string {
  return new Date(at).toISOString().slice(11, 13)
}

/** The first digits of the year, month and day. */
function stamp(at: number, digits: 4 | 6 | 8): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '').slice(0, digits)
}
