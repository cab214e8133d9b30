import { anyOf, fact, factBeginning } from '#src/db/terms.ts'
import { dayMs, hourMs } from './day.ts'

/** So far ahead, days are told apart; afterwards months, whose terms are beginnings, which cost the more the more they find. */
const daysAheadMs = 31 * dayMs
/** The longest that an invitation can still have, with some days to spare. */
const longestMs = 400 * dayMs

/** From an instant up to another, in UTC, and the term of a fact (migration 0010) that says so. */
export type Step = { term: string; from: number; until: number }

/**
 * Whatever is still ahead, or ends before an instant, as one part of a question. Of the hour that is running, what is over too, and of the
 * last step, what comes after it: whoever needs it exact asks the column as well.
 */
export function ahead(kind: 'ends' | 'reminded', now: number, until?: number): string {
  const terms = stepsAhead(kind, now, until).map((step) => step.term)
  return anyOf(terms.length > 0 ? terms : [fact(`${kind}:never`)])
}

/** The hours that are left of today, then days, then months, up to an instant, or as far as an invitation can go. */
export function stepsAhead(kind: string, now: number, until = now + longestMs): Step[] {
  const steps: Step[] = []
  let at = Math.floor(now / hourMs) * hourMs
  while (at < until) {
    const step = stepAt(kind, at, now)
    steps.push(step)
    at = step.until
  }
  return steps
}

function stepAt(kind: string, at: number, now: number): Step {
  const [day, hour] = [stamp(at, 8), new Date(at).toISOString().slice(11, 13)]
  if (at % dayMs !== 0 || at <= now)
    return { term: fact(`${kind}:${day}:${hour}`), from: at, until: at + hourMs }
  const date = new Date(at)
  if (at < now + daysAheadMs || date.getUTCDate() !== 1)
    return { term: fact(`${kind}:${day}`), from: at, until: at + dayMs }
  const nextMonth = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
  return { term: factBeginning(`${kind}:${stamp(at, 6)}`), from: at, until: nextMonth }
}

/** The first digits of the year, month and day. */
function stamp(at: number, digits: 6 | 8): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '').slice(0, digits)
}
