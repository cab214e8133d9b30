import { dayMs } from '../time/day.ts'

export const hourMs = dayMs / 24

/** Which hour since 1970 an instant is in. */
export function hourOf(at: number): number {
  return Math.floor(at / hourMs)
}
