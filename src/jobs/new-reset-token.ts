import { createAuth } from '#src/auth.ts'
import type { House } from './house.ts'

/** A fresh password reset token of this account; the database keeps only its hash. */
export async function newResetToken({ db, keys, settings }: House, email: string): Promise<string> {
  let received: string | undefined
  const auth = createAuth(db, keys, settings, (token) => {
    received = token
  })
  await auth.api.requestPasswordReset({ body: { email } })
  if (received === undefined) throw new Error('Nobody has this address any more')
  return received
}
