import { forgetOldWrongCodes } from '#src/domain/codes/forget-wrong-codes.ts'
import type { House } from './house.ts'

/** Who typed a wrong code is like anybody else a day later, and the numbers of the hours do not stay for ever. */
export async function forgetWrongCodes({ db }: House, now: number): Promise<void> {
  await forgetOldWrongCodes(db, now)
}
