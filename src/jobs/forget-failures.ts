import { forgetOldFailures } from '#src/domain/users/sign-in-attempts.ts'
import type { House } from './house.ts'

/** Addresses that were only ever typed wrong do not stay. */
export async function forgetFailures({ db }: House, now: number): Promise<void> {
  await forgetOldFailures(db, now)
}
