import { describe, expect, it } from 'vitest'
import { events, mails, wrongCodeHours, wrongCodes } from '#src/db/schema/index.ts'
import { deriveCode, deriveLetterCode, formatCode } from '#src/domain/codes/code.ts'
import { hourOf } from '#src/domain/codes/hour.ts'
import { wrongPerClientFree, wrongPerHourMax, wrongPerHourTold } from '#src/domain/codes/limits.ts'
import { hourMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { cookiesFrom, get, post } from '#test/support/browse.ts'
import { addUser, cast, db, keys } from '#test/support/cast.ts'
import { following, holding } from '#test/support/invitee.ts'
import { makeLetterCode } from '#test/support/letter-codes.ts'

const letter = async () => makeLetterCode(await addUser(cast.ada), {}, Date.now())
const wrong = (number: number) => deriveLetterCode(keys, `nobody-${number}`, 1)
const from = (client: string) => ({ 'CF-Connecting-IP': client })
/** A network of this file's own: the rate limit in front, which others try out, remembers for a minute. */
const type = (code: string, client = '198.51.100.7') =>
  post(paths.invitationCode(), { code }, { headers: from(client) })

async function blockClient(client = '198.51.100.7') {
  for (let number = 0; number < wrongPerClientFree; number++)
    expect((await type(wrong(number), client)).status).toBe(404)
}

describe('who typed too many wrong codes', () => {
  it('is asked to wait, in words and in seconds, whatever is typed next; others go on', async () => {
    const { code } = await letter()
    await blockClient()
    const [right, guess] = [await type(code), await type(wrong(99))]
    expect([right.status, guess.status]).toEqual([429, 429])
    expect(Number(right.headers.get('Retry-After'))).toBeGreaterThan(50)
    const html = await right.text()
    expect(html).toContain('in a minute')
    expect(html).toBe(await guess.text())
    const followed = { ...following(code), headers: from('198.51.100.7') }
    expect((await post(paths.invitation(), { email: 'zoe@ville.test' }, followed)).status).toBe(429)
    expect((await type(code, '198.51.100.8')).status).toBe(303)
    expect(await db.$count(mails)).toBe(0)
  })

  it('is known by the network, of which an IPv6 client has a whole one', async () => {
    await blockClient('2001:db8:7:2::7')
    expect((await type(wrong(99), '2001:db8:7:2:ffff::8')).status).toBe(429)
    expect((await type(wrong(99), '2001:db8:7:3::7')).status).toBe(404)
  })

  it('goes on with a code that was found before', async () => {
    const { code } = await letter()
    const found = await type(code)
    await blockClient()
    const own = { cookie: cookiesFrom(found), headers: from('198.51.100.7') }
    expect(await (await get(paths.invitation(), own)).text()).toContain('value="Zoé"')
    expect((await post(paths.invitationCode(), { code }, own)).status).toBe(303)
    const given = await post(paths.invitation(), { email: 'zoe@ville.test' }, own)
    expect(given.headers.get('Location')).toBe(paths.invitationSent())
  })
})

describe('the hour in which too many were typed by all', () => {
  it('ends for everybody at its end, but for who has found a code before', async () => {
    const { code } = await letter()
    const now = Date.now()
    await db
      .insert(wrongCodeHours)
      .values([hourOf(now), hourOf(now) + 1].map((hour) => ({ hour, count: wrongPerHourMax })))
    const answer = await type(code)
    const untilNext = Math.ceil(((hourOf(now) + 1) * hourMs - now) / 1000)
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('Retry-After')) % 3600).toBeLessThanOrEqual(untilNext)
    expect((await get(paths.invitation(), holding(code))).status).toBe(200)
    expect((await post(paths.invitation(), { email: 'zoe@ville.test' }, holding(code))).status).toBe(303)
  })

  it('is told to administrators for a day, and leads to the journal', async () => {
    const ada = await addUser({ ...cast.ada, locale: 'en' })
    const now = Date.now()
    await makeLetterCode(ada, {}, now)
    const home = async () => (await get(paths.admin.home(), { as: ada })).text()
    await db.insert(wrongCodeHours).values([
      { hour: hourOf(now) - 30, count: wrongPerHourMax },
      { hour: hourOf(now) - 2, count: wrongPerHourTold - 1 },
    ])
    expect(await home()).not.toContain('data-item="guessing"')
    await db.insert(wrongCodeHours).values({ hour: hourOf(now) - 3, count: wrongPerHourTold + 4 })
    const html = await home()
    expect(html).toMatch(/data-item="guessing"[^>]*data-tone="warn"/)
    expect(html).toContain(`${wrongPerHourTold + 4} wrong ones`)
    expect(html).toContain('action=code_guessing_noticed')
  })

  it('stands in the journal in words', async () => {
    const ada = await addUser({ ...cast.ada, locale: 'en' })
    await db
      .insert(wrongCodeHours)
      .values([0, 1].map((hours) => ({ hour: hourOf(Date.now()) + hours, count: wrongPerHourTold - 1 })))
    await type(wrong(1))
    const html = await (await get(paths.admin.journal(), { as: ada })).text()
    expect(html).toContain('Many wrong codes noticed')
    expect(html).toContain('Platform')
  })
})

describe('what does not count', () => {
  it('is a typing error, an empty field, and a mailed code, which nobody can guess', async () => {
    for (const typed of ['', '7K3Q', `${wrong(1).slice(0, -1)}U`, 'A'.repeat(27), 'hello']) await type(typed)
    expect((await type(deriveCode(keys, 'nobody', 1))).status).toBe(303)
    expect([await db.select().from(wrongCodes), await db.select().from(wrongCodeHours)]).toEqual([[], []])
  })
})

describe('a door', () => {
  const nobodys = wrong(1)
  const doors = [
    ['GET', paths.invitation()],
    ['GET', paths.invitationAgain()],
    ['GET', paths.invitationCode()],
    ['GET', paths.invitationRefusal()],
    ['POST', paths.invitationRefusal()],
    ['POST', paths.invitationOpening()],
    ['POST', paths.invitationDeliveries()],
    ['GET', paths.invitationDeliveries()],
    ['GET', paths.invitationSent()],
    ['GET', paths.signIn(paths.invitation())],
    ['GET', paths.register()],
    ['GET', paths.home()],
  ] as const

  it.each(doors)('that is no trial says nothing about a letter code: %s %s', async (method, path) => {
    const { code } = await letter()
    const max = await addUser(cast.max)
    for (const as of [undefined, max]) {
      const [known, unknown] = [await knock(method, path, code, as), await knock(method, path, nobodys, as)]
      expect(known.replaceAll(formatCode(code), '…')).toBe(unknown.replaceAll(formatCode(nobodys), '…'))
    }
    expect(await db.select().from(wrongCodes)).toEqual([])
    expect((await db.select().from(events)).map(({ action }) => action)).not.toContain('invitation_opened')
  })

  it('takes no proof of another code', async () => {
    const { code } = await letter()
    const cookie = holding(code).cookie.replace(code, nobodys)
    const [forged, none] = [
      await get(paths.invitation(), { cookie }),
      await get(paths.invitation(), following(nobodys)),
    ]
    expect(await forged.text()).toBe(await none.text())
    expect((await post(paths.invitation(), {}, { cookie })).status).toBe(404)
    expect(await db.select().from(wrongCodes)).toHaveLength(1)
  })

  it('through which somebody signed in uses a code is a trial, too', async () => {
    const { code } = await letter()
    const as = await addUser(cast.max)
    const use = (typed: string) =>
      post(paths.invitation(), {}, { ...following(typed), as, headers: from('198.51.100.7') })
    for (let number = 0; number < wrongPerClientFree; number++)
      expect((await use(wrong(number))).status).toBe(404)
    expect((await use(code)).status).toBe(429)
  })
})

async function knock(method: 'GET' | 'POST', path: string, code: string, as: Actor | undefined) {
  const options = { ...following(code), as }
  const answer = method === 'GET' ? await get(path, options) : await post(path, {}, options)
  const location = answer.headers.get('Location') ?? ''
  return [answer.status, location, cookiesFrom(answer), await answer.text()].join('\n')
}
