import { env } from 'cloudflare:workers'
import { generateSignedCookie } from 'hono/cookie'
import { openDatabase } from '#src/db/client.ts'
import { sessions, users } from '#src/db/schema/index.ts'
import { newPublicId } from '#src/domain/ids/new-public-id.ts'
import type { Actor, Role } from '#src/domain/users/user.ts'
import { settingsFrom } from '#src/env.ts'
import { keysFrom } from '#src/keys.ts'

export const db = openDatabase(env.DB)
export const keys = keysFrom(env.SECRET)
/** Without the summary of a batch, so that a test that counts letters counts those to invited people. */
export const settings = { ...settingsFrom(env), batchSummary: false }

/** Our people: Ada administers, Sam supports, Max is a member, Vera is a visitor (nobody yet). */
export const cast = {
  ada: { firstName: 'Ada', lastName: 'Martin', email: 'ada@parvis.test', role: 'admin', locale: 'en' },
  sam: { firstName: 'Sam', lastName: 'Dubois', email: 'sam@parvis.test', role: 'support', locale: 'en' },
  max: {
    firstName: 'Max',
    lastName: 'O’Brien & <b>',
    email: 'max@parvis.test',
    role: 'member',
    locale: 'fr',
  },
} as const

type Person = { firstName: string; lastName: string; email: string; role: Role; locale: string }

/** Adds a registered person as if they had completed an invitation. They have no password: sign in with `cookieOf`. */
export async function addUser(person: Partial<Person> & { email: string }, at = Date.now()): Promise<Actor> {
  const [user] = await db
    .insert(users)
    .values({
      publicId: newPublicId(),
      firstName: 'Jo',
      lastName: 'Doe',
      role: 'member',
      locale: 'en',
      createdAt: new Date(at),
      updatedAt: new Date(at),
      ...person,
    })
    .returning()
  if (!user) throw new Error('The person was not added')
  const { id, publicId, email, firstName, lastName, locale, role } = user
  return { id, publicId, email, firstName, lastName, locale, role }
}

/** A session cookie of this person, as Better Auth signs it. */
export async function cookieOf(user: Actor, at = Date.now()): Promise<string> {
  const token = newPublicId()
  await db.insert(sessions).values({
    userId: user.id,
    token,
    expiresAt: new Date(at + 24 * 60 * 60 * 1000),
    createdAt: new Date(at),
    updatedAt: new Date(at),
  })
  const cookie = await generateSignedCookie('parvis_session', token, keys.session)
  return cookie.split(';')[0] ?? ''
}
