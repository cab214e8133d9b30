import { expect, it } from 'vitest'
import { read, type WorkSheet } from 'xlsx'
import { type Template, writeTemplate } from '#src/spreadsheets/write-template.ts'
import { readAll } from '#test/support/sheets.ts'

const template: Template = {
  sheetName: 'Invitations',
  columns: [
    { header: 'email', hint: 'One address', example: 'anne@exemple.test' },
    { header: 'langue', hint: 'Its code', example: 'fr', choices: 'languages' },
    { header: 'groupes', hint: 'Their names', example: '=1+1', choices: 'groups' },
    { header: 'admin', hint: 'Or not', example: false, choices: 'admin' },
  ],
  exampleHint: { title: 'Example', hint: 'Delete it' },
  rows: 1000,
  help: {
    sheetName: "L'aide",
    title: 'How to',
    sentences: ['One', 'Two'],
    tables: [
      { head: ['Column', 'What'], rows: [['A', 'email']] },
      { name: 'languages', title: 'Languages', head: ['Code'], rows: [['en'], ['fr']], choosable: 2 },
      { name: 'admin', title: 'Admin', head: ['Value'], rows: [[true], [false]], choosable: 2 },
      { name: 'groups', title: 'Groups', head: ['Name'], rows: [], choosable: 0, empty: 'None yet' },
    ],
  },
}

async function written(changes: Partial<Template> = {}): Promise<Uint8Array> {
  return new Uint8Array(await new Response(writeTemplate({ ...template, ...changes })).arrayBuffer())
}

async function sheetsOf(bytes: Uint8Array): Promise<{ names: string[]; sheets: WorkSheet[] }> {
  const { SheetNames, Sheets } = read(bytes, { cellStyles: true })
  return { names: SheetNames, sheets: SheetNames.map((name) => Sheets[name] ?? {}) }
}

/** The XML of a part, as the file holds it. */
async function partOf(bytes: Uint8Array, path: string): Promise<string> {
  const files = read(bytes, { bookFiles: true }) as unknown as {
    files: Record<string, { content: Uint8Array }>
  } // -- untyped
  return new TextDecoder().decode(files.files[path]?.content)
}

it('can be uploaded as it is', async () => {
  expect(await readAll(await written())).toMatchObject({
    sheet: { sheetName: 'Invitations', ignored: [] },
    rows: [
      { row: 2, values: { email: 'anne@exemple.test', language: 'fr', groups: '=1+1', admin: 'FALSE' } },
    ],
  })
})

it('keeps its header in sight, has wide columns, and a boolean in the admin cell', async () => {
  const bytes = await written()
  const { sheets } = await sheetsOf(bytes)
  expect(sheets[0]?.D2).toMatchObject({ t: 'b', v: false })
  expect(sheets[0]?.['!cols']?.[0]?.width).toBeGreaterThan(17)
  expect(await partOf(bytes, 'xl/worksheets/sheet1.xml')).toContain('<pane ySplit="1"')
})

it('writes a formula of a group name as text', async () => {
  const { sheets } = await sheetsOf(await written())
  expect(sheets[0]?.C2).toMatchObject({ t: 's', v: '=1+1' })
  expect(sheets[0]?.C2).not.toHaveProperty('f')
})

it('offers the values of the second sheet where there are any', async () => {
  const bytes = await written()
  const { sheets } = await sheetsOf(bytes)
  const xml = await partOf(bytes, 'xl/worksheets/sheet1.xml')
  const lists = [...xml.matchAll(/type="list"[^>]*sqref="([^"]+)"><formula1>([^<]+)</g)].map((found) =>
    found.slice(1),
  )
  expect(lists).toEqual([
    ['B2:B1001', "'L aide'!$A$10:$A$11"],
    ['D2:D1001', "'L aide'!$A$15:$A$16"],
  ])
  expect([sheets[1]?.A10, sheets[1]?.A11, sheets[1]?.A15, sheets[1]?.A16]).toMatchObject([
    { v: 'en' },
    { v: 'fr' },
    { t: 'b', v: true },
    { t: 'b', v: false },
  ])
  expect(sheets[1]?.A20).toMatchObject({ v: 'None yet' })
})

it('gives sheets names that every program allows', async () => {
  const { names } = await sheetsOf(await written({ sheetName: 'Invités: [2026]' }))
  expect(names).toEqual(['Invités   2026', 'L aide'])
})
