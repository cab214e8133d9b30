import { anyOf, fact } from '#src/db/terms.ts'
import { startOfDay } from '../time/start-of-day.ts'
import { timesBetween } from '../time/times-between.ts'
import type { GroupConditions } from './conditions.ts'

/** Everybody registered between these. */
const firstDay = Date.UTC(2020, 0)
const lastDay = Date.UTC(2100, 0)

/**
 * What `user_index` is asked for to find those who meet the conditions of a smart group: everybody who does, and of the first and
 * last day some who do not. Null where conditions name other groups, or values that are written otherwise, of which the index knows nothing.
 */
export function conditionTerms(conditions: GroupConditions, timeZone: string): string[] | null {
  const { languages = [], roles, domains = [], registeredFrom, registeredBefore, groups } = conditions
  if (groups !== undefined || ![...languages, ...domains].every((value) => plain.test(value))) return null
  const isByDay = registeredFrom !== undefined || registeredBefore !== undefined
  // A year that nobody means would be a thousand terms.
  const start = (day: string | undefined, otherwise: number) =>
    day === undefined ? otherwise : Math.min(Math.max(startOfDay(day, timeZone), firstDay), lastDay)
  return [
    ...oneOf('language', languages),
    ...oneOf('role', roles),
    ...oneOf('domain', domains),
    ...(isByDay
      ? [timesBetween('joined', start(registeredFrom, firstDay), start(registeredBefore, lastDay))]
      : []),
  ]
}

/** What a language or a domain looks like, and can be one term. */
const plain = /^[a-z0-9.-]+$/i

function oneOf(kind: string, values: readonly string[] = []): string[] {
  return values.length > 0
    ? [anyOf(values.map((value) => fact(`${kind}:${value.replaceAll(/[.-]/g, ':')}`)))]
    : []
}
