import { countDueGroups } from '#src/domain/groups/count-smart-groups.ts'
import type { House } from './house.ts'

/** Pages say how many are in a smart group without looking at everybody. */
export async function countGroups({ db, settings: { timeZone } }: House, now: number): Promise<void> {
  await countDueGroups(db, { timeZone, now })
}
