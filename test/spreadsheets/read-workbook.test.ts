import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utils, write } from 'xlsx'
import { rowsMax } from '#src/domain/batches/batch.ts'
import { readWorkbook } from '#src/spreadsheets/read-workbook.ts'
import { type Cell, readAll, workbookOf } from '#test/support/sheets.ts'
import { handMade, relation, sheetOf } from '#test/support/xlsx-parts.ts'

async function readRows(rows: Cell[][]) {
  const read = await readAll(workbookOf(rows))
  if (read.state !== 'whole') throw new Error(`The sheet was refused: ${read.state}`)
  return read
}

const emailsOf = async (rows: Cell[][]) => (await readRows(rows)).rows.map(({ values }) => values.email)
const textFile = (text: string) => new TextEncoder().encode(text)

describe('a sheet of people', () => {
  it('gives each row with its number and values, and says what was read', async () => {
    const { rows, sheet, blank } = await readRows([
      ['email', 'first_name', 'last_name', 'langue', 'Tél.', 'groupes', 'admin'],
      ['ann@x.test', 'Ann', 'Example', 'fr', '02', 'Quartier A, Parents', true],
    ])
    expect(blank).toBe(0)
    expect(rows).toEqual([
      {
        row: 2,
        values: {
          email: 'ann@x.test',
          first_name: 'Ann',
          last_name: 'Example',
          language: 'fr',
          groups: 'Quartier A, Parents',
          admin: 'TRUE',
        },
        others: ['02'],
      },
    ])
    expect(sheet).toMatchObject({
      ...{ sheetName: 'Invitations', headerRow: 1, hiddenRows: 0, hiddenSheets: [], otherSheets: [] },
      ...{ mergedCells: 0, isGuessedEncoding: false },
      ignored: [{ header: 'Tél.', letter: 'E' }],
    })
    expect(sheet.columns[0]).toEqual({ column: 'email', header: 'email', letter: 'A' })
    expect(sheet.columns.at(-1)).toEqual({ column: 'admin', header: 'admin', letter: 'G' })
  })

  it('is found below titles', async () => {
    const { rows, sheet } = await readRows([
      ['Commune de Exemple', null, 'Liste 2026'],
      [],
      ['Nom', 'E-mail'],
      ['Example', 'ann@x.test'],
    ])
    expect(sheet.headerRow).toBe(3)
    expect(rows).toEqual([{ row: 4, values: { last_name: 'Example', email: 'ann@x.test' } }])
  })

  it('skips blank rows and still numbers the others as the sheet does', async () => {
    const { rows, blank } = await readRows([
      [],
      ['email', 'first_name'],
      ['ann@x.test'],
      [],
      ['  ', '\u00a0'],
      ['', 'Bob'],
      ['cleo@x.test'],
      [null],
      [''],
    ])
    expect(rows.map(({ row }) => row)).toEqual([3, 6, 7])
    expect(blank).toBe(2)
  })

  it('loses no row that says anything, even where nobody knows what', async () => {
    const { rows, blank } = await readRows([
      ['email', 'Name'],
      ['', 'Ann Example'],
      ['bob@x.test', 'Bob'],
    ])
    expect(rows[0]).toEqual({ row: 2, values: {}, others: ['Ann Example'] })
    expect(blank).toBe(0)
  })

  it('reads texts without what Excel and the web leave behind', async () => {
    expect(
      await emailsOf([
        ['email'],
        ['\u00a0ann@x.test \t'],
        ['\ufeffbob@x.test\u200b'],
        ['cleo@x.test_x000D_\n'],
      ]),
    ).toEqual(['ann@x.test', 'bob@x.test', 'cleo@x.test'])
  })

  it('keeps a line break inside an address, so that it is refused and not mended', async () => {
    expect((await emailsOf([['email'], ['ann@x.test\r\nBcc: bob@x.test']]))[0]).toMatch(/^ann@x.test\n+Bcc/)
  })

  it('reads booleans, numbers and errors as text, and says which cells hold errors', async () => {
    const { rows } = await readRows([
      ['email', 'admin', 'groups', 'first_name'],
      ['a@x.test', true, 12, { t: 'e', v: 42, w: '#N/A' }],
      ['b@x.test', false, 0.5, ''],
      ['c@x.test', 'VRAI', '12', null],
      ['d@x.test', 1],
    ])
    expect(rows.map(({ values }) => values.admin)).toEqual(['TRUE', 'FALSE', 'VRAI', '1'])
    expect(rows.map(({ values }) => values.groups)).toEqual(['12', '0.5', '12', undefined])
    expect(rows.map(({ broken }) => broken)).toEqual([['first_name'], undefined, undefined, undefined])
  })

  it('takes an address from the text of a link, and from its target where the text is a name', async () => {
    expect(
      await emailsOf([
        ['email'],
        [{ text: 'ann@x.test', link: 'mailto:other@x.test' }],
        [{ text: 'Bob', link: 'mailto:bob%2Bnews@x.test?subject=Hi' }],
        [{ text: 'Cleo', link: 'https://x.test/cleo@x.test' }],
        ['mailto:dan@x.test'],
      ]),
    ).toEqual(['ann@x.test', 'bob+news@x.test', 'Cleo', 'dan@x.test'])
  })

  it('reads at most fifty columns', async () => {
    const header: string[] = Array.from({ length: 60 }, (_, index) => `x${index}`)
    expect((await readWorkbook(workbookOf([[...header, 'email'], []]))).state).toBe('no_email_column')
    header[49] = 'email'
    const row = [...Array.from({ length: 49 }, () => ''), 'ann@x.test']
    const { rows, sheet } = await readRows([header, row])
    expect(rows[0]?.values.email).toBe('ann@x.test')
    expect(sheet.columns).toEqual([{ column: 'email', header: 'email', letter: 'AX' }])
  })

  it('gives the same people whatever the order of the columns', async () => {
    const names = ['email', 'first_name', 'last_name', 'language', 'groups', 'admin', 'projects', 'message']
    const values = ['ann@x.test', 'Ann', 'Example', 'fr', 'A', 'VRAI', 'P', 'Hi']
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...names.keys()], { minLength: 8 }), async (order) => {
        const { rows } = await readRows([
          order.map((at) => names[at] ?? ''),
          order.map((at) => values[at] ?? ''),
        ])
        expect(rows[0]?.values).toEqual(Object.fromEntries(names.map((name, at) => [name, values[at]])))
      }),
      { numRuns: 20 },
    )
  })
})

describe('a workbook of several sheets', () => {
  const people = utils.aoa_to_sheet([['E-mail'], ['ann@x.test']])
  const notes = utils.aoa_to_sheet([['Notes'], ['nothing here']])

  function bookOf(sheets: Record<string, typeof people>, hidden: string[] = []): Uint8Array {
    const book = { SheetNames: Object.keys(sheets), Sheets: sheets }
    const facts = book.SheetNames.map((name) => ({ name, Hidden: hidden.includes(name) ? 1 : 0 }) as const)
    return new Uint8Array(
      write({ ...book, Workbook: { Sheets: facts } }, { type: 'array', bookType: 'xlsx' }),
    )
  }

  it('is read from the first visible sheet that has an address column', async () => {
    const bytes = bookOf({ Notes: notes, Old: people, People: people, Later: people }, ['Old'])
    expect(await readAll(bytes)).toMatchObject({
      rows: [{ row: 2, values: { email: 'ann@x.test' } }],
      sheet: { sheetName: 'People', hiddenSheets: ['Old'], otherSheets: ['Notes', 'Later'] },
    })
  })

  it('names no sheet longer than a line', async () => {
    const long = 'n'.repeat(400_000)
    const named = (name: string, text: string) =>
      handMade({
        rows: `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`,
        sheets: `<sheet name="${name}" sheetId="1" r:id="rId1"/><sheet name="${long}" sheetId="2" r:id="rId9" state="hidden"/>`,
        relations: relation('rId9', 'worksheet', 'worksheets/sheet9.xml'),
        parts: [{ name: 'xl/worksheets/sheet9.xml', content: sheetOf('') }],
      })
    const found = await readWorkbook(new Uint8Array(named('List', 'email')))
    expect('sheet' in found && found.sheet.hiddenSheets).toEqual(['n'.repeat(80)])
    const asked = await readWorkbook(new Uint8Array(named(long, 'Ann')))
    expect('preview' in asked && asked.preview.sheetName).toBe('n'.repeat(80))
  })

  it('shows the first visible sheet with text where no sheet has such a column', async () => {
    const bytes = bookOf({ Old: people, Empty: utils.aoa_to_sheet([[]]), Notes: notes }, ['Old'])
    expect(await readAll(bytes)).toEqual({
      state: 'no_email_column',
      preview: { sheetName: 'Notes', columns: [{ letter: 'A', samples: ['Notes', 'nothing here'] }] },
    })
  })
})

describe('a sheet whose columns somebody has named', () => {
  const rows = [
    ['Wer', null, 'Wohin'],
    ['Ann', 'x'],
    ['Bob', 'y', 'bob@x.test'],
  ]

  it('takes the columns as they are named, and shows the others', async () => {
    const mapping = { columns: { email: 2, first_name: 0 }, hasHeader: true }
    expect(await readAll(workbookOf(rows), mapping)).toMatchObject({
      rows: [
        { row: 2, values: { first_name: 'Ann' } },
        { row: 3, values: { first_name: 'Bob', email: 'bob@x.test' } },
      ],
      sheet: {
        headerRow: 1,
        columns: [
          { column: 'first_name', header: 'Wer', letter: 'A' },
          { column: 'email', header: 'Wohin', letter: 'C' },
        ],
        ignored: [],
      },
    })
  })

  it('takes the first row as a person where there is no header', async () => {
    const read = await readAll(workbookOf(rows), { columns: { email: 2 }, hasHeader: false })
    expect(read).toMatchObject({
      rows: [
        { row: 1, values: { email: 'Wohin' }, others: ['Wer', ''] },
        { row: 2, values: {}, others: ['Ann', 'x'] },
        { row: 3 },
      ],
      sheet: { headerRow: 0, ignored: [{ letter: 'A' }, { letter: 'B' }] },
    })
  })

  it('asks again where no address column is named, or one that cannot be', async () => {
    for (const email of [undefined, -1, 50, 0.5])
      expect(
        await readAll(workbookOf(rows), { columns: email === undefined ? {} : { email }, hasHeader: true }),
      ).toMatchObject({ state: 'no_email_column' })
  })
})

describe('a text table', () => {
  it('keeps its cells as they are written', async () => {
    expect(await readAll(textFile('email;groups\r\nann@x.test;"007\r\n1-2"\r\n'))).toMatchObject({
      rows: [{ row: 2, values: { email: 'ann@x.test', groups: '007\n1-2' } }],
      blank: 0,
    })
  })

  it('is a list of one column where its header is one cell, whatever the rows contain', async () => {
    expect(await readAll(textFile('Email\nann@x.test, bob@x.test\ncleo@x.test;dan@x.test\n'))).toMatchObject({
      rows: [
        { values: { email: 'ann@x.test, bob@x.test' } },
        { values: { email: 'cleo@x.test;dan@x.test' } },
      ],
    })
  })

  it('is refused where a quote is never closed, or a line has no end', async () => {
    const people = Array.from({ length: 2000 }, (_, index) => `p${index}@x.test,Ann`).join('\n')
    expect(await readAll(textFile(`email,name\n"${people}`))).toEqual({ state: 'unreadable_file' })
    expect(await readAll(textFile(`email,name\n${'x'.repeat(200_000)},y\n`))).toEqual({
      state: 'unreadable_file',
    })
  })

  it('reads many records as it reads few', async () => {
    const people = Array.from({ length: 5000 }, (_, index) => `"p${index}@x.test","A ""n"" n ${index}"`)
    const read = await readAll(textFile(`email,name\n${people.join('\n')}`))
    if (read.state !== 'whole') throw new Error(read.state)
    expect(read.rows).toHaveLength(5000)
    expect(
      read.rows.every(({ row, values, others }) => {
        return values.email === `p${row - 2}@x.test` && others?.[0] === `A "n" n ${row - 2}`
      }),
    ).toBe(true)
  })
})

describe('a file that is refused', () => {
  const refusal = async (bytes: Uint8Array) => (await readAll(bytes)).state

  it('is empty', async () => {
    expect(await refusal(new Uint8Array())).toBe('empty_file')
    expect(await refusal(workbookOf([]))).toBe('empty_file')
    expect(await refusal(workbookOf([[''], ['  ']]))).toBe('empty_file')
    expect(await refusal(textFile(' \r\n \n'))).toBe('empty_file')
  })

  it('is no workbook', async () => {
    expect(await refusal(textFile('Dear all, here is the list.\nKind regards'))).toBe('unreadable_file')
    expect(await refusal(textFile('%PDF-1.7'))).toBe('unreadable_file')
    expect(await refusal(textFile('<table><tr><td>email</td></tr></table>'))).toBe('unreadable_file')
    expect(await refusal(textFile('PK\u0003\u0004 and then nothing of a zip'))).toBe('unreadable_file')
    expect(await refusal(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).toBe(
      'unreadable_file',
    )
  })

  it('is cut off or damaged', async () => {
    const whole = workbookOf([['email'], ['ann@x.test']])
    expect(await refusal(whole.slice(0, whole.length / 2))).toBe('unreadable_file')
  })

  it('is too large, or says that it unpacks to too much', async () => {
    expect(await refusal(new Uint8Array(10 * 1024 * 1024 + 1))).toBe('too_large')
  })

  it('has no email column, or nobody below it', async () => {
    expect(await refusal(workbookOf([['name'], ['Ann']]))).toBe('no_email_column')
    expect(await refusal(workbookOf([['ann@x.test'], ['bob@x.test']]))).toBe('no_email_column')
    expect(await refusal(workbookOf([['email', 'name']]))).toBe('nothing_to_invite')
  })

  it('has more rows than allowed; exactly as many are read', async () => {
    const people = Array.from({ length: rowsMax }, (_, index) => `p${index}@x.test\n`).join('')
    expect(await refusal(textFile(`email\n${people}`))).toBe('whole')
    expect(await refusal(textFile(`email\n${people}one-more@x.test`))).toBe('too_many_rows')
  })

  it('is a text of more lines than any sheet has, however empty they are', async () => {
    const begin = Date.now()
    expect(await refusal(textFile(`email\nann@x.test\n${'\n'.repeat(9_000_000)}`))).toBe('too_large')
    expect(Date.now() - begin).toBeLessThan(5000)
  })

  it('is not told apart by hostile headers', async () => {
    const { rows } = await readRows([
      ['__proto__', 'constructor', 'email'],
      ['x', 'y', 'ann@x.test'],
    ])
    expect(rows[0]?.values).toEqual({ email: 'ann@x.test' })
    expect(Object.prototype).not.toHaveProperty('x')
  })
})
