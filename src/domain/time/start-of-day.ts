const hourMs = 60 * 60 * 1000
const minuteMs = 60 * 1000

/** Whether a text is a day of the calendar, such as `2026-02-28`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/**
 * The first instant of a day in a time zone. It is looked for between the day's ends anywhere on Earth, because no rule
 * leads from a day to its beginning: where clocks go forward at midnight, the day begins at one o'clock.
 */
export function startOfDay(day: string, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, calendar: 'iso8601', numberingSystem: 'latn' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
  })
  const middle = Date.parse(`${day}T00:00:00Z`)
  let [before, from] = [middle - 15 * hourMs, middle + 15 * hourMs]
  while (from - before > minuteMs) {
    const between = before + Math.floor((from - before) / 2 / minuteMs) * minuteMs
    if (format.format(between) < day) before = between
    else from = between
  }
  return from
}
