import { createAuth, isDeclined } from '#src/auth.ts'
import type { House } from './house.ts'

/**
 * A fresh password reset token of this account, or null when nobody has this address any more; the database keeps only its hash.
 * It throws when the database fails, which says nothing about the account.
 */
export async function newResetToken({ db, keys, settings }: House, email: string): Promise<string | null> {
  let received: string | null = null
  const auth = createAuth(db, keys, settings, (token) => {
    received = token
  })
  try {
    await auth.api.requestPasswordReset({ body: { email } })
  } catch (error) {
    if (!isDeclined(error)) throw error
  }
  return received
}
