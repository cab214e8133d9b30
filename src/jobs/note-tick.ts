import { recordTick } from '#src/domain/mails/record-tick.ts'
import type { House } from './house.ts'

/** The clock shows that it works. */
export async function noteTick({ db }: House, now: number): Promise<void> {
  await recordTick(db, now)
}
