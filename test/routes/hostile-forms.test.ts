import { exports } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { paths } from '#src/paths.ts'
import { answersBeforeLimit, get, post } from '#test/support/browse.ts'
import { addUser, cast, settings } from '#test/support/cast.ts'
import { holding, vera } from '#test/support/invitee.ts'
import { addInvitation } from '#test/support/outbox.ts'
import { givePassword, signIn } from '#test/support/passwords.ts'

const publicForms = ['/sign-in', '/sign-out', '/register', '/password/forgotten', '/invitation/code']

/** Posts bytes that claim to be a form of ours. */
function postRaw(path: string, body: string, type: string): Promise<Response> {
  const headers = { 'Sec-Fetch-Site': 'same-origin', Origin: settings.origin, 'Content-Type': type }
  return exports.default.fetch(settings.origin + path, { method: 'POST', body, headers, redirect: 'manual' })
}

describe('a body that is not the form it claims to be', () => {
  it.each([
    ['has no boundary', 'x=1', 'multipart/form-data'],
    ['does not begin with its boundary', 'garbage', 'multipart/form-data; boundary=b'],
    [
      'has a field without a name',
      '--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n',
      'multipart/form-data; boundary=b',
    ],
    ['is in another character set', 'email=x', 'application/x-www-form-urlencoded; charset=utf-16'],
  ])('is refused and not a failure: it %s', async (_title, body, type) => {
    for (const path of publicForms) expect((await postRaw(path, body, type)).status, path).toBe(415)
  })
})

describe('an address with signs that no header can hold', () => {
  it.each(['%00', '%0d%0aSet-Cookie:x', '%E0%A4%B9', '%20'])('leads on like any other: %s', async (id) => {
    const ada = await addUser(cast.ada)
    const page = paths.admin.user(id)
    for (const headers of [{}, { 'HX-Request': 'true' }]) {
      const answer = await get(paths.admin.userRole(id), { as: ada, headers })
      const to = answer.headers.get('Location') ?? answer.headers.get('HX-Redirect')
      expect([answer.status < 400, to?.toLowerCase()]).toEqual([true, page.toLowerCase()])
    }
  })
})

describe('a form that is far too large', () => {
  it('is refused before it is read, except where lists come in', async () => {
    const ada = await addUser(cast.ada)
    const much = 'a '.repeat(40_000)
    for (const path of publicForms) {
      const answer = await post(path, { email: much, code: much })
      expect(await answer.text(), path).toContain('That is too much at once')
    }
    const list = await post(paths.admin.addressCheck(), { addresses: much }, { as: ada })
    expect(list.status).toBe(200)
  })

  it('does not stop the reading of an endless address', async () => {
    const ada = await addUser(cast.ada)
    const addresses = `a@${'a.'.repeat(1_000_000)}`
    expect((await post(paths.admin.addressCheck(), { addresses }, { as: ada })).status).toBe(200)
  })
})

describe('a field that comes twice, or as a file', () => {
  it('is answered in words', async () => {
    const ada = await addUser(cast.ada)
    const { code } = await addInvitation()
    const twice = await post('/invitation', { ...vera, first_name: ['A', 'B'] }, holding(code))
    expect(await twice.text()).not.toContain('Invalid type')
    const file = new File(['x'], 'x')
    const draft = await post(paths.admin.batches(), { source: 'addresses', groups: file }, { as: ada })
    expect(await draft.text()).not.toContain('Invalid type')
  })
})

describe('names without end', () => {
  it('take hardly more time to be refused than others', async () => {
    const { code } = await addInvitation()
    const password = 'velvetorchid'.repeat(10)
    const took = async (first_name: string) => {
      const start = performance.now()
      const answer = await post(
        '/invitation',
        { ...vera, first_name, last_name: '', password },
        holding(code),
      )
      expect(answer.status).toBe(422)
      return performance.now() - start
    }
    await took('A')
    const usual = await took('A')
    expect(await took('abc '.repeat(15_000))).toBeLessThan(10 * usual)
  })
})

describe('places to go on to', () => {
  it('are written so that a header can carry them', async () => {
    const max = await addUser(cast.max)
    await givePassword(max)
    const places = ['/é?q=☃', '/.//evil.test', '/x/..//evil.test']
    const answers = []
    for (const next of places) {
      const answer = await signIn(max.email, undefined, { next })
      answers.push(answer.headers.get('Location'))
    }
    expect(answers).toEqual(['/%C3%A9?q=%E2%98%83', '/', '/'])
  })

  it('never lie elsewhere because an address begins with two slashes', async () => {
    const html = await (await get('//evil.test/page')).text()
    expect(html).toContain('href="/evil.test/page?lang=fr"')
    expect(html).not.toContain('"//evil.test')
  })
})

describe('a client with a network of its own', () => {
  it('counts as one, whichever of its addresses it comes from', async () => {
    const ask = (address: string) =>
      post('/invitation/code', { code: '' }, { headers: { 'CF-Connecting-IP': address } })
    const limit = await answersBeforeLimit((host) => ask(`2001:db8:1:2::${host.toString(16)}`))
    expect(limit).toBeGreaterThanOrEqual(300)
    expect((await ask('2001:db8:1:3::1')).status).toBe(422)
  })
})
