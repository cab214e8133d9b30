import { anyOf, fact } from '#src/db/terms.ts'
import { dayMs } from './day.ts'

/**
 * The days from one instant up to another, as few terms as possible: whole years and months have terms of their own. Days are
 * those of UTC. Where it begins and ends, a term holds more than was asked for: whoever needs it exact asks the column as well.
 */
export function timesBetween(kind: 'made' | 'joined', from: number, until: number): string {
  const found: string[] = []
  for (let at = Math.floor(from / dayMs) * dayMs; at < until; ) {
    const span = spans.find(({ isStart, end }) => isStart(new Date(at)) && end(new Date(at)) <= until) ?? day
    found.push(fact(`${kind}:${stamp(at, span.digits)}`))
    at = span.end(new Date(at))
  }
  return anyOf(found.length > 0 ? found : [fact(`${kind}:never`)])
}

type Span = { isStart: (at: Date) => boolean; end: (at: Date) => number; digits: 4 | 6 | 8 }

const day: Span = { isStart: () => true, end: (at) => at.getTime() + dayMs, digits: 8 }
const month: Span = {
  isStart: (at) => at.getUTCDate() === 1,
  end: (at) => Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1),
  digits: 6,
}
const year: Span = {
  isStart: (at) => at.getUTCDate() === 1 && at.getUTCMonth() === 0,
  end: (at) => Date.UTC(at.getUTCFullYear() + 1, 0),
  digits: 4,
}
const spans = [year, month]

/** The first digits of the year, month and day. */
function stamp(at: number, digits: 4 | 6 | 8): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '').slice(0, digits)
}
