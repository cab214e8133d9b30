import { describe, expect, it } from 'vitest'
import { read, utils, write } from 'xlsx'
import { letterColumns } from '#src/domain/batches/row.ts'
import { paths } from '#src/paths.ts'
import { readWorkbook } from '#src/spreadsheets/read-workbook.ts'
import { addGroup, addProject } from '#test/support/batches.ts'
import { get } from '#test/support/browse.ts'
import { addUser, cast, settings } from '#test/support/cast.ts'
import { readAll, xlsxType } from '#test/support/sheets.ts'
import { interfaceLanguages, wordsIn } from '#views/words/index.ts'

async function templateFor(locale: string) {
  const answer = await get(paths.admin.template(), { as: await addUser({ ...cast.ada, locale }) })
  const bytes = new Uint8Array(await answer.clone().arrayBuffer())
  const { Sheets, SheetNames } = read(bytes)
  const [list = [], help = []] = SheetNames.map((name) =>
    utils.sheet_to_json<unknown[]>(Sheets[name] ?? {}, { header: 1 }),
  )
  return { answer, bytes, list, help }
}

/** The template as it comes back: the example has given way to a person. */
function filled(bytes: Uint8Array, person: (string | boolean)[]): Uint8Array {
  const book = read(bytes)
  utils.sheet_add_aoa(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, [person], { origin: 'A2' })
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }))
}

it('is for administrators', async () => {
  expect((await get(paths.admin.template())).status).toBe(303)
  expect((await get(paths.admin.template(), { as: await addUser(cast.sam) })).status).toBe(403)
})

it('is a workbook to download, with an example from the platform itself', async () => {
  await addGroup('Quartier A')
  const { answer, bytes } = await templateFor('en')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('Content-Type')).toBe(xlsxType)
  expect(answer.headers.get('Content-Disposition')).toContain('attachment; filename="invitations.xlsx"')
  expect(await readAll(bytes)).toMatchObject({
    rows: [{ row: 2, values: { language: 'en', groups: 'Quartier A', admin: 'FALSE' } }],
  })
})

describe.each([...interfaceLanguages])('in %s', (language) => {
  it('has headings of that language, and is read without a question once it is filled in', async () => {
    const { t } = wordsIn(language)
    const { bytes, list } = await templateFor(language)
    const columns = ['email', 'first_name', 'last_name', 'language', 'groups', 'admin'] as const
    expect(list[0]).toEqual(columns.map((column) => t(`template.header.${column}`)))
    const person = ['mia@parvis.test', 'Mia', 'Peeters', 'fr', '', true]
    const values = { email: 'mia@parvis.test', first_name: 'Mia', last_name: 'Peeters', language: 'fr' }
    expect(await readAll(filled(bytes, person))).toMatchObject({
      sheet: {
        sheetName: t('template.sheet'),
        columns: columns.map((column) => ({ column })),
        ignored: [],
      },
      rows: [{ row: 2, values: { ...values, admin: 'TRUE' } }],
    })
  })

  it('has a second sheet that is no list of people', async () => {
    const { bytes } = await templateFor(language)
    const book = read(bytes)
    const help = utils.book_new(book.Sheets[book.SheetNames[1] ?? ''] ?? {}, 'Help')
    const alone = new Uint8Array(write(help, { type: 'array', bookType: 'xlsx' }))
    expect(await readAll(alone)).toMatchObject({ state: 'no_email_column' })
  })
})

describe('the template for letters', () => {
  const open = async (locale: string) => {
    const answer = await get(paths.admin.lettersTemplate(), { as: await addUser({ ...cast.ada, locale }) })
    return { answer, bytes: new Uint8Array(await answer.clone().arrayBuffer()) }
  }

  it('is for administrators', async () => {
    expect((await get(paths.admin.lettersTemplate())).status).toBe(303)
    expect((await get(paths.admin.lettersTemplate(), { as: await addUser(cast.sam) })).status).toBe(403)
  })

  it.each([...interfaceLanguages])(
    'has in %s a column for each line of a letter, and is read without a question',
    async (language) => {
      const { t } = wordsIn(language)
      const { answer, bytes } = await open(language)
      expect(answer.headers.get('Content-Disposition')).toContain(t('template.letters.file_name'))
      const read = await readWorkbook(bytes, { kind: 'letters' })
      if (read.state !== 'found') throw new Error(read.state)
      expect(read.sheet.columns.map(({ column }) => column)).toEqual([...letterColumns])
      expect(read.sheet.ignored).toEqual([])
      const { value } = await read.rows.next()
      expect(value).toMatchObject([{ values: { city: t('template.example.city'), postcode: '1000' } }])
    },
  )

  it('explains its columns, and neither rights nor e-mail addresses', async () => {
    const { bytes } = await open('en')
    const { Sheets, SheetNames } = read(bytes)
    const help = utils.sheet_to_json<unknown[]>(Sheets[SheetNames[1] ?? ''] ?? {}, { header: 1 })
    const text = help.map((row) => row.join(' ')).join('\n')
    expect(text).toContain('up to 10,000 rows')
    expect(text).toContain('D · postcode')
    expect(text).toContain('up to 200 characters in up to 4 lines')
    expect(text).not.toMatch(/administrator|· email|projects/i)
  })
})

it('explains every column and lists what the platform has', async () => {
  await addGroup('Sport')
  await addProject('Place du marché')
  const { help } = await templateFor('fr')
  const column = (name: string) => help.find(([first]) => String(first).endsWith(name))
  expect(column('· email')).toMatchObject({ 2: 'Oui', 4: 'anne.exemple@example.org' })
  expect(column('message')).toMatchObject({ 2: 'Non\u202f; peut être ajoutée' })
  expect(help).toContainEqual(['Sport'])
  expect(help).toContainEqual(['Place du marché'])
  const tags = help.map(([first]) => first).filter((first) => settings.languages.includes(String(first)))
  expect(tags).toEqual(settings.languages)
})

it('names no group as an example that a file could not tell from another, and says so in the list', async () => {
  for (const name of ['Arts', 'arts', 'Zone']) await addGroup(name)
  const { list, help } = await templateFor('en')
  expect(list[1]).toContain('Zone')
  const said = wordsIn('en').t('template.lists.shared_groups')
  expect(help).toEqual(expect.arrayContaining([['Arts', said], ['arts', said], ['Zone']]))
})
