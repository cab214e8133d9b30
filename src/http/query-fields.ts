import * as v from 'valibot'
import { dayMs } from '#src/domain/time/day.ts'
import { isDay, startOfDay } from '#src/domain/time/start-of-day.ts'

/** Most characters of a search that are used and shown again. */
export const typedMax = 100

/** A word of a query; nothing where nothing stands in it. */
export const wordField = v.fallback(v.optional(v.pipe(v.string(), v.trim(), v.minLength(1))), undefined)

/** What was typed into the search of a list. */
export const typedField = v.fallback(
  v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.transform((typed) => Array.from(typed).slice(0, typedMax).join('')),
    ),
  ),
  undefined,
)

/** Language, script and region, as people have them. */
const languageTag = /^[a-z]{2,3}(-[a-z]{4})?(-[a-z]{2}|-\d{3})?$/i

/** A language by which a list is filtered; what is none is left out. */
export const languageField = v.fallback(v.optional(v.pipe(v.string(), v.regex(languageTag))), undefined)

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
