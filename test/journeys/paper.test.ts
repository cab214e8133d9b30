import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Browser, openBrowser, type Page, visitor } from './support/browser.ts'
import { change, query } from './support/database.ts'
import { freshPlatform } from './support/fresh-platform.ts'
import { arrive, type Walker } from './support/http.ts'
import { expectQrCodes, printCodes } from './support/letter-codes.ts'
import type { Platform } from './support/platform.ts'
import { signIn } from './support/steps.ts'

const sentence = 'Venez décider avec nous de la place de l’Église. '
const letters = [
  { first: 'Zoé', last: 'Roy', address: '12 Rue Haute\n1000 Bruxelles', message: 'Venez !' },
  {
    first: 'Long',
    last: 'Message',
    address: 'Kerkstraat 5\n9000 Gent',
    message: sentence.repeat(41).slice(0, 2000),
  },
  { first: 'Many', last: 'Lines', address: 'Rue\n1000 Bruxelles', message: 'fin de ligne\n'.repeat(150) },
  {
    first: 'A'.repeat(100),
    last: 'B'.repeat(100),
    address: `${'Rue '.repeat(20)}\n`.repeat(6),
    message: sentence,
  },
  { first: 'محمد', last: '👩‍👩‍👧‍👦', address: '', message: 'سلام <b>&amp;' },
]

describe('what is longer than its place on paper', { timeout: 120_000 }, () => {
  let platform: Platform
  let browser: Browser
  let admin: Page
  let batch = ''

  beforeAll(async () => {
    platform = freshPlatform()
    browser = await openBrowser()
    const desk = await arrive(platform, platform.firstLink)
    batch = await makeCodes(desk, letters.length)
    const ids = query(platform, 'select id from invitations where address is null order by id')
    for (const [index, letter] of letters.entries()) write(Number(ids[index]?.id), letter)
    admin = await visitor(browser, platform.origin)
    await signIn(admin, 'admin@parvis.example')
  }, 60_000)

  afterAll(() => browser?.close())

  it.each(['a4', 'letter'])('goes on on a page of its own letter, on %s', async (size) => {
    const { codes, paper } = await printCodes(admin, batch, { paper: size })
    const shown = codes.map((code) => code.replace(/(.{4})(.{4})/, '$1-$2-'))
    const texts = Array.from({ length: paper.pages }, (_, page) => paper.textOf(page))
    const carrying = shown.map((code) => texts.flatMap((text, page) => (text.includes(code) ? [page] : [])))
    expect(carrying.every((pages) => pages.length === 1)).toBe(true)
    const [zoe = -1, long = -1, lines = -1, names = -1, last = -1] = carrying.flat()
    expect([zoe, long]).toEqual([0, 1])
    expect(texts[1]).toContain('Long Message')
    expect(
      texts
        .slice(2, lines + 1)
        .join('')
        .match(/fin de ligne/g),
    ).toHaveLength(150)
    expect(texts.slice(lines + 1, names + 1).join('')).not.toContain('fin de ligne')
    expect(last).toBe(paper.pages - 1)
    for (const [index, page] of carrying.flat().entries())
      await expectQrCodes(paper, page, [`${platform.origin}/i/${codes[index]}`])
    paper.tearUp()
  })

  it.each(['a4', 'letter'])('stays within its card, on %s', async (size) => {
    const { paper } = await printCodes(admin, batch, { layout: 'cards', paper: size })
    expect(paper.pages).toBe(1)
    const cut = await admin
      .locator('.code-card')
      .evaluateAll((cards) =>
        cards.filter((card) => card.scrollHeight > card.clientHeight || card.scrollWidth > card.clientWidth),
      )
    expect(cut).toEqual([])
    paper.tearUp()
  })

  /** Makes codes without looking at them; answers with the address of the batch. */
  async function makeCodes(desk: Walker, count: number): Promise<string> {
    const fields = { source: 'codes', count: String(count), language: 'fr' }
    const { location } = await desk.post('/admin/batches', fields)
    await desk.post(`${location}/confirmation`, {})
    await vi.waitUntil(() => query(platform, `select 1 from batches where state = 'done'`).length > 0, 20_000)
    return location ?? ''
  }

  function write(id: number, { first, last, address, message }: (typeof letters)[number]) {
    const [name, family, postal, text] = [first, last, address, message].map((given) =>
      given.replaceAll("'", "''"),
    )
    change(
      platform,
      `update invitations set first_name = '${name}', last_name = '${family}', postal_address = '${postal}',
        message = '${text}' where id = ${id}`,
    )
  }
})
