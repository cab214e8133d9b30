import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, openBrowser, type Page, visitor } from './support/browser.ts'
import { dump, query } from './support/database.ts'
import { freshPlatform } from './support/fresh-platform.ts'
import { password } from './support/http.ts'
import { expectFine } from './support/look.ts'
import type { Platform } from './support/platform.ts'
import { workbook } from './support/sheet.ts'
import { codeIn, counts, create, join, linkIn, open, press, t, untilDone } from './support/steps.ts'
import { tellInOrder } from './support/story.ts'

const message = 'Bonjour,\nvenez décider avec nous de la place de l’Église.'

const sheet = workbook([
  ['Email', 'first_name', 'last_name', 'langue', 'groupes', 'admin'],
  ['claire@exemple.be', 'Claire', 'Dupont', 'fr', 'quartier a', true],
  ['david@example.org', 'David', 'O’Brien & <b>', 'EN', '', 'FAUX'],
  ['renee@exemple.be', '', '', '', 'Quartier A', 'FAUX'],
  ['CLAIRE@exemple.be', '', '', '', '', 'VRAI'],
  ['pas une adresse', '', '', '', '', ''],
])

describe.each([
  { way: 'with scripts', isPlain: false },
  { way: 'without JavaScript', isPlain: true },
])('a town invites a neighbourhood, in French, $way', ({ isPlain }) => {
  tellInOrder()
  let platform: Platform
  let browser: Browser
  let admin: Page

  beforeAll(async () => {
    platform = freshPlatform()
    browser = await openBrowser()
    admin = await visitor(browser, platform.origin, { isPlain })
  })

  afterAll(() => browser?.close())

  it('the printed link makes the first administrator', async () => {
    await open(admin, '/')
    await open(admin, platform.firstLink)
    expect(new URL(admin.url()).pathname).toBe('/invitation')
    await join(admin, { firstName: 'Anne', lastName: 'Martin', email: 'admin@parvis.example' })
    expect(query(platform, 'select role, locale from users')).toEqual([{ role: 'admin', locale: 'fr' }])
  })

  it('the administrator makes two groups and a project', async () => {
    await open(admin, '/admin')
    await create(admin, 'groups', 'Quartier A')
    await create(admin, 'groups', 'Comité')
    await create(admin, 'projects', 'Budget participatif')
    expect(query(platform, 'select count(*) as n from groups')).toEqual([{ n: 2 }])
    expect(query(platform, 'select count(*) as n from projects')).toEqual([{ n: 1 }])
  })

  it('one person is invited by hand and arrives', async () => {
    await open(admin, '/admin/batches/new?from=addresses')
    await admin.locator('[name=addresses]').fill('Renée Lambert <renee@exemple.be>')
    await press(admin, t('batches.new.submit'))
    await admin.locator('[data-count=invite]').waitFor()
    await expectFine(admin)
    await press(admin, t('batches.review.decision.invite', { count: 1 }))
    await untilDone(admin)
    await expectFine(admin)
    const [mail] = await platform.mailsTo('renee@exemple.be')
    const renee = await visitor(browser, platform.origin, { isPlain })
    await open(renee, linkIn(mail))
    expect(await renee.locator('[name=first_name]').inputValue()).toBe('Renée')
    await join(renee, { firstName: 'Renée', lastName: 'Lambert', email: 'renee@exemple.be' })
    await renee.context().close()
  })

  it('a workbook is reviewed: its problems are named, and everyone stands under what will happen', async () => {
    await open(admin, '/admin/batches/new?from=workbook')
    await admin.locator('[name=file]').setInputFiles(sheet)
    await admin.getByLabel('Comité').check()
    await admin.getByLabel('Budget participatif').check()
    await admin.locator('[name=admin]').check()
    await admin.locator('[name=message]').fill(message)
    await press(admin, t('batches.new.submit'))
    await admin.locator('[data-count=invite]').waitFor()
    await expectFine(admin)
    expect(await counts(admin)).toMatchObject({
      ...{ invite: 2, add: 1, unchanged: 0, renew: 0, skip: 0, problem: 2, blank: 0 },
    })
    expect(await problems(admin)).toEqual([
      ['duplicate_email', '5', 'A5'],
      ['invalid_email', '6', 'A6'],
    ])
    const text = await admin.locator('main').innerText()
    expect(text).toContain('David O’Brien & <b>')
    expect(text).toContain('Quartier A')
  })

  it('nothing is sent before the problems are left out and the administrator is confirmed', async () => {
    const before = (await platform.mails()).length
    await admin.locator('[name=admin]').check()
    await press(admin, confirmButton())
    await expectFine(admin)
    expect(query(platform, `select count(*) as n from invitations where source = 'batch'`)).toEqual([
      { n: 1 },
    ])
    expect((await platform.mails()).length).toBe(before)
    await admin.locator('[name=admin]').check()
    await admin.locator('[name=leave_out]').check()
    await press(admin, confirmButton())
    await untilDone(admin)
    await expectFine(admin)
    expect(query(platform, `select count(*) as n from invitations where source = 'batch'`)).toEqual([
      { n: 3 },
    ])
  })

  it('the mails are in the mailbox, each in its language, with the message', async () => {
    const [claire] = await platform.mailsTo('claire@exemple.be')
    const [david] = await platform.mailsTo('david@example.org')
    expect(claire).toMatchObject({ kind: 'invitation', locale: 'fr' })
    expect(david).toMatchObject({ kind: 'invitation', locale: 'en' })
    for (const line of message.split('\n')) expect(claire?.text).toContain(line)
    expect(david?.html).toContain('place de l’Église')
    expect(david?.html).not.toContain('O’Brien & <b>')
    expect(await platform.mailsTo('renee@exemple.be')).toHaveLength(1)
    expect((await platform.mails()).filter(({ to }) => to.includes('claire'))).toHaveLength(1)
  })

  it('one invitee accepts by the link, on a phone', async () => {
    const [mail] = await platform.mailsTo('claire@exemple.be')
    const claire = await visitor(browser, platform.origin, { isPlain, isPhone: true })
    await open(claire, linkIn(mail))
    await join(claire, { firstName: 'Claire', lastName: 'Dupont', email: 'claire@exemple.be' })
    await open(claire, '/')
    expect(await claire.locator('main').innerText()).toContain('Quartier A')
    await open(claire, '/admin')
    await claire.context().close()
  })

  it('one accepts by the pasted code, without JavaScript, with typing errors forgiven', async () => {
    const [mail] = await platform.mailsTo('david@example.org')
    const david = await visitor(browser, platform.origin, { isPlain: true })
    await open(david, '/')
    const typed = codeIn(mail).toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    await david.locator('[name=code]').fill(typed)
    await press(david, t('welcome.code.submit'))
    await david.waitForURL('**/invitation')
    await join(david, { firstName: 'David', lastName: 'O’Brien & <b>', email: 'david@example.org' })
    await open(david, '/admin').then(() => expect(david.url()).toContain('/admin'))
    expect(await david.locator('h1').innerText()).not.toContain('Bienvenue')
    await david.context().close()
  })

  it('rights and groups are as the sheet says, the sheet winning over the options', () => {
    expect(standing('claire@exemple.be')).toEqual({
      role: 'admin',
      in: 'Quartier A',
      manages: 'Budget participatif',
    })
    expect(standing('david@example.org')).toEqual({
      role: 'member',
      in: 'Comité',
      manages: 'Budget participatif',
    })
    expect(standing('renee@exemple.be')).toEqual({
      role: 'member',
      in: 'Quartier A',
      manages: 'Budget participatif',
    })
  })

  it('a dump of the database contains no code and no password', async () => {
    const text = dump(platform).toUpperCase().replaceAll('-', '')
    const mails = await platform.mails()
    expect(mails.length).toBeGreaterThanOrEqual(3)
    for (const mail of mails) {
      const code = /\/i\/([0-9A-Z]+)/.exec(mail.text)?.[1]
      if (code) expect(text.includes(code)).toBe(false)
    }
    expect(text.includes(password.toUpperCase())).toBe(false)
  })

  function confirmButton(): string {
    const invite = t('batches.review.decision.invite', { count: 2 })
    const add = t('batches.review.decision.and_add', { count: 1 })
    return t('batches.review.decision.invite_and_add', { invite, add })
  }

  async function problems(page: Page) {
    const rows = await page.locator('[data-problem][data-row]').all()
    return Promise.all(
      rows.map((row) =>
        Promise.all(['data-problem', 'data-row', 'data-cell'].map((name) => row.getAttribute(name))),
      ),
    )
  }

  function standing(email: string) {
    const [row] = query(
      platform,
      `select role,
        (select group_concat(g.name) from group_members m join groups g on g.id = m.group_id
          where m.user_id = users.id) as "in",
        (select group_concat(p.name) from project_managers m join projects p on p.id = m.project_id
          where m.user_id = users.id) as manages
      from users where email = ?`,
      email,
    )
    return { ...row }
  }
})
