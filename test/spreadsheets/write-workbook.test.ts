import { describe, expect, it, vi } from 'vitest'
import { read, utils } from 'xlsx'
import type { NewRow, NewSheet } from '#src/spreadsheets/write-sheet.ts'
import { writeWorkbook } from '#src/spreadsheets/write-workbook.ts'
import { readAll } from '#test/support/sheets.ts'

function sheetOf(rows: NewSheet['rows'], columns = 3): NewSheet {
  return { name: 'Sheet', columns: Array.from({ length: columns }, () => ({ width: 12 })), rows }
}

async function written(...sheets: NewSheet[]): Promise<Uint8Array> {
  return new Uint8Array(await new Response(writeWorkbook(sheets)).arrayBuffer())
}

async function textsIn(rows: NewRow[]): Promise<unknown[][]> {
  const { Sheets } = read(await written(sheetOf([rows])))
  return utils.sheet_to_json(Sheets.Sheet ?? {}, { header: 1 })
}

function row(...values: (string | number | boolean)[]): NewRow {
  return values.map((value) => ({ value, style: 'text' }))
}

describe('a workbook', () => {
  it('holds what was written, in its place and of its kind', async () => {
    const rows = [row('a', 7, true), row('', 'b & <c> "d"', false), row(), row('last')]
    expect(await textsIn(rows)).toEqual([['a', 7, true], [undefined, 'b & <c> "d"', false], [], ['last']])
  })

  it('keeps texts as they are: blanks, line breaks, signs of every script, what looks like an escape', async () => {
    const texts = [' a ', 'b\nc', '👩🏽‍🏫 ñ العربية', '=1+1', '_x0041_']
    expect(await textsIn([row(...texts)])).toEqual([texts])
  })

  it('leaves out signs that XML does not allow, half a sign, and what is too long for a cell', async () => {
    const [texts] = await textsIn([row('a\u0000b\u000bc', 'd\ud800e', 'x'.repeat(40_000))])
    expect(texts?.map((text) => String(text).length)).toEqual([3, 3, 32_767])
    expect(texts?.slice(0, 2)).toEqual(['abc', 'd\ufffde'])
  })

  it('goes beyond column Z, and has several sheets', async () => {
    const wide = row(...Array.from({ length: 30 }, (_, at) => `c${at}`))
    const bytes = await written(sheetOf([[wide]], 30), { ...sheetOf([[row('two')]]), name: 'Second & last' })
    const { SheetNames, Sheets } = read(bytes)
    expect(SheetNames).toEqual(['Sheet', 'Second & last'])
    expect(Sheets.Sheet?.AD1).toMatchObject({ v: 'c29' })
  })

  it('is read by our own reader, styles and all', async () => {
    const header = ['email', 'nom'].map((value) => ({ value, style: 'header' as const }))
    const mark = { value: 'ann@example.org', style: 'mark' as const }
    expect(await readAll(await written(sheetOf([[header], [[mark, { style: 'mark' }]]])))).toMatchObject({
      rows: [{ row: 2, values: { email: 'ann@example.org' } }],
    })
  })
})

describe('writing', () => {
  it('asks for rows only as the bytes before them are taken, and stops with the reader', async () => {
    let asked = 0
    let isStopped = false
    async function* rows() {
      try {
        for (;;) {
          asked += 1
          yield Array.from({ length: 1000 }, () => row(crypto.randomUUID(), crypto.randomUUID()))
        }
      } finally {
        isStopped = true
      }
    }
    const reader = writeWorkbook([sheetOf(rows())]).getReader()
    for (let piece = 0; piece < 20; piece++) await reader.read()
    expect(asked).toBeLessThan(20)
    await reader.cancel()
    await vi.waitFor(() => expect(isStopped).toBe(true))
  })

  it('fails when the rows fail, instead of ending as if it were whole', async () => {
    async function* rows() {
      yield [row('a')]
      throw new Error('The database is gone')
    }
    await expect(written(sheetOf(rows()))).rejects.toThrow('The database is gone')
  })
})
