import { expect, it } from 'vitest'
import { openXlsx } from '#src/spreadsheets/xlsx/open-xlsx.ts'
import { type HandMade, handMade, relation, relationsOf, sheetOf } from '#test/support/xlsx-parts.ts'
import { readRows } from './reading.ts'

const row = (text: string) => `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`

async function sheetsOf(made: HandMade) {
  const book = await openXlsx(handMade(made))
  return book.state === 'open' ? book.sheets : []
}

it('gives the sheets in their order, and says which are hidden', async () => {
  const sheets = await sheetsOf({
    rows: row('second'),
    sheets:
      '<sheet name="Archive" sheetId="7" state="veryHidden" r:id="rId9"/><sheet name="People" sheetId="1" r:id="rId1"/><sheet name="Notes" sheetId="4" state="hidden" r:id="rId8"/>',
    relations:
      relation('rId8', 'worksheet', 'worksheets/notes.xml') +
      relation('rId9', 'worksheet', '/xl/worksheets/archive.xml'),
    parts: [
      { name: 'xl/worksheets/notes.xml', content: sheetOf(row('third')) },
      { name: 'xl/worksheets/archive.xml', content: sheetOf(row('first')) },
    ],
  })
  expect(sheets.map(({ name, isHidden }) => [name, isHidden])).toEqual([
    ['Archive', true],
    ['People', false],
    ['Notes', true],
  ])
  const texts = await Promise.all(sheets.map(async ({ rows }) => (await readRows(rows())).rows[0]?.cells[0]))
  expect(texts).toEqual(['first', 'second', 'third'])
})

it('counts a part once, however often it is listed', async () => {
  const sheets = Array.from({ length: 600 }, (_, at) => `<sheet name="${at}" r:id="rId1"/>`).join('')
  expect((await sheetsOf({ rows: row('a'), sheets })).map(({ name }) => name)).toEqual(['0'])
})

it('can be read again from the top, and left in the middle', async () => {
  const [sheet] = await sheetsOf({ rows: Array.from({ length: 9000 }, (_, at) => row(`${at}`)).join('') })
  for await (const rows of sheet?.rows() ?? []) {
    expect(rows.length).toBeGreaterThan(100)
    break
  }
  const { rows } = await readRows(sheet?.rows() ?? fail())
  expect(rows).toHaveLength(9000)
})

it('leaves out sheets of charts and dialogues, and never reads macros', async () => {
  const sheets = await sheetsOf({
    rows: row('a'),
    sheets: '<sheet name="Chart" sheetId="2" r:id="rId8"/><sheet name="List" sheetId="1" r:id="rId1"/>',
    relations:
      relation('rId8', 'chartsheet', 'chartsheets/sheet1.xml') +
      relation('rId9', 'vbaProject', 'vbaProject.bin'),
    parts: [
      { name: 'xl/chartsheets/sheet1.xml', content: '<chartsheet/>' },
      { name: 'xl/vbaProject.bin', content: 'Sub Auto_Open()' },
    ],
  })
  expect(sheets.map(({ name }) => name)).toEqual(['List'])
})

it('finds its parts under other names, in any case', async () => {
  const [sheet] = await sheetsOf({
    strings: '<si><t>shared</t></si>',
    parts: [
      { name: '_rels/.rels', content: relationsOf(relation('R1', 'officeDocument', 'book/Main.xml')) },
      {
        name: 'book/main.xml',
        content: '<workbook xmlns:r="r"><sheets><sheet name="L" r:id="a"/></sheets></workbook>',
      },
      {
        name: 'book/_rels/main.xml.rels',
        content: relationsOf(
          relation('a', 'worksheet', '../Pages/one.xml') +
            relation('b', 'sharedStrings', '../XL/SHAREDSTRINGS.XML'),
        ),
      },
      { name: 'pages/One.xml', content: sheetOf('<row><c t="s"><v>0</v></c></row>') },
    ],
  })
  expect((await readRows(sheet?.rows() ?? fail())).rows[0]?.cells).toEqual(['shared'])
})

it('is refused when it has no workbook or no sheet', async () => {
  const nothing = [
    { name: '_rels/.rels', content: relationsOf(relation('R1', 'officeDocument', 'word/document.xml')) },
  ]
  for (const made of [{ parts: nothing }, { sheets: '' }, { sheets: '<sheet name="L" r:id="nowhere"/>' }])
    expect(await openXlsx(handMade(made))).toEqual({ state: 'unreadable_file' })
})

function fail(): never {
  throw new Error('The book has no sheet.')
}
