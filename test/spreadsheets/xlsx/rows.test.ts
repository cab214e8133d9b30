import { describe, expect, it } from 'vitest'
import { handMade, office, relation, relationsOf } from '#test/support/xlsx-parts.ts'
import { endOf, readFirst, rowsOf } from './reading.ts'

const cell = (text: string, reference = '') =>
  `<c${reference && ` r="${reference}"`} t="inlineStr"><is><t>${text}</t></is></c>`

describe('the rows of a sheet', () => {
  it('stand where their references say', async () => {
    const rows = await rowsOf({
      rows: `<row r="3">${cell('b', 'B3')}${cell('d', 'D3')}</row><row r="7">${cell('a', 'A7')}</row>`,
    })
    expect(rows.map(({ at, cells }) => [at, cells])).toEqual([
      [2, [undefined, 'b', undefined, 'd']],
      [6, ['a']],
    ])
  })

  it('are counted where they have no references, or only their cells have', async () => {
    const rows = await rowsOf({
      rows: `<row>${cell('a')}${cell('b')}</row><row/><row>${cell('c')}</row><row>${cell('d', 'B9')}${cell('e')}</row><row>${cell('f')}</row>`,
    })
    expect(rows.map(({ at, cells }) => [at, cells])).toEqual([
      [0, ['a', 'b']],
      [2, ['c']],
      [8, [undefined, 'd', 'e']],
      [9, ['f']],
    ])
  })

  it('may have their cells in any order; of two cells in one place the later counts', async () => {
    const [row] = await rowsOf({
      rows: `<row r="1">${cell('b', 'B1')}${cell('x', 'A1')}${cell('a', 'A1')}</row>`,
    })
    expect(row?.cells).toEqual(['a', 'b'])
  })

  it('are left out when they hold no text', async () => {
    const rows = await rowsOf({
      rows: `<row r="1"><c r="A1" s="1"/></row><row r="2">${cell(' \u00a0')}</row><row r="3"/><row r="4">${cell('a')}</row>`,
    })
    expect(rows.map(({ at }) => at)).toEqual([3])
  })

  it('say that they are hidden, filtered out or of no height', async () => {
    const rows = await rowsOf({
      rows: ['', ' hidden="1"', ' hidden="true"', ' ht="0" customHeight="1"', ' hidden="0" ht="15"']
        .map((attributes) => `<row${attributes}>${cell('a')}</row>`)
        .join(''),
    })
    expect(rows.map(({ isHidden }) => isHidden)).toEqual([false, true, true, true, false])
  })

  it('are read in fifty columns, whatever stands to the right of them', async () => {
    const [row] = await rowsOf({
      rows: `<row r="1">${cell('a', 'A1')}${cell('z', 'AX1')}${cell('no', 'AY1')}<c r="XFD1" t="e"><v>#REF!</v></c></row>`,
    })
    expect(row?.cells).toHaveLength(50)
    expect(row?.cells[49]).toBe('z')
    expect(row?.broken).toBeUndefined()
  })

  it('refuse the file when they stand in disorder, twice or nowhere', async () => {
    for (const rows of [
      `<row r="2">${cell('a')}</row><row r="1">${cell('b')}</row>`,
      `<row r="2">${cell('a')}</row><row r="2">${cell('b')}</row>`,
      `<row r="0">${cell('a')}</row>`,
      `<row r="x">${cell('a')}</row>`,
      `<row r="1048577">${cell('a')}</row>`,
      `<row r="1">${cell('a', '17')}</row>`,
      '<row r="1"><c t="s"><v>4</v></c></row>',
    ])
      expect(await endOf(handMade({ rows })), rows).toBe('unreadable_file')
  })

  it('take no time for a cell in the last corner, nor for a million empty rows', async () => {
    const corner = handMade({
      rows: `<row r="1">${cell('a')}</row><row r="1048576">${cell('b', 'XFD1048576')}</row>`,
    })
    const begin = Date.now()
    expect((await readFirst(corner)).rows).toHaveLength(1)
    expect(Date.now() - begin).toBeLessThan(500)
    const many = Array.from({ length: 200_000 }, (_, row) => `<row r="${row + 1}"/>`).join('')
    expect(await readFirst(handMade({ rows: many }))).toEqual({
      end: { state: 'whole', mergedCells: 0 },
      rows: [],
    })
  })

  it('come some hundreds at a time', async () => {
    const rows = Array.from({ length: 3000 }, (_, row) => `<row>${cell(`text ${row}`)}</row>`).join('')
    expect((await rowsOf({ rows })).map(({ cells }) => cells[0])).toEqual(
      Array.from({ length: 3000 }, (_, row) => `text ${row}`),
    )
  })

  it('are followed by merged cells, which are counted', async () => {
    const behind = '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="A2:A9"/></mergeCells>'
    const { end } = await readFirst(handMade({ rows: `<row>${cell('a')}</row>`, behind }))
    expect(end).toEqual({ state: 'whole', mergedCells: 2 })
  })
})

describe('other ways of writing the same', () => {
  const prefixed =
    '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c r="B1"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>'

  it('are names with a prefix, and the strict namespaces', async () => {
    const strict = 'http://purl.oclc.org/ooxml/officeDocument/relationships'
    const bytes = handMade({
      sheet: prefixed,
      parts: [
        {
          name: '_rels/.rels',
          content: relationsOf(relation('a', 'officeDocument', '/xl/workbook.xml')).replaceAll(
            office,
            strict,
          ),
        },
        {
          name: 'xl/workbook.xml',
          content: `<x:workbook xmlns:x="y" xmlns:q="${strict}"><x:sheets><x:sheet name="L" sheetId="1" q:id="rId1"/></x:sheets></x:workbook>`,
        },
        {
          name: 'xl/_rels/workbook.xml.rels',
          content: relationsOf(relation('rId1', 'worksheet', '/xl/worksheets/sheet1.xml')).replaceAll(
            office,
            strict,
          ),
        },
      ],
    })
    expect((await readFirst(bytes)).rows).toEqual([{ at: 0, isHidden: false, cells: ['a', '2'] }])
  })

  it('are UTF-16 and the encodings of old', async () => {
    const text = `<worksheet><sheetData><row>${cell('Zoë Ł')}</row></sheetData></worksheet>`
    const wide = new Uint8Array(Uint16Array.from(`\ufeff${text}`, (sign) => sign.charCodeAt(0)).buffer)
    const latin = Uint8Array.from(
      `<?xml version="1.0" encoding="windows-1252"?>${text.replace(' Ł', '')}`,
      (sign) => sign.charCodeAt(0),
    )
    const read = async (content: Uint8Array) =>
      (await rowsOf({ parts: [{ name: 'xl/worksheets/sheet1.xml', content }] }))[0]?.cells
    expect(await read(wide)).toEqual(['Zoë Ł'])
    expect(await read(latin)).toEqual(['Zoë'])
  })

  it('refuse the file when the bytes are in no encoding', async () => {
    const content = Uint8Array.from(
      `<worksheet><sheetData><row>${cell('Zo\u00eb')}</row></sheetData></worksheet>`,
      (sign) => sign.charCodeAt(0),
    )
    expect(await endOf(handMade({ parts: [{ name: 'xl/worksheets/sheet1.xml', content }] }))).toBe(
      'unreadable_file',
    )
  })
})
