import { describe, expect, it } from 'vitest'
import { type CellObject, read, utils } from 'xlsx'
import { writeCsv } from '#src/spreadsheets/write-csv.ts'
import { type List, type ListRow, writeListWorkbook } from '#src/spreadsheets/write-list.ts'
import { readAll } from '#test/support/sheets.ts'

const columns: List['columns'] = [
  { header: 'email', width: 20, kind: 'text' },
  { header: 'first_name', width: 20, kind: 'text' },
  { header: 'admin', width: 10, kind: 'text' },
  { header: 'Invited on', width: 20, kind: 'moment' },
]
const at = Date.UTC(2026, 10, 2, 9, 30, 5)

async function* inPages(...pages: ListRow[][]) {
  yield* pages
}

const listOf = (...rows: ListRow[]): List => ({ name: 'People', columns, rows: inPages(rows) })
const bytesOf = async (stream: ReadableStream<Uint8Array>) =>
  new Uint8Array(await new Response(stream).arrayBuffer())
const textOf = async (list: List, separator: ',' | ';' = ',') =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await bytesOf(writeCsv(list, separator)))

async function cellsOf(list: List): Promise<CellObject[][]> {
  const { Sheets, SheetNames } = read(await bytesOf(writeListWorkbook(list)), {
    cellFormula: true,
    cellNF: true,
  })
  const sheet = Sheets[SheetNames[0] ?? ''] ?? {}
  const { e } = utils.decode_range(sheet['!ref'] ?? 'A1')
  return Array.from({ length: e.r + 1 }, (_, r) =>
    Array.from({ length: e.c + 1 }, (_, c) => sheet[utils.encode_cell({ r, c })]),
  )
}

const hostile = [
  '=1+1',
  '+1',
  '-1',
  '@a',
  '＝1+1',
  "=cmd|' /C calc'!A0",
  ' =1',
  "'=1",
  '007',
  'a,=1',
  'a"\r\n=1;b',
]

describe('a list as a workbook', () => {
  it('holds texts and real dates', async () => {
    const [head, row] = await cellsOf(listOf(['zoe@ville.test', 'Zoé', 'yes', at]))
    expect(head?.map(({ v }) => v)).toEqual(['email', 'first_name', 'admin', 'Invited on'])
    expect(row?.map(({ t, v }) => [t, v])).toEqual([
      ['s', 'zoe@ville.test'],
      ['s', 'Zoé'],
      ['s', 'yes'],
      ['n', expect.closeTo(46_328 + (9 * 3600 + 30 * 60 + 5) / 86_400, 6)],
    ])
    expect(row?.[3]?.z).toBe('m/d/yy h:mm')
  })

  it('holds no formula, whatever texts begin with, and its cells stay texts when they are edited', async () => {
    const [, ...rows] = await cellsOf(listOf(...hostile.map((text): ListRow => [text, text, 'no', null])))
    for (const [index, row] of rows.entries())
      for (const cell of row.slice(0, 2)) {
        expect(cell).toMatchObject({ t: 's', z: '@' })
        expect(cell.v).toBe(hostile[index]?.replaceAll('\r\n', '\n'))
        expect(cell).not.toHaveProperty('f')
      }
  })
})

describe('a list as a table of text', () => {
  it('begins with the mark of UTF-8 and has a line for each row, as RFC 4180 says', async () => {
    const rows: ListRow[] = [
      ['zoe@ville.test', 'Zoé "Z", Roy', 'yes', at],
      ['a@ville.test', 'one\r\ntwo\tthree\u0000', 'no', null],
    ]
    expect(await textOf(listOf(...rows))).toBe(
      [
        '\ufeffemail,first_name,admin,Invited on',
        'zoe@ville.test,"Zoé ""Z"", Roy",yes,2026-11-02 09:30:05',
        'a@ville.test,"one\ntwo three",no,',
        '',
      ].join('\r\n'),
    )
  })

  it.each([',', ';'] as const)(
    'has no cell that begins like a formula, also where %j is not expected',
    async (separator) => {
      const text = await textOf(
        listOf(...hostile.map((name): ListRow => ['x@ville.test', name, 'no', null])),
        separator,
      )
      for (const cell of text.split(/[,;\n"]/)) expect(cell.trim()).not.toMatch(/^[=+\-@＝＋－＠]/)
    },
  )

  it.each([',', ';'] as const)('is read back as it was, with %j between', async (separator) => {
    const names = [...hostile, "'t Hooft", 'Élus, "A"; B', 'x'.repeat(100)]
    const addresses = ['-x@ville.test', "'-x@ville.test", '+x@ville.test', "'x@ville.test", '_x@ville.test']
    const rows = [
      ...names.map((name): ListRow => ['x@ville.test', name, 'no', at]),
      ...addresses.map((address): ListRow => [address, 'Jo', 'yes', null]),
    ]
    const found = await readAll(await bytesOf(writeCsv(listOf(...rows), separator)))
    if (found.state !== 'whole') throw new Error(found.state)
    expect(found.sheet.columns.map(({ column }) => column)).toEqual(['email', 'first_name', 'admin'])
    expect(found.rows.map(({ values }) => [values.email, values.first_name])).toEqual(
      rows.map(([email, name]) => [email, String(name).replaceAll('\r\n', '\n').trim()]),
    )
  })

  it('never holds more than a cell may', async () => {
    const text = await textOf(listOf(['x'.repeat(40_000), 'é'.repeat(40_000), 'no', null]))
    const [email = '', name = ''] = text.split('\r\n')[1]?.split(',') ?? []
    expect([email.length, name.length]).toEqual([32_769, 32_769])
  })
})

describe('a list that cannot be read to its end', () => {
  it.each([writeListWorkbook, (list: List) => writeCsv(list, ',')])(
    'makes no file that looks whole',
    async (write) => {
      async function* broken() {
        yield [['x@ville.test', 'Jo', 'no', at]]
        throw new Error('The database is gone')
      }
      await expect(bytesOf(write({ name: 'x', columns, rows: broken() }))).rejects.toThrow(
        'The database is gone',
      )
    },
  )
})
