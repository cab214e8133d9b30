import { accounts } from '#src/db/schema/index.ts'
import { hashPassword } from '#src/domain/users/hash-password.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { post } from './browse.ts'
import { db, keys } from './cast.ts'

export const password = 'a quiet garden behind the hall'

/** Lets a person of the cast sign in with `password`. */
export async function givePassword(user: Actor) {
  await db.insert(accounts).values({
    userId: user.id,
    accountId: String(user.id),
    providerId: 'credential',
    password: await hashPassword(keys, password),
    createdAt: new Date(0),
    updatedAt: new Date(0),
  })
}

export const signIn = (email: string, given = password, more: Record<string, string> = {}) =>
  post('/sign-in', { email, password: given, ...more })
