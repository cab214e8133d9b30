import { hourMs } from '../time/day.ts'

/** Which hour since 1970 an instant is in. */
export function hourOf(at: number): number {
  return Math.floor(at / hourMs)
}
