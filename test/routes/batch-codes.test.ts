import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { read, utils } from 'xlsx'
import { invitations } from '#src/db/schema/index.ts'
import { formatCode } from '#src/domain/codes/code.ts'
import { paths } from '#src/paths.ts'
import { addGroup, inviteAll, rowsOf } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'
import { makeLetterCode, makeLetterCodes } from '#test/support/letter-codes.ts'
import { xlsxType } from '#test/support/sheets.ts'

const today = Date.now()
const codesOf = (id: string, as?: Parameters<typeof post>[2]) => post(paths.admin.batchCodes(id), {}, as)

async function rowsIn(answer: Response): Promise<string[][]> {
  const { Sheets, SheetNames } = read(new Uint8Array(await answer.arrayBuffer()))
  return utils.sheet_to_json<string[]>(Sheets[SheetNames[0] ?? ''] ?? {}, { header: 1, defval: '' })
}

const exports = async () =>
  (await db.query.events.findMany()).filter(({ action }) => action === 'codes_exported')

describe('the codes of a batch', () => {
  it('are for administrators, and no attempt of others opens or notes anything', async () => {
    const { batch } = await makeLetterCode(await addUser(cast.ada), {}, today)
    expect((await codesOf(batch)).status).toBe(303)
    for (const person of [cast.sam, cast.max])
      expect((await codesOf(batch, { as: await addUser(person) })).status).toBe(403)
    expect(await exports()).toEqual([])
  })

  it('come for the form alone: who opens the address gets the batch, and nothing is written', async () => {
    const ada = await addUser(cast.ada)
    const { batch } = await makeLetterCode(ada, {}, today)
    const answer = await get(paths.admin.batchCodes(batch), { as: ada })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Location')).toBe(paths.admin.batch(batch))
    expect(await exports()).toEqual([])
    const page = await (await get(paths.admin.batch(batch), { as: ada })).text()
    for (const file of [paths.admin.batchCodes(batch), paths.admin.batchCodesCsv(batch)])
      expect(page).toContain(`<form method="post" action="${file}" data-download="true">`)
  })

  it('come as a workbook of texts: whom for, the code as printed, its short link, until when, which groups', async () => {
    const ada = await addUser(cast.ada)
    const groups = [await addGroup('Quartier B'), await addGroup('Élus')]
    const people = [{ first_name: 'Zoé', last_name: 'Roy' }, { last_name: '=1+1' }, { groups: 'Quartier B' }]
    const letters = await makeLetterCodes(ada, people, { groups }, today)
    const answer = await codesOf(letters[0]?.batch ?? '', { as: ada })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Type')).toBe(xlsxType)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('Content-Disposition')).toContain('attachment; filename="codes.xlsx"')
    const [head, ...rows] = await rowsIn(answer)
    expect(head).toEqual([
      ...['First name', 'Last name', 'Address line 1', 'Address line 2'],
      ...['Address line 3', 'Address line 4', 'Address line 5', 'Code', 'Link'],
      ...['QR code', 'Valid until', 'Groups', 'Language'],
    ])
    expect(rows.map(([first, last, ...others]) => [first, last, others.at(-2), others.at(-1)])).toEqual([
      ['Zoé', 'Roy', 'Élus, Quartier B', 'en'],
      ['', '=1+1', 'Élus, Quartier B', 'en'],
      ['', '', 'Quartier B', 'en'],
    ])
    expect(rows.map((row) => row[7]?.replaceAll('-', ''))).toEqual(letters.map(({ code }) => code))
    const links = letters.map(({ code }) => `${settings.origin}/i/${code}`)
    expect(rows.map((row) => row[8])).toEqual(links)
    expect(rows.map((row) => row[9])).toEqual(links)
    expect(rows[0]?.[7]).toMatch(/^\w{4}-\w{4}-\w{5}$/)
    // To the minute, as on paper: of its last day a code has only a part.
    const until = new Intl.DateTimeFormat('en-GB', {
      ...{ dateStyle: 'medium', timeStyle: 'short', timeZone: settings.timeZone },
    })
    expect(rows.map((row) => row[10])).toEqual(letters.map(({ expiresAt }) => until.format(expiresAt)))
    expect(await exports()).toMatchObject([{ actorId: ada.id, subjectId: letters[0]?.batch }])
    expect(JSON.stringify(await exports())).not.toContain(letters[0]?.code)
  })

  it('come as a text table too, with a column for each line of the postal address, and no formulas', async () => {
    const ada = await addUser(cast.ada)
    const people = [{ first_name: 'Zoé', last_name: '=cmd|1' }, { first_name: 'Nobody' }]
    const [zoe, nobody] = await makeLetterCodes(ada, people, {}, today)
    const postalAddress = '=HYPERLINK("x")\n12 Rue Haute\nBoîte 3\n1000 Bruxelles'
    await db
      .update(invitations)
      .set({ postalAddress })
      .where(eq(invitations.publicId, zoe?.publicId ?? ''))
    const answer = await post(paths.admin.batchCodesCsv(zoe?.batch ?? ''), {}, { as: ada })
    expect(answer.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('Content-Disposition')).toContain('filename="codes.csv"')
    const [, first, second] = (await answer.text()).split('\r\n')
    const link = (code = '') => `${settings.origin}/i/${code}`
    expect(first).toContain(`Zoé","'=cmd|1","'=HYPERLINK(""x"")",12 Rue Haute,"Boîte 3",1000 Bruxelles,,`)
    expect(first).toContain(`${formatCode(zoe?.code ?? '')},${link(zoe?.code)},${link(zoe?.code)},`)
    expect(second).toContain(`Nobody,,,,,,,${formatCode(nobody?.code ?? '')},`)
    expect(await exports()).toMatchObject([{ actorId: ada.id, subjectId: zoe?.batch }])
  })

  it('come whole when there are thousands', { timeout: 120_000 }, async () => {
    const ada = await addUser(cast.ada)
    const people = Array.from({ length: 2500 }, (_, n) => ({ first_name: `P${n}` }))
    const letters = await makeLetterCodes(ada, people, {}, today)
    const rows = await rowsIn(await codesOf(letters[0]?.batch ?? '', { as: ada }))
    expect(rows.slice(1).map(([name]) => name)).toEqual(people.map(({ first_name }) => first_name))
    expect(new Set(rows.map((row) => row[7])).size).toBe(2501)
  })

  it('are there no longer once they expired, and not for a batch of addresses, nor for no batch', async () => {
    const ada = await addUser(cast.ada)
    const { batch: expired } = await makeLetterCode(ada, {}, today - 31 * 24 * 60 * 60 * 1000)
    const { publicId: addresses } = await inviteAll(rowsOf('nina@ville.test'), ada, { codes: true }, today)
    for (const id of [expired, addresses, 'nothing'])
      expect((await codesOf(id, { as: ada })).status).toBe(404)
    expect(await exports()).toEqual([])
  })
})
