/** How many of something fell on a day of UTC, such as `2026-11-02`. */
export type DayCount = { day: string; count: number }

export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** The day as the indexes write it, such as `20261102`. */
export function stampOf(at: number): string {
  return dayOf(at).replaceAll('-', '')
}

export function dayOfStamp(stamp: string): string {
  return `${stamp.slice(0, 4)}-${stamp.slice(4, 6)}-${stamp.slice(6, 8)}`
}
