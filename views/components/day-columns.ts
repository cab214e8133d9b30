import { dayMs } from '#src/domain/time/day.ts'
import { type DayCount, dayOf } from '#src/domain/time/stamp.ts'

/** One column of a picture: the days it stands for, the first and the last, and how many fell on them. */
export type Column = { first: string; last: string; count: number }

/** No picture has more columns, and none of days has fewer: a single one would fill it. */
export const columnsMax = 60
const columnsMin = 14

/**
 * The days from a first one on, also those on which nothing happened, as columns of so many days each. Where there are too many
 * days, a column is a week, or some weeks; where there are few, some before them are shown too, but none after today.
 */
export function columnsOf(
  days: readonly DayCount[],
  from: string,
  today: string,
): { columns: Column[]; step: number } {
  const counts = new Map(days.map(({ day, count }) => [numberOf(day), count]))
  const begun = Math.min(numberOf(from), numberOf(today), ...counts.keys())
  const last = Math.max(Math.min(begun + columnsMin - 1, numberOf(today)), ...counts.keys())
  const first = Math.min(begun, last - columnsMin + 1)
  const step = stepFor(last - first + 1)
  const columns = Array.from({ length: Math.ceil((last - first + 1) / step) }, (_, index) => {
    const start = first + index * step
    const within = Array.from({ length: step }, (_, day) => counts.get(start + day) ?? 0)
    return {
      first: dayOf(start * dayMs),
      last: dayOf(Math.min(start + step - 1, last) * dayMs),
      count: within.reduce((sum, count) => sum + count, 0),
    }
  })
  return { columns, step }
}

/** The end of the scale: a round number that halves well, and is none of the columns' less. */
export function topOf(columns: readonly Column[]): number {
  const most = Math.max(1, ...columns.map(({ count }) => count))
  const size = 10 ** Math.floor(Math.log10(most))
  const tops = roundTops.map((top) => Math.round(top * size))
  return tops.find((top) => top >= most && (top === 1 || top % 2 === 0)) ?? 10 * size
}

const roundTops = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10]

/** A day, a week, or as many weeks of four as it takes. */
function stepFor(days: number): number {
  if (days <= columnsMax) return 1
  if (days <= 7 * columnsMax) return 7
  return 28 * Math.ceil(days / (28 * columnsMax))
}

/** The days of the calendar, counted. */
function numberOf(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / dayMs)
}
