import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeCsv } from '#src/spreadsheets/write-csv.ts'
import { type List, type ListRow, writeListWorkbook } from '#src/spreadsheets/write-list.ts'
import expected from '../spreadsheets/corpus/expected/office.json'
import { officeSource } from '../spreadsheets/corpus/office-source.ts'
import { tell } from '../spreadsheets/corpus/tell.ts'

/** What LibreOffice writes of one sheet; only where it is installed. */
const formats: Record<string, string> = {
  'list.xlsx': 'xlsx',
  'list.xls': 'xls',
  'list.ods': 'ods',
  'list.csv': 'csv:Text - txt - csv (StarCalc):59,34,76',
}
const hasOffice = spawnSync('soffice', ['--version']).status === 0
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-office-'))
  await writeFile(join(folder, 'source.fods'), officeSource)
})

afterAll(() => rm(folder, { recursive: true }))

describe.skipIf(!hasOffice)('a workbook of LibreOffice', () => {
  it.each(Object.keys(formats))('comes out as expected: %s', async (name) => {
    const told: Record<string, unknown> = expected
    expect(await tell(await convert(formats[name] ?? '', name))).toEqual(told[name])
  })
})

const hostile = [
  '=1+1',
  '+1',
  '-1+2',
  '@SUM(1)',
  '＝1+1',
  '=HYPERLINK("http://x")',
  ' =1',
  "'=1",
  'a,=1+1',
  'a;=1+1',
]

describe.skipIf(!hasOffice)('a list that was exported', () => {
  const rows = hostile.map((text): ListRow => [text, text, 'no', Date.UTC(2026, 10, 2, 9, 30)])

  it('opens without a formula as a workbook, and its dates are dates', async () => {
    const opened = await openAs('xlsx', rows)
    expect(opened).not.toContain('table:formula')
    expect(opened.match(/office:value-type="date"/g)).toHaveLength(hostile.length)
    for (const text of ['-1+2', '@SUM(1)', '=1+1']) expect(opened).toContain(`<text:p>${text}</text:p>`)
  })

  it.each([
    ['with its own separator', 44],
    ['with another', 59],
    ['with neither', 9],
  ])('opens without a formula as a text table %s, by a program that looks for some', async (_, separator) => {
    const opened = await openAs(
      'csv',
      rows,
      `CSV:${separator},34,76,1,,0,false,true,false,false,false,-1,true`,
    )
    expect(opened).not.toContain('table:formula')
    if (separator === 44) expect(opened.match(/office:value-type="date"/g)).toHaveLength(hostile.length)
  })

  it('opens with a hundred thousand rows', { timeout: 300_000 }, async () => {
    const rows = Array.from({ length: 100_000 }, (_, n): ListRow => [`p${n}@ville.test`, '=1+1', 'no', n])
    const opened = await openAs('xlsx', rows)
    expect(opened.match(/p\d+@ville\.test/g)).toHaveLength(100_000)
    expect(opened).not.toContain('table:formula')
  })
})

/** What LibreOffice makes of a list: its own XML, in which every formula would stand as such. */
async function openAs(ending: 'xlsx' | 'csv', rows: ListRow[], filter?: string): Promise<string> {
  const columns: List['columns'] = [
    { header: 'email', width: 20, kind: 'text' },
    { header: 'name', width: 20, kind: 'text' },
    { header: 'admin', width: 10, kind: 'text' },
    { header: 'invited', width: 20, kind: 'moment' },
  ]
  const list = { name: 'People', columns, rows: inPages(rows) }
  const content = ending === 'xlsx' ? writeListWorkbook(list) : writeCsv(list, ',')
  const path = join(folder, `export.${ending}`)
  await writeFile(path, new Uint8Array(await new Response(content).arrayBuffer()))
  return new TextDecoder().decode(await convert('fods', `export-${ending}`, path, filter))
}

async function* inPages(rows: ListRow[]) {
  yield rows
}

async function convert(
  format: string,
  name: string,
  source = join(folder, 'source.fods'),
  filter?: string,
): Promise<Uint8Array> {
  const profile = `-env:UserInstallation=file://${folder}/profile`
  const outcome = join(folder, name.replaceAll(' ', '-'))
  await promisify(execFile)('soffice', [
    ...[profile, '--headless', ...(filter ? [`--infilter=${filter}`] : [])],
    ...['--convert-to', format, '--outdir', outcome, source],
  ])
  const stem = basename(source).replace(/\.[^.]*$/, '')
  return new Uint8Array(await readFile(join(outcome, `${stem}.${format.split(':')[0]}`)))
}
