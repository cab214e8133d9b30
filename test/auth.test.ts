import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { createAuth } from '#src/auth.ts'
import { sessions, verifications } from '#src/db/schema/index.ts'
import { get } from './support/browse.ts'
import { addUser, cast, cookieOf, db, keys, settings } from './support/cast.ts'
import { givePassword, password } from './support/passwords.ts'

describe('accounts', () => {
  it('let a person sign in with the right password only', async () => {
    const max = await addUser(cast.max)
    await givePassword(max)
    const auth = createAuth(db, keys, settings)
    await expect(
      auth.api.signInEmail({ body: { email: max.email, password: 'not my garden at all' } }),
    ).rejects.toThrow()
    const { headers, response } = await auth.api.signInEmail({
      body: { email: max.email, password },
      returnHeaders: true,
    })
    expect(response.user.id).toBe(String(max.id))
    expect(headers.getSetCookie()[0]).toMatch(/^parvis_session=.*HttpOnly; SameSite=Lax/)
    const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const session = await auth.api.getSession({ headers: new Headers({ cookie }) })
    expect(session?.user).toMatchObject({ publicId: max.publicId, role: 'member', firstName: 'Max' })
  })

  it('change the password by a token that is stored hashed, and end every session', async () => {
    const max = await addUser(cast.max)
    await givePassword(max)
    let token = ''
    const auth = createAuth(db, keys, settings, (made) => {
      token = made
    })
    await auth.api.signInEmail({ body: { email: max.email, password } })
    await auth.api.requestPasswordReset({ body: { email: max.email } })
    expect(token).not.toBe('')
    expect(JSON.stringify(await db.select().from(verifications))).not.toContain(token)
    await auth.api.resetPassword({ body: { token, newPassword: 'another garden, even quieter' } })
    expect(await db.select().from(sessions).where(eq(sessions.userId, max.id))).toEqual([])
    await expect(
      auth.api.resetPassword({ body: { token, newPassword: 'once more with feeling' } }),
    ).rejects.toThrow()
    await expect(auth.api.signInEmail({ body: { email: max.email, password } })).rejects.toThrow()
  })

  it('leave an expired session as it is when a page is opened: a GET never writes', async () => {
    const ada = await addUser(cast.ada)
    const cookie = await cookieOf(ada, Date.now() - 48 * 60 * 60 * 1000)
    const answer = await get('/', { cookie })
    expect(await answer.text()).not.toContain(ada.email)
    expect(await db.select().from(sessions)).toHaveLength(1)
  })
})
