import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, openBrowser, type Page, visitor } from './support/browser.ts'
import { coveredEnds, cutOff, marked, reach } from './support/bulk-bar.ts'
import { change, query } from './support/database.ts'
import { freshPlatform } from './support/fresh-platform.ts'
import { arrive, invite, password, type Walker } from './support/http.ts'
import { expectFineAtAnyWidth } from './support/look.ts'
import type { Platform } from './support/platform.ts'
import { linkIn, signIn, t, untilDone } from './support/steps.ts'
import { tellInOrder } from './support/story.ts'

const street = Array.from({ length: 36 }, (_, index) => `p${index}@ville.example`)

describe('everybody can work at the desk', { timeout: 120_000 }, () => {
  tellInOrder()
  let platform: Platform
  let browser: Browser
  let admin: Walker
  let page: Page

  beforeAll(async () => {
    platform = freshPlatform()
    browser = await openBrowser()
    admin = await arrive(platform, platform.firstLink)
    await invite(platform, admin, [...street, 'sam@parvis.example', 'max@ville.example'].join(', '))
    for (const address of ['sam@parvis.example', 'max@ville.example'])
      await arrive(platform, linkIn((await platform.mailsTo(address))[0]))
    change(platform, `update users set role = 'support' where email = 'sam@parvis.example'`)
    age()
    page = await visitor(browser, platform.origin)
    await signIn(page, 'admin@parvis.example')
  })

  afterAll(() => browser?.close())

  it('shows first pages, lists and their empty states', async () => {
    for (const path of [
      '/admin',
      '/admin/invitations',
      '/admin/invitations?state=expired&from=2020-01-01&language=fr&q=p',
      '/admin/invitations?state=refused&mail=bounced',
      '/admin/invitations?q=personne',
      '/admin/invitations/filters?state=open',
      '/admin/invitations/count?language=fr&q=p',
      '/admin/users?role=member&language=fr',
      '/admin/users?q=personne',
      '/admin/batches',
      '/admin/journal',
      '/admin/journal?action=invited&until=2020-01-01',
      '/admin/settings',
      '/admin/invitations/export?state=open&language=fr',
      '/admin/users/export',
    ])
      await look(path)
  })

  it('shows invitations in every state, their forms, and a code', async () => {
    const ids = query(
      platform,
      `select public_id from invitations where address in (
      'p0@ville.example', 'p1@ville.example', 'p2@ville.example', 'p3@ville.example', 'p4@ville.example',
      'max@ville.example')`,
    )
    for (const { public_id } of ids) await look(`/admin/invitations/${public_id}`)
    const one = `/admin/invitations/${idOf('p5@ville.example')}`
    for (const form of ['grant', 'address', 'deletion']) await look(`${one}/${form}`)
    await page.goto(one)
    await page.locator('[name=days]').fill('soon')
    await page.locator('form[action$="/extension"] button').click()
    await page.locator('.error-summary').waitFor()
    await lookHere()
    await page.goto(one)
    await page.locator('form[action$="/code"] button').click()
    await page.locator('.spoken-code').waitFor()
    await lookHere()
  })

  it('shows batches and people, and what is left of an erased one', async () => {
    const [batch] = query(platform, `select public_id from batches`)
    await look(`/admin/batches/${batch?.public_id}`)
    const [max] = query(platform, `select public_id from users where email = 'max@ville.example'`)
    const person = `/admin/users/${max?.public_id}`
    for (const path of [person, `${person}/deactivation`, `${person}/erasure`]) await look(path)
    change(platform, `update users set role = 'admin', deactivated_at = 1 where email = 'max@ville.example'`)
    for (const path of [person, `${person}/activation`]) await look(path)
    const refused = await admin.post(`${person}/activation`, { password: 'not it' })
    expect(refused.status).toBe(422)
    const erased = `/admin/invitations/${idOf('max@ville.example')}`
    await admin.post(`${person}/erasure`, { email: 'max@ville.example', password })
    expect((await admin.get(person)).status).toBe(410)
    await look(erased)
  })

  it('goes from the list to the result of a bulk action by keyboard alone, and sees each step', async () => {
    await page.goto('/admin/invitations?state=open')
    await tabTo('main tbody [name=id]')
    await page.keyboard.press('Space')
    expect(await page.locator('.bulk-bar').evaluate((bar) => getComputedStyle(bar).position)).toBe('sticky')
    await tabTo('main tbody tr:nth-child(3) [name=id]')
    await page.keyboard.press('Space')
    await lookHere()
    await tabTo('button[name=kind][value=delete]')
    await tabTo('main thead [data-tick-all]', 'Shift+Tab')
    await tabTo('button[name=kind][value=delete]')
    await page.keyboard.press('Enter')
    await page.locator('[data-chosen="2"]').waitFor()
    await lookHere()
    await tabTo('main [name=number]')
    await page.keyboard.type('3')
    await page.keyboard.press('Enter')
    await page.locator('.error-summary').waitFor()
    await lookHere()
    await tabTo('main [name=number]')
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('2')
    await tabTo('main .button-danger')
    await page.keyboard.press('Enter')
    await page.locator('#bulk').waitFor()
    await untilDone(page)
    expect(await page.locator('[data-result=done]').innerText()).toBe('2')
    await lookHere()
  })

  it('ticks a whole page on a phone, and says how many', async () => {
    await page.setViewportSize({ width: 320, height: 700 })
    await page.goto('/admin/invitations?q=ville')
    await page.getByLabel(t('invitations.list.tick_all'), { exact: true }).check()
    const rows = await page.locator('main [name=id]:checked').count()
    expect(rows).toBe(await page.locator('main [name=id]').count())
    expect(await page.locator('[data-ticked]').innerText()).toBe(`(${rows})`)
    await lookHere()
  })

  it.each([
    { window: 'a phone', width: 360, height: 740 },
    { window: 'a phone on its side', width: 740, height: 360 },
    { window: 'a page at 400 %', width: 320, height: 256 },
    { window: 'a low laptop', width: 1280, height: 600 },
  ])('has what acts on many at hand in $window, and most of the list in sight', async ({ width, height }) => {
    await page.setViewportSize({ width, height })
    await page.goto('/admin/invitations?q=ville')
    expect(await reach(page)).toMatchObject({ position: 'static' })
    await tabTo('main tbody tr:nth-child(3) [name=id]')
    await page.keyboard.press('Space')
    expect(await hidden()).toBeNull()
    const { position, top, bottom } = await reach(page)
    expect({ position, bottom: Math.round(bottom) }).toEqual({ position: 'sticky', bottom: height })
    expect(bottom - top).toBeLessThanOrEqual(height / 3)
    await tabTo('main tbody tr:nth-child(6) [name=id]')
    await tabTo('main tbody tr:nth-child(2) a', 'Shift+Tab')
    await tabTo('main tbody tr:last-child a')
    await tabTo('.bulk-bar button:last-child')
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
    const last = await page.locator('main tbody tr:last-child').boundingBox()
    expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual((await reach(page)).top)
    await lookHere()
  })

  it('shows all that acts on many at once on a phone, in every language', async () => {
    await page.setViewportSize({ width: 375, height: 812 })
    for (const language of ['en', 'nl', 'de', 'es', 'fr']) {
      change(platform, `update users set locale = '${language}' where email = 'admin@parvis.example'`)
      await page.goto('/admin/invitations?q=ville')
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      await page.locator('main tbody tr:nth-child(3) [name=id]').check()
      const { top, bottom } = await reach(page)
      expect(bottom - top).toBeLessThanOrEqual(812 / 3)
      expect({ language, cutOff: await cutOff(page) }).toEqual({ language, cutOff: [] })
    }
  })

  it('shows each of them whole at 400 %, one after the other, and marks a line that goes on', async () => {
    await page.setViewportSize({ width: 320, height: 256 })
    await page.goto('/admin/invitations?q=ville')
    await page.locator('main tbody tr:last-child [name=id]').check()
    expect(await marked(page)).toEqual([true, true])
    await tabTo('.bulk-bar [name=scope]')
    for (const key of ['ArrowDown', ...Array.from({ length: 6 }, () => 'Tab')]) {
      await page.keyboard.press(key)
      expect(await hidden()).toBeNull()
      expect(await page.locator('.bulk-bar :focus').evaluate(coveredEnds)).toEqual([])
    }
    expect(await page.locator('.bulk-bar button:last-child:focus').count()).toBe(1)
    await page.setViewportSize({ width: 375, height: 812 })
    expect(await marked(page)).toEqual([false, false])
  })

  it('serves support staff as well', async () => {
    await page.context().close()
    page = await visitor(browser, platform.origin)
    await signIn(page, 'sam@parvis.example')
    const open = `/admin/invitations/${idOf('p7@ville.example')}`
    for (const path of ['/admin', '/admin/invitations', open, '/admin/users']) await look(path)
  })

  /** States that only time, mailboxes and people bring about. */
  function age() {
    const invitation = (name: string) =>
      `(select id from invitations where address = '${name}@ville.example')`
    const now = Date.now()
    change(
      platform,
      `update invitations set reminded_at = ${now} where id = ${invitation('p1')};
       update invitations set expires_at = ${now - 1000} where id = ${invitation('p2')};
       insert into invitation_stops (invitation_id, reason, at, note) values
         (${invitation('p3')}, 'refused', ${now}, 'Sans moi'), (${invitation('p4')}, 'bounced', ${now}, null)`,
    )
  }

  function idOf(address: string): string {
    return String(
      query(platform, 'select public_id from invitations where address = ?', address)[0]?.public_id,
    )
  }

  async function look(path: string) {
    await page.goto(path)
    await lookHere()
  }

  function lookHere() {
    return expectFineAtAnyWidth(page)
  }

  /** Walks with the keyboard, and sees at each step where the focus is: it is drawn, and nothing covers it. */
  async function tabTo(selector: string, key = 'Tab') {
    for (let steps = 0; steps < 250; steps++) {
      await page.keyboard.press(key)
      expect(await hidden()).toBeNull()
      if ((await page.locator(`${selector}:focus`).count()) > 0) return
    }
    throw new Error(`The keyboard does not reach ${selector}`)
  }

  function hidden(): Promise<string | null> {
    return page.evaluate(() => {
      const focused = document.activeElement
      if (!focused || focused === document.body) return null
      const { left, top, width, height } = focused.getBoundingClientRect()
      const middle = document.elementFromPoint(left + width / 2, top + height / 2)
      const isSeen = height > innerHeight || focused.contains(middle) || middle?.contains(focused)
      const isDrawn = getComputedStyle(focused).outlineStyle !== 'none'
      return isSeen && isDrawn ? null : focused.outerHTML.slice(0, 200)
    })
  }
})
