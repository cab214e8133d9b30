import { describe, expect, it } from 'vitest'
import { createAuth } from '#src/auth.ts'
import { events, sessions, signInFailures, verifications } from '#src/db/schema/index.ts'
import { cookiesFrom, get, post } from '#test/support/browse.ts'
import { addUser, cast, cookieOf, db, keys, settings } from '#test/support/cast.ts'
import { outbox } from '#test/support/invitations.ts'
import { givePassword, signIn } from '#test/support/passwords.ts'

const newPassword = 'another garden, even quieter'

async function addMaxWithToken() {
  const max = await addUser(cast.max)
  await givePassword(max)
  let token = ''
  const auth = createAuth(db, keys, settings, (made) => {
    token = made
  })
  await auth.api.requestPasswordReset({ body: { email: max.email } })
  return { max, token, cookie: `parvis_reset=${token}` }
}

const reset = (cookie: string, password = newPassword) => post('/password/reset', { password }, { cookie })

describe('a forgotten password', () => {
  it('gives known and unknown addresses the same answer, and only the known one a mail', async () => {
    await addUser(cast.max)
    const known = await post('/password/forgotten', { email: 'Max@Parvis.test' })
    const unknown = await post('/password/forgotten', { email: 'Nox@Parvis.test' })
    expect([known.status, unknown.status]).toEqual([303, 303])
    const [one, other] = await Promise.all(
      [known, unknown].map(async (answer) =>
        (await get('/password/forgotten/sent', { cookie: cookiesFrom(answer) })).text(),
      ),
    )
    expect(one).toContain('Max@Parvis.test')
    expect(one?.replaceAll('Max@', '…@')).toBe(other?.replaceAll('Nox@', '…@'))
    expect((await outbox()).map((line) => line.split(' ').slice(0, 2))).toEqual([
      ['password_reset', cast.max.email],
    ])
  })

  it('asks again for what is no address', async () => {
    const answer = await post('/password/forgotten', { email: 'max' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('id="email-error"')
  })
})

describe('the link of the mail', () => {
  it('puts its token into a cookie and out of the address, and writes nothing', async () => {
    const { token } = await addMaxWithToken()
    const before = await db.select().from(verifications)
    const answer = await get(`/password/reset/${token}`)
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/password/reset'])
    expect(answer.headers.get('Set-Cookie')).toMatch(/Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax/)
    const form = await get('/password/reset', { cookie: cookiesFrom(answer) })
    const html = await form.text()
    expect(html).toContain('autocomplete="new-password"')
    expect(html).not.toContain(token)
    expect(await db.select().from(verifications)).toEqual(before)
  })

  it('without its cookie leads on to a new one', async () => {
    const answer = await get('/password/reset')
    expect(answer.status).toBe(410)
    expect(await answer.text()).toContain('href="/password/forgotten"')
  })
})

describe('a new password', () => {
  it('opens the account, ends all sessions and is written to the journal; signing in follows', async () => {
    const { max, cookie } = await addMaxWithToken()
    await cookieOf(max)
    await db
      .insert(signInFailures)
      .values({ email: max.email, count: 30, blockedUntil: Date.now() + 900_000 })
    const answer = await reset(cookie)
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/sign-in'])
    expect(cookiesFrom(answer)).not.toContain('parvis_session')
    expect(await db.select().from(sessions)).toEqual([])
    expect(await db.select().from(events)).toMatchObject([
      { action: 'password_reset', subjectId: max.publicId },
    ])
    expect((await signIn(max.email)).status).toBe(422)
    expect((await signIn(max.email, newPassword)).status).toBe(303)
  })

  it.each([
    ['too short', 'short', 'shorter than 12'],
    ['too long', 'seven gardens '.repeat(20), 'at most 128'],
    ['too common', 'password1234', 'most guessed'],
    ['too personal', 'max obrien max obrien', 'your name or your address'],
    ['missing', '', 'Please choose a password'],
  ])('is refused with the reason when it is %s', async (_title, password, reason) => {
    const { cookie } = await addMaxWithToken()
    const answer = await reset(cookie, password)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(reason)
    expect((await reset(cookie)).status).toBe(303)
  })

  it('is refused for a token that is spent, invented or absent', async () => {
    const { cookie } = await addMaxWithToken()
    await reset(cookie)
    const answers = [await reset(cookie), await reset('parvis_reset=invented'), await reset('')]
    expect(answers.map(({ status }) => status)).toEqual([410, 410, 410])
    expect(answers[0]?.headers.get('Set-Cookie')).toContain('Max-Age=0')
  })

  it('of two sent at once is set once', async () => {
    const { cookie } = await addMaxWithToken()
    const answers = await Promise.all([reset(cookie), reset(cookie)])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410])
  })
})
