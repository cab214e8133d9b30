import * as v from 'valibot'
import { dayMs } from '#src/domain/time/day.ts'
import { isDay, startOfDay } from '#src/domain/time/start-of-day.ts'

/** A day of the calendar in a query; what is none is left out. */
export const dayField = v.fallback(v.optional(v.pipe(v.string(), v.check(isDay))), undefined)

/** The times of the platform from one day to another, both included, in ms. */
export function timesOfDays(from: string | undefined, until: string | undefined, timeZone: string) {
  return {
    from: from === undefined ? undefined : startOfDay(from, timeZone),
    until: until === undefined ? undefined : startOfDay(nextDay(until), timeZone),
  }
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10)
}
