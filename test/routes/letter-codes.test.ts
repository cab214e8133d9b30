import { describe, expect, it } from 'vitest'
import { read, utils } from 'xlsx'
import { groupMembers, invitations, settings, users } from '#src/db/schema/index.ts'
import { formatCode } from '#src/domain/codes/code.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { paths } from '#src/paths.ts'
import { finish, openReview, postWorkbook, textOn } from '#test/support/batch-pages.ts'
import { addGroup } from '#test/support/batches.ts'
import { answersBeforeLimit, cookiesFrom, get, post } from '#test/support/browse.ts'
import { addUser, cast, db, keys } from '#test/support/cast.ts'
import { invite, outbox, password } from '#test/support/invitations.ts'
import { following, holding, keptCode, open, vera } from '#test/support/invitee.ts'
import { confirmationOf, give, makeLetterCode } from '#test/support/letter-codes.ts'
import { deliverWaiting } from '#test/support/mailbox.ts'
import * as panel from '#test/support/panel.ts'

const today = Date.now()
const giving = (code: string, fields: Record<string, string>) => post('/invitation', fields, holding(code))
const letter = async (options = {}) => makeLetterCode(await addUser(cast.ada), options, today)

it('leads from a workbook without addresses through a letter and a mail into the group', async () => {
  const ada = await addUser(cast.ada)
  const group = await panel.addGroup('Quartier A')
  const rows = [
    ['first_name', 'last_name', 'email', 'language'],
    ['Zoé', 'Roy', '', 'fr'],
  ]
  const uploaded = await postWorkbook(rows, ada, { codes: 'on', groups: group.publicId })
  const { id, html } = await openReview(uploaded, ada)
  expect(html).toContain('data-count="invite">1<')
  expect((await post(paths.admin.batchConfirmation(id), { revision: '0' }, { as: ada })).status).toBe(303)
  await finish(id)
  const file = await post(paths.admin.batchCodes(id), {}, { as: ada })
  const book = read(new Uint8Array(await file.arrayBuffer()))
  const [printed] = utils.sheet_to_json<Record<string, string>>(book.Sheets.Codes ?? {})
  const code = printed?.Code ?? ''

  const wrong = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0')
  expect((await post('/invitation/code', { code: wrong })).status).toBe(422)
  const typed = await post('/invitation/code', { code: code.toLowerCase().replaceAll('-', ' ') })
  expect([typed.status, typed.headers.get('Location')]).toEqual([303, '/invitation?lang=fr'])
  const cookie = cookiesFrom(typed)
  const page = await (await get('/invitation?lang=fr', { cookie })).text()
  expect(page).toContain('<html lang="fr">')
  expect(page).toContain('value="Zoé"')
  expect(page).not.toMatch(/name="password"|<script(?! src)/)

  const asked = { first_name: 'Zoé', last_name: 'Roy-Petit', email: 'zoe@ville.test' }
  const given = await post('/invitation', asked, { cookie })
  expect([given.status, given.headers.get('Location')]).toEqual([303, '/invitation/sent'])
  expect(await (await get('/invitation/sent', { cookie: cookiesFrom(given) })).text()).toContain(
    'zoe@ville.test',
  )
  const [mail] = await deliverWaiting()
  expect(mail).toMatchObject({ kind: 'address_confirmation', to: 'zoe@ville.test', locale: 'fr' })
  expect(mail?.text).toContain('Confirmer mon adresse')
  expect(mail?.text).not.toContain('Zoé')

  const link = new URL(/https?:\S+\/i\/\S+/.exec(mail?.text ?? '')?.[0] ?? '')
  const followed = await get(link.pathname + link.search)
  const last = { cookie: cookiesFrom(followed) }
  expect(await (await get('/invitation', last)).text()).toContain('value="Roy-Petit"')
  expect((await post('/invitation', { ...asked, password }, last)).headers.get('Location')).toBe('/')
  expect(await db.select().from(groupMembers)).toMatchObject([{ groupId: group.id }])
  expect(await db.select().from(users)).toMatchObject([
    {},
    { email: 'zoe@ville.test', name: 'Zoé Roy-Petit' },
  ])
  expect((await open(code.replaceAll('-', ''))).status).toBe(410)
  expect((await post(paths.admin.batchCodes(id), {}, { as: ada })).status).toBe(404)
})

describe('a letter code', () => {
  it('from a link opens in its language, or in another when asked, once its button is pressed', async () => {
    const { code } = await letter({ language: 'fr' })
    for (const [asked, shown] of [
      ['', 'fr'],
      ['?lang=en', 'en'],
    ]) {
      const link = await get(`/i/${code}${asked}`)
      expect([keptCode(link), link.headers.get('Location')]).toEqual([code, `/invitation${asked}`])
      const page = await (await get(`/invitation${asked}`, { cookie: cookiesFrom(link) })).text()
      expect(page).toContain(`value="${formatCode(code)}"`)
      const action = /action="(\/invitation\/code[^"]*)"/.exec(page)?.[1] ?? ''
      const found = await post(action, { code: formatCode(code) }, { cookie: cookiesFrom(link) })
      const cookie = [cookiesFrom(link), cookiesFrom(found)].join('; ')
      const opened = await (await get(found.headers.get('Location') ?? '', { cookie })).text()
      expect(opened).toContain(`<html lang="${shown}">`)
      expect(opened).toContain('value="Zoé"')
    }
  })

  it('that a script follows takes an address without the press', async () => {
    const { code } = await letter()
    const cookie = cookiesFrom(await get(`/i/${code}`))
    const given = await post('/invitation', { email: 'zoe@ville.test' }, { cookie })
    expect([given.status, given.headers.get('Location')]).toEqual([303, '/invitation/sent'])
  })

  it('when opened changes nothing', async () => {
    const { code, publicId } = await letter()
    const before = await db.select().from(invitations)
    for (let time = 0; time < 5; time++) {
      const link = await get(`/i/${code}`)
      await get('/invitation', { cookie: cookiesFrom(link) })
      await open(keptCode(link))
    }
    await post('/invitation/code', { code })
    expect(await db.select().from(invitations)).toEqual(before)
    expect(publicId).toBe(before[0]?.publicId)
  })

  it('that nobody was given is unknown, where it is typed and where its link was followed', async () => {
    const typed = await post('/invitation/code', { code: '0000-0000-00000' })
    expect(typed.status).toBe(404)
    expect(await typed.text()).toMatch(/(?=.*do not know this code)(?=.*value="0000-0000-00000")/s)
    const followed = await post('/invitation', { email: 'zoe@ville.test' }, following('0000000000000'))
    expect([followed.status, keptCode(followed)]).toEqual([404, ''])
    expect((await giving('0000000000000', { email: 'zoe@ville.test' })).status).toBe(404)
    expect(await outbox()).toEqual([])
  })

  it('when expired says whom to ask, and offers no mail', async () => {
    const { code } = await makeLetterCode(await addUser(cast.ada), {}, today - 31 * 24 * 60 * 60 * 1000)
    for (const answer of [await open(code), await giving(code, { email: 'zoe@ville.test' })]) {
      expect(answer.status).toBe(410)
      const html = await answer.text()
      expect(html).toContain('This code has expired')
      expect(html).not.toContain('/invitation/deliveries')
    }
  })

  it('when expired names whom the platform says one may ask', async () => {
    const { code } = await makeLetterCode(await addUser(cast.ada), {}, today - 31 * 24 * 60 * 60 * 1000)
    await db.insert(settings).values({ id: 1, supportContact: 'Town hall, 02 123 45 67' })
    expect(await (await open(code)).text()).toContain('ask here: Town hall, 02 123 45 67')
  })

  it('when used says so, not by whom', async () => {
    const { code } = await letter()
    await give(code, 'zoe@ville.test', Date.now())
    const confirmation = await confirmationOf('zoe@ville.test')
    const person = { code: confirmation.code, firstName: 'Zoé', lastName: 'Roy', password, language: 'en' }
    await acceptInvitation(db, keys, person, Date.now())
    for (const answer of [await open(code), await giving(code, { email: 'other@ville.test' })]) {
      expect(answer.status).toBe(410)
      expect(await answer.text()).toMatch(/^(?=.*This code has been used)(?!.*(zoe@|Zoé)).*$/s)
    }
  })
})

describe('opening links of codes', { timeout: 120_000 }, () => {
  it.each(['/i/0000000000000', '/invitation'])('at %s meets a cap for each client', async (path) => {
    const ask = (client: string) =>
      get(path, { ...holding('0000000000000'), headers: { 'CF-Connecting-IP': client } })
    expect(await answersBeforeLimit(() => ask('192.0.2.7'))).toBeGreaterThanOrEqual(300)
    expect((await ask('192.0.2.8')).status).not.toBe(429)
  })
})

describe('the form for an address', () => {
  it.each(['', 'zoe', 'zoe@localhost', 'a b@ville.test', 'zoe@ville.test\r\nBcc: x@y.test'])(
    'refuses %j beside the field, with what was typed',
    async (email) => {
      const { code } = await letter()
      const answer = await giving(code, { first_name: '<b>"', email })
      const html = await answer.text()
      expect(answer.status).toBe(422)
      expect(html).toContain('id="email-error"')
      expect(html).toContain('value="&lt;b&gt;&quot;"')
      expect(await outbox()).toEqual([])
    },
  )

  it('refuses a name that is too long, and asks for none', async () => {
    const { code } = await letter()
    const long = await giving(code, { first_name: 'x'.repeat(101), email: 'zoe@ville.test' })
    expect(long.status).toBe(422)
    expect(await long.text()).toContain('id="first_name-error"')
    expect((await giving(code, { email: 'zoe@ville.test' })).status).toBe(303)
  })

  it('answers an unknown, an invited and a registered address alike, and each by its own mail', async () => {
    const max = await addUser(cast.max)
    await invite('vera@ville.test')
    const { code } = await letter()
    const addresses = ['new@ville.test', 'vera@ville.test', max.email]
    const answers = []
    for (const email of addresses) answers.push(await giving(code, { email }))
    const heads = answers.map(({ status, headers }, index) =>
      [status, ...headers].join().replaceAll(encodeURIComponent(addresses[index] ?? ''), '…'),
    )
    expect(new Set(heads).size).toBe(1)
    const pages = []
    for (const [index, answer] of answers.entries()) {
      const html = await (await get('/invitation/sent', { cookie: cookiesFrom(answer) })).text()
      pages.push(html.replaceAll(addresses[index] ?? '', '…'))
    }
    expect(new Set(pages).size).toBe(1)
    expect((await outbox()).slice(1).map((line) => line.split(' ')[0])).toEqual([
      'address_confirmation',
      'invitation',
      'account_exists',
    ])
  })

  it('of another invitation than the one that is open now sends nothing', async () => {
    const { code } = await letter()
    const answer = await giving(code, { invitation: 'another', email: 'zoe@ville.test' })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/invitation'])
    expect(await outbox()).toEqual([])
  })

  it('leads back to itself whoever opens its answer without having asked', async () => {
    expect((await get('/invitation/sent')).headers.get('Location')).toBe('/invitation')
  })

  it('does not read a password, and makes no account', async () => {
    const { code } = await letter()
    expect((await giving(code, { ...vera, email: 'zoe@ville.test' })).headers.get('Location')).toBe(
      '/invitation/sent',
    )
    expect(await db.select().from(users)).toHaveLength(1)
  })
})

describe('somebody signed in', () => {
  it('is asked before a code is used for their account, and then has its groups', async () => {
    const max = await addUser({ ...cast.max, locale: 'en' })
    const groups = [await addGroup('Quartier A')]
    const { code } = await letter({ groups })
    const page = textOn(await (await open(code, { as: max })).text())
    expect(page).toContain(max.email)
    expect(page).toContain('made for Zoé Roy')
    expect(await db.select().from(groupMembers)).toEqual([])
    const used = await post('/invitation', {}, { ...holding(code), as: max })
    expect([used.status, used.headers.get('Location')]).toEqual([303, '/'])
    expect(await db.select().from(groupMembers)).toMatchObject([{ userId: max.id, groupId: groups[0] }])
    expect((await post('/invitation', {}, { ...holding(code), as: max })).status).toBe(410)
  })
})

describe('staff', () => {
  it('see a letter code as such: who it is for, nothing to send, the code to read out', async () => {
    const sam = await addUser(cast.sam)
    const { publicId, code } = await letter()
    const list = textOn(await (await get(paths.admin.invitations(), { as: sam })).text())
    expect(list).toContain('Letter code')
    const html = await (await get(paths.admin.invitation(publicId), { as: sam })).text()
    expect(html).toContain('<h1>Letter code for Zoé Roy</h1>')
    expect(html).not.toContain(paths.admin.invitationDeliveries(publicId))
    expect(html).toContain('Nobody has given')
    const shown = await (await post(paths.admin.invitationCode(publicId), {}, { as: sam })).text()
    expect(shown).toContain(code.slice(0, 4))
    const sent = await post(paths.admin.invitationDeliveries(publicId), { sendings: '1' }, { as: sam })
    expect(sent.status).toBe(422)
    expect(await sent.text()).toContain('cannot be sent')
  })

  it('are not shown the code that confirms an address', async () => {
    const ada = await addUser(cast.ada)
    const { code, publicId: paper } = await makeLetterCode(ada, {}, today)
    await give(code, 'zoe@ville.test', Date.now())
    const { publicId } = await confirmationOf('zoe@ville.test')
    const html = await (await get(paths.admin.invitation(publicId), { as: ada })).text()
    expect(html).toContain(`href="${paths.admin.invitation(paper)}"`)
    expect(html).not.toContain(`action="${paths.admin.invitationCode(publicId)}"`)
    const refused = await post(paths.admin.invitationCode(publicId), {}, { as: ada })
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain('only sent by mail')
  })
})
