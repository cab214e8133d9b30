import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWorkbook } from '#src/spreadsheets/read-workbook.ts'
import { type Cell, workbookOf } from '#test/support/sheets.ts'

const rowsMax = 2000

function readRows(rows: Cell[][]) {
  const read = readWorkbook(workbookOf(rows), { rowsMax })
  if (read.state !== 'read') throw new Error(`The sheet was refused: ${read.state}`)
  return read
}

const emailsOf = (rows: Cell[][]) => readRows(rows).rows.map(({ values }) => values.email)

describe('a sheet of people', () => {
  it('gives each row with its number, its values and where they stand', () => {
    const { rows, columns, blank } = readRows([
      ['email', 'first_name', 'last_name', 'langue', 'groupes', 'admin'],
      ['ann@x.test', 'Ann', 'Example', 'fr', 'Quartier A, Parents', true],
    ])
    expect(columns).toEqual(['email', 'first_name', 'last_name', 'language', 'groups', 'admin'])
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
        cells: { email: 'A2', first_name: 'B2', last_name: 'C2', language: 'D2', groups: 'E2', admin: 'F2' },
      },
    ])
  })

  it('finds its columns in any order, case and spelling, in English and French', () => {
    const { columns, ignoredColumns } = readRows([
      [
        'Téléphone',
        '  PRÉNOM ',
        'Nom de famille',
        'Adresse électronique *',
        'First-Name',
        'PROJETS',
        'Message',
      ],
      ['1', 'Ann', 'Example', 'ann@x.test', 'x', 'Parc', 'Hello'],
    ])
    expect(columns).toEqual(['email', 'first_name', 'last_name', 'projects', 'message'])
    expect(ignoredColumns).toEqual(['Téléphone', '  PRÉNOM '.trim()])
  })

  it('prefers a column called e-mail to one that may be a postal address', () => {
    expect(
      emailsOf([
        ['Adresse', 'E-mail'],
        ['Rue Haute 1', 'ann@x.test'],
      ]),
    ).toEqual(['ann@x.test'])
    expect(
      emailsOf([
        ['Adresse', 'Nom'],
        ['ann@x.test', 'Example'],
      ]),
    ).toEqual(['ann@x.test'])
  })

  it('skips blank rows and still numbers the others as the sheet does', () => {
    const { rows, blank } = readRows([
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
    expect(rows.map(({ row, cells }) => [row, cells?.email])).toEqual([
      [3, 'A3'],
      [6, 'A6'],
      [7, 'A7'],
    ])
    expect(blank).toBe(2)
  })

  it('reads texts without what Excel and the web leave behind', () => {
    expect(
      emailsOf([['email'], ['\u00a0ann@x.test \t'], ['\ufeffbob@x.test\u200b'], ['cleo@x.test_x000D_\n']]),
    ).toEqual(['ann@x.test', 'bob@x.test', 'cleo@x.test'])
  })

  it('keeps a line break inside an address, so that it is refused and not mended', () => {
    expect(emailsOf([['email'], ['ann@x.test\r\nBcc: bob@x.test']])[0]).toMatch(/^ann@x.test\r?\nBcc/)
  })

  it('reads booleans, numbers and errors as text', () => {
    const { rows } = readRows([
      ['email', 'admin', 'groups', 'first_name'],
      ['a@x.test', true, 12, { t: 'e', v: 42, w: '#N/A' }],
      ['b@x.test', false, 0.5, ''],
      ['c@x.test', 'VRAI', '12', null],
      ['d@x.test', 1],
    ])
    expect(rows.map(({ values }) => values.admin)).toEqual(['TRUE', 'FALSE', 'VRAI', '1'])
    expect(rows.map(({ values }) => values.groups)).toEqual(['12', '0.5', '12', undefined])
    expect(rows[0]?.values.first_name).toBe('#N/A')
  })

  it('takes an address from the text of a link, and from its target where the text is a name', () => {
    expect(
      emailsOf([
        ['email'],
        [{ text: 'ann@x.test', link: 'mailto:other@x.test' }],
        [{ text: 'Bob', link: 'mailto:bob%2Bnews@x.test?subject=Hi' }],
        [{ text: 'Cleo', link: 'https://x.test/cleo@x.test' }],
        ['mailto:dan@x.test'],
      ]),
    ).toEqual(['ann@x.test', 'bob+news@x.test', 'Cleo', 'dan@x.test'])
  })

  it('reads at most fifty columns', () => {
    const header: string[] = Array.from({ length: 60 }, (_, index) => `x${index}`)
    expect(readWorkbook(workbookOf([[...header, 'email'], []]), { rowsMax }).state).toBe('no_email_column')
    header[49] = 'email'
    const row = [...Array.from({ length: 49 }, () => ''), 'ann@x.test']
    expect(readRows([header, row]).rows[0]?.cells?.email).toBe('AX2')
  })

  it('gives the same people whatever the order of the columns', () => {
    const names = ['email', 'first_name', 'last_name', 'language', 'groups', 'admin', 'projects', 'message']
    const values = ['ann@x.test', 'Ann', 'Example', 'fr', 'A', 'VRAI', 'P', 'Hi']
    fc.assert(
      fc.property(fc.shuffledSubarray([...names.keys()], { minLength: 8 }), (order) => {
        const { rows } = readRows([order.map((at) => names[at] ?? ''), order.map((at) => values[at] ?? '')])
        expect(rows[0]?.values).toEqual(Object.fromEntries(names.map((name, at) => [name, values[at]])))
      }),
      { numRuns: 20 },
    )
  })
})

describe('a file that is refused', () => {
  const refusal = (bytes: Uint8Array) => readWorkbook(bytes, { rowsMax }).state

  it('is empty', () => {
    expect(refusal(new Uint8Array())).toBe('empty_file')
    expect(refusal(workbookOf([]))).toBe('empty_file')
    expect(refusal(workbookOf([[''], ['  ']]))).toBe('empty_file')
  })

  it('is no workbook', () => {
    const text = new TextEncoder()
    expect(refusal(text.encode('email\nann@x.test\n'))).toBe('unreadable_file')
    expect(refusal(text.encode('%PDF-1.7'))).toBe('unreadable_file')
    expect(refusal(text.encode('PK\u0003\u0004 and then nothing of a zip'))).toBe('unreadable_file')
    expect(refusal(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).toBe('unreadable_file')
  })

  it('is a workbook cut off or damaged', () => {
    const whole = workbookOf([['email'], ['ann@x.test']])
    expect(refusal(whole.slice(0, whole.length / 2))).toBe('unreadable_file')
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
        const damaged = whole.slice()
        damaged[at] = value
        expect(() => refusal(damaged)).not.toThrow()
      }),
      { numRuns: 1000 },
    )
  })

  it('is too large, or says that it unpacks to too much', () => {
    expect(refusal(new Uint8Array(10 * 1024 * 1024 + 1))).toBe('too_large')
    const bomb = workbookOf([['email'], ['ann@x.test']])
    const entry = bomb.findIndex((_, at) => bomb[at] === 0x50 && bomb[at + 1] === 0x4b && bomb[at + 2] === 1)
    new DataView(bomb.buffer).setUint32(entry + 24, 0xffff_0000, true)
    expect(refusal(bomb)).toBe('too_large')
  })

  it('is made of more parts than any workbook', () => {
    const whole = workbookOf([['email'], ['ann@x.test']])
    const end = whole.findLastIndex(
      (_, at) => whole[at] === 0x50 && whole[at + 1] === 0x4b && whole[at + 2] === 5,
    )
    const entry = whole.findIndex(
      (_, at) => whole[at] === 0x50 && whole[at + 1] === 0x4b && whole[at + 2] === 1,
    )
    const table = whole.slice(entry, end)
    const copies = 200
    const parts = [whole.slice(0, entry), ...Array.from({ length: copies }, () => table), whole.slice(end)]
    const crowded = new Uint8Array(parts.flatMap((part) => [...part]))
    const view = new DataView(crowded.buffer)
    const count = view.getUint16(crowded.length - 12, true) * copies
    view.setUint16(crowded.length - 12, count, true)
    view.setUint16(crowded.length - 14, count, true)
    expect(count).toBeGreaterThan(512)
    expect(refusal(crowded)).toBe('unreadable_file')
  })

  it('has no email column, or nobody below it', () => {
    expect(refusal(workbookOf([['name'], ['Ann']]))).toBe('no_email_column')
    expect(refusal(workbookOf([['ann@x.test'], ['bob@x.test']]))).toBe('no_email_column')
    expect(refusal(workbookOf([['email', 'name']]))).toBe('nothing_to_invite')
    expect(
      refusal(
        workbookOf([
          ['email', 'name'],
          ['', 'a name in a column that is ignored'],
        ]),
      ),
    ).toBe('nothing_to_invite')
  })

  it('has more rows than allowed; exactly as many are read', () => {
    const people = Array.from({ length: 2001 }, (_, index) => [`p${index}@x.test`])
    expect(refusal(workbookOf([['email'], ...people]))).toBe('too_many_rows')
    expect(readRows([['email'], ...people.slice(1)]).rows).toHaveLength(2000)
  })

  it('is not told apart by hostile headers', () => {
    const { rows } = readRows([
      ['__proto__', 'constructor', 'email'],
      ['x', 'y', 'ann@x.test'],
    ])
    expect(rows[0]?.values).toEqual({ email: 'ann@x.test' })
    expect(Object.prototype).not.toHaveProperty('x')
  })
})
