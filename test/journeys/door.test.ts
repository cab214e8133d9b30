import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dump, query } from './support/database.ts'
import { acceptance, arrive, invite, password, type Walker, walker } from './support/http.ts'
import { type OwnPlatform, startPlatform } from './support/platform.ts'
import { linkIn } from './support/steps.ts'
import { tellInOrder } from './support/story.ts'

const dayMs = 24 * 60 * 60 * 1000
const hourMs = 60 * 60 * 1000

describe('the front door, as it is started by npm start', () => {
  tellInOrder()
  let platform: OwnPlatform
  let admin: Walker

  beforeAll(async () => {
    platform = await startPlatform()
    admin = await arrive(platform, platform.firstLink)
  })

  afterAll(() => platform?.stop())

  it('is healthy, and hides who is in the house', async () => {
    const visitor = walker(platform)
    expect(await visitor.get('/health')).toMatchObject({ status: 200, text: '{"ok":true}' })
    expect(await visitor.get('/admin/users')).toMatchObject({
      status: 303,
      location: '/sign-in?next=%2Fadmin%2Fusers',
    })
  })

  it('guards what leaves without passing the worker, too', async () => {
    const { headers } = await fetch(new URL('/assets/parvis.js', platform.origin))
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  })

  it('a link opened twenty times by GET and HEAD changes nothing, then acceptance works', async () => {
    await invite(platform, admin, 'lou@exemple.be')
    const [mail] = await platform.mailsTo('lou@exemple.be')
    await settled()
    const before = dump(platform)
    for (let time = 0; time < 20; time++) {
      const reader = walker(platform)
      for (const method of ['HEAD', 'GET'] as const) {
        expect(await reader.get(linkIn(mail), method)).toMatchObject({ status: 303 })
        expect(await reader.get('/invitation', method)).toMatchObject({ status: 200 })
      }
    }
    expect(dump(platform)).toBe(before)
    await arrive(platform, linkIn(mail))
    expect(usersCalled('lou@exemple.be')).toBe(1)
  })

  it('a form from another origin is refused', async () => {
    await invite(platform, admin, 'fanny@exemple.be')
    const [mail] = await platform.mailsTo('fanny@exemple.be')
    const victim = walker(platform)
    await victim.get(linkIn(mail))
    const foreign = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }
    expect(await victim.post('/invitation', acceptance, foreign)).toMatchObject({ status: 403 })
    expect(await admin.post('/admin/groups', { name: 'x', kind: 'manual' }, foreign)).toMatchObject({
      status: 403,
    })
    expect(usersCalled('fanny@exemple.be')).toBe(0)
    expect(query(platform, 'select * from groups')).toEqual([])
  })

  it('fifty accept one code at the same moment: one account, forty-nine friendly refusals', async () => {
    const [mail] = await platform.mailsTo('fanny@exemple.be')
    const crowd = Array.from({ length: 50 }, () => walker(platform))
    await Promise.all(crowd.map((one) => one.get(linkIn(mail))))
    const answers = await Promise.all(crowd.map((one) => one.post('/invitation', acceptance)))
    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses).toEqual([303, ...Array(49).fill(410)])
    expect(usersCalled('fanny@exemple.be')).toBe(1)
  })

  it('reminds once after three days, also when the clock stood still for a week or runs twice', async () => {
    await invite(platform, admin, 'remy@exemple.be')
    const [mail] = await platform.mailsTo('remy@exemple.be')
    const sent = Date.parse(mail?.at ?? '')
    await platform.tick(sent + 3 * dayMs - hourMs)
    await settled()
    expect(await reminders('remy@exemple.be')).toBe(0)
    await platform.tick(sent + 10 * dayMs)
    await platform.mailsTo('remy@exemple.be', 2)
    await Promise.all([platform.tick(sent + 10 * dayMs), platform.tick(sent + 11 * dayMs)])
    await settled()
    expect(await reminders('remy@exemple.be')).toBe(1)
    expect(await reminders('lou@exemple.be')).toBe(0)
  })

  it('a dump of the database contains no code and no password', async () => {
    const codes = (await platform.mails()).flatMap(({ text }) => /\/i\/([0-9A-Z]{27})/.exec(text)?.[1] ?? [])
    expect(codes.length).toBeGreaterThanOrEqual(3)
    const text = dump(platform).toUpperCase().replaceAll('-', '')
    for (const secret of [...codes, password.toUpperCase()]) expect(text.includes(secret)).toBe(false)
  })

  function usersCalled(email: string): number {
    return query(platform, 'select id from users where email = ?', email).length
  }

  async function reminders(address: string): Promise<number> {
    return (await platform.mails()).filter(({ kind, to }) => kind === 'reminder' && to.includes(address))
      .length
  }

  /** Until no mail waits any more. */
  async function settled() {
    const waiting = `select id from mails where state in ('queued', 'sending')`
    await expect.poll(() => query(platform, waiting).length, { timeout: 20_000 }).toBe(0)
  }
})
