import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as xlsx from 'xlsx'
import { type Browser, openBrowser, type Page, visitor } from './support/browser.ts'
import { query } from './support/database.ts'
import { expectFine } from './support/look.ts'
import { type OwnPlatform, startPlatform } from './support/platform.ts'
import { type Provider, startProvider } from './support/provider.ts'
import { workbook } from './support/sheet.ts'
import { counts, create, follow, join, open, press, pressOn, settled, t, untilDone } from './support/steps.ts'
import { tellInOrder } from './support/story.ts'

const header = ['Courriel', 'Prénom', 'Nom', 'Langue', 'Groupes']
const person = (index: number) => [`p${index}@ville.example`, 'Zoé', `Dupont-${index}`, 'fr', 'Quartier A']
const persons = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => person(from + index))

/** A town's list, with five rows that cannot be sent as they are. */
function townList(people: number) {
  const rows: unknown[][] = persons(0, people)
  rows[100] = ['p100 ville.example', 'Luc', 'Petit', 'fr', 'Quartier A']
  rows[2000] = ['p2000@ville.example', 'Inès', 'Roy', 'fr', 'Quartier Z']
  rows[3000] = ['p1@ville.example', 'Zoé', 'Encore', 'fr', '']
  rows[4000] = ['', 'Sans', 'Adresse', 'fr', '']
  rows[people - 1] = ['derniere@ville.example', 'Ana', 'Lys', 'martien', '']
  return workbook([header, ...rows])
}

/** Enough for a batch to be stopped while it runs. */
const others = workbook([header, ...persons(50_000, 90_000)])
const otherPeople = 40_000
/** Generous: on a busy machine a list of this length takes its time. */
const patience = 300_000

describe.each([
  { people: 20_000, way: 'with scripts', isPlain: false },
  { people: 6000, way: 'without JavaScript', isPlain: true },
])('a town of $people is invited from its own list, $way', { timeout: patience }, ({ people, isPlain }) => {
  tellInOrder()
  let provider: Provider
  let platform: OwnPlatform
  let browser: Browser
  let admin: Page

  beforeAll(async () => {
    // Through a provider mails leave at its pace; the local mailbox would take all of them at once.
    provider = await startProvider()
    ;[platform, browser] = await Promise.all([startPlatform(provider.environment), openBrowser()])
    admin = await visitor(browser, platform.origin, { isPlain })
    admin.setDefaultTimeout(120_000)
    await open(admin, platform.firstLink)
    await join(admin, { firstName: 'Anne', lastName: 'Martin', email: 'admin@parvis.example' })
    await create(admin, 'groups', 'Quartier A')
  })

  afterAll(async () => {
    await browser?.close()
    await platform?.stop()
    await provider?.stop()
  })

  it('the review counts every row, and names the five that cannot be sent', async () => {
    await upload(townList(people))
    await expectFine(admin)
    expect(await counts(admin)).toMatchObject({ invite: people - 5, problem: 5 })
    expect(await admin.locator('[data-read]').first().innerText()).toMatch(
      people === 6000 ? /6.000/ : /20.000/,
    )
    expect(await problems()).toEqual([
      ['invalid_email', '102', 'A102'],
      ['unknown_group', '2002', 'E2002'],
      ['duplicate_email', '3002', 'A3002'],
      ['missing_email', '4002', 'A4002'],
      ['unknown_language', `${people + 1}`, `D${people + 1}`],
    ])
  })

  it('two rows are repaired in place, and the counts follow', async () => {
    await repair(102, 'email', 'p1@ville.example')
    await expectFine(admin)
    expect(await admin.locator('form.repair').innerText()).toContain('3')
    await amend('email', 'p100@ville.example')
    await admin.locator('[data-count=problem]').getByText('4', { exact: true }).waitFor()
    await open(admin, new URL(admin.url()).pathname)
    await repair(2002, 'groups', 'quartier a')
    await admin.locator('[data-count=problem]').getByText('3', { exact: true }).waitFor()
    await expectFine(admin)
    expect(await counts(admin)).toMatchObject({ invite: people - 3, problem: 3 })
  })

  it('the other three are taken away as a workbook', async () => {
    await open(admin, new URL(admin.url()).pathname)
    const [download] = await Promise.all([
      admin.waitForEvent('download'),
      admin.locator('a[href$="/problems.xlsx"]').first().click(),
    ])
    const book = xlsx.read(await readFile(await download.path()))
    const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {}
    const cells = xlsx.utils.sheet_to_json<string[]>(sheet, { header: 1, range: 'A1:H10' })
    const rows = cells.filter((row) => row.length > 0)
    expect(rows).toHaveLength(4)
    for (const name of header) expect(rows[0]).toContain(name)
    expect(rows.flat()).toContain('martien')
  })

  it('confirmed, it is carried out; its progress is told, after a reload too, and adds up', async () => {
    await admin.locator('[name=leave_out]').check()
    await pressOn(admin, t('batches.review.decision.invite', { count: people - 3 }))
    await untilHandled(1)
    await admin.reload()
    await expectFine(admin)
    await untilDone(admin)
    await expectFine(admin)
    const shown = await results()
    expect(shown).toMatchObject({ invited: people - 3, left_out: 3, blank: 0 })
    expect(query(platform, `select count(*) as n from mails where address like '%@ville.example'`)).toEqual([
      { n: people - 3 },
    ])
    expect(sumsInDatabase()).toEqual([{ read: people, state: 'done' }])
  })

  it('a list of them says how many there are at least, and counts them all for whoever asks', async () => {
    await admin.goto('/admin/invitations?language=fr&q=dupont')
    if (isPlain) await follow(admin, admin.locator('#match-count a'))
    const button = admin.locator('form#match-count button')
    await button.waitFor()
    await expectFine(admin)
    expect(await admin.locator('#match-count').innerText()).toContain(
      t('invitations.list.match_at_least', { count: 75 }),
    )
    const meant = query(platform, `select count(*) as n from invitations where last_name like 'Dupont-%'`)
    await button.press('Enter')
    const count = admin.locator('#match-count[data-matching]')
    await count.waitFor()
    expect([{ n: Number(await count.getAttribute('data-matching')) }]).toEqual(meant)
    if (!isPlain) expect(await count.evaluate((one) => one === document.activeElement)).toBe(true)
    await expectFine(admin)
  })

  it('another batch is stopped half-way: what is done stays done, and the page says so', async () => {
    await upload(others)
    await pressOn(admin, t('batches.review.decision.invite', { count: otherPeople }))
    await untilHandled(1)
    await admin.goto(`${new URL(admin.url()).pathname}/cancellation`, { waitUntil: 'domcontentloaded' })
    await pressOn(admin, t('batches.batch.stop.yes'))
    await admin.locator('main [data-state=cancelled]').first().waitFor()
    await expectFine(admin)
    const { invited = 0, not_done: notDone = 0 } = await results()
    expect(invited).toBeGreaterThan(0)
    expect(notDone).toBeGreaterThan(0)
    expect(invited + notDone).toBe(otherPeople)
    const inDatabase = query(
      platform,
      `select count(*) as n from invitations i join batches b on b.id = i.batch_id where b.state = 'cancelled'`,
    )
    expect(inDatabase).toEqual([{ n: invited }])
  })

  async function upload(file: ReturnType<typeof workbook>) {
    await open(admin, '/admin/batches/new?from=workbook')
    await admin.locator('[name=file]').setInputFiles(file)
    await press(admin, t('batches.new.submit'))
    await admin.locator('[data-count=invite]').waitFor()
  }

  /** Opens the form of a row, in its place or on its own page, writes into one field and sends it. */
  async function repair(row: number, column: string, value: string) {
    await admin.locator(`#row-${row} .repair-link`).click()
    await amend(column, value)
  }

  async function amend(column: string, value: string) {
    const form = admin.locator('form.repair')
    await form.locator(`[name=${column}]`).fill(value)
    const submit = form.getByRole('button', { name: t('batches.repair.submit') })
    if (isPlain) await follow(admin, submit)
    else await submit.click()
    await settled(admin)
  }

  async function untilHandled(atLeast: number) {
    await expect
      .poll(
        async () => {
          const bar = admin.locator('[data-progress]')
          if ((await bar.count()) > 0) {
            const handled = Number(await bar.first().getAttribute('data-progress'))
            if (handled >= atLeast || !isPlain) return handled
          }
          if (isPlain) await admin.reload()
          return 0
        },
        { timeout: 120_000, interval: 200 },
      )
      .toBeGreaterThanOrEqual(atLeast)
  }

  async function problems() {
    return admin
      .locator('[data-problem][data-row]')
      .evaluateAll((rows) =>
        rows.map((row) => ['data-problem', 'data-row', 'data-cell'].map((name) => row.getAttribute(name))),
      )
  }

  async function results(): Promise<Record<string, number>> {
    const found = await admin
      .locator('[data-result]')
      .evaluateAll((lines) =>
        lines.map((line) => [line.getAttribute('data-result'), Number(line.textContent)]),
      )
    return Object.fromEntries(found)
  }

  /** Of what was carried out: without scripts the first click of two may leave a draft of the same list behind. */
  function sumsInDatabase() {
    return query(
      platform,
      `select state, invited_count + added_count + unchanged_count + renewed_count + skipped_count
        + (counts ->> 'problem') + (counts ->> 'blank') as read from batches where state <> 'draft'`,
    ).map((row) => ({ ...row }))
  }
})
