import { describe, expect, it } from 'vitest'
import { openXlsx } from '#src/spreadsheets/xlsx/open-xlsx.ts'
import { handMade, relation, sheetOf } from '#test/support/xlsx-parts.ts'
import { type ZipPart, zipOf } from '#test/support/zips.ts'
import { endOf, readFirst } from './reading.ts'

const sheetName = 'xl/worksheets/sheet1.xml'
const row = '<row><c t="inlineStr"><is><t>ann@x.test</t></is></c></row>'
const whole = handMade({ rows: row })

/** A workbook whose sheet says something untrue of itself. */
const forged = (facts: Partial<ZipPart>) =>
  handMade({ parts: [{ name: sheetName, content: sheetOf(row), ...facts }] })

async function timed(run: () => Promise<unknown>): Promise<{ result: unknown; ms: number }> {
  const begin = Date.now()
  const result = await run()
  return { result, ms: Date.now() - begin }
}

describe('a zip', () => {
  it('is whole to begin with, stored or packed, with a comment or without', async () => {
    expect(await endOf(whole)).toBe('whole')
    expect(await endOf(forged({ method: 0 }))).toBe('whole')
  })

  it('is refused when something says what is not so', async () => {
    const cases: Record<string, Partial<ZipPart>> = {
      'more than was said': { unpackedBytes: 20 },
      'less than was said': { unpackedBytes: 2000 },
      'a stored part of another size': { method: 0, unpackedBytes: 20 },
      'another checksum': { crc: 1 },
      'another name in its head': { headName: 'xl/worksheets/sheet2.xml' },
      'a place outside': { at: 1_000_000 },
      'the place of another part': { at: 0 },
      'no place of a part': { at: 7 },
      'a lock': { flags: 1 },
      'a packing that no workbook uses': { method: 12 },
    }
    for (const [title, facts] of Object.entries(cases))
      expect(await endOf(forged(facts)), title).toBe('unreadable_file')
  })

  it('is refused when a name climbs, begins at the root or comes twice', async () => {
    for (const name of [
      '../evil.xml',
      'xl/../../evil.xml',
      '/etc/passwd',
      'xl\\evil.xml',
      '',
      'XL/Workbook.xml',
    ]) {
      const bytes = handMade({ rows: row, parts: [{ name, content: 'x' }] })
      expect(await openXlsx(bytes), name).toEqual({ state: 'unreadable_file' })
    }
  })

  it('is refused when parts overlap', async () => {
    const quine = [
      { name: 'a', content: 'x'.repeat(1000), method: 0 },
      { name: 'b', content: 'y', at: 0, headName: 'b' },
    ]
    expect(await openXlsx(zipOf(quine))).toEqual({ state: 'unreadable_file' })
  })

  it('is refused when it has ten thousand parts, or says so', async () => {
    const many = Array.from({ length: 10_000 }, (_, at) => ({ name: `${at}.xml`, content: '', method: 0 }))
    const bytes = zipOf(many)
    const { result, ms } = await timed(() => openXlsx(bytes))
    expect(result).toEqual({ state: 'unreadable_file' })
    expect(ms).toBeLessThan(500)
    expect(await openXlsx(zipOf([{ name: 'a', content: '' }], { count: 500 }))).toEqual({
      state: 'unreadable_file',
    })
  })

  it('is refused wherever it is cut off', async () => {
    for (let length = 0; length < whole.length; length += 13)
      expect(await endOf(whole.subarray(0, length)), `${length}`).toBe('unreadable_file')
  })

  it('is refused or read, but never gets stuck, whatever byte is wrong', async () => {
    const states = new Set<string>()
    for (let at = 0; at < whole.length; at++) {
      const bytes = whole.slice()
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
      states.add(await endOf(bytes))
    }
    expect([...states].sort()).toEqual(['too_large', 'unreadable_file', 'whole'])
  })
})

describe('a bomb', () => {
  const blanks = (bytes: number) => new Uint8Array(bytes).fill(0x20)

  it('is refused from the table of contents, in no time', async () => {
    for (const name of [sheetName, 'xl/sharedStrings.xml', 'xl/workbook.xml']) {
      const bytes = handMade({ strings: '', parts: [{ name, content: blanks(40 * 1024 * 1024) }] })
      const { result, ms } = await timed(() => openXlsx(bytes))
      expect(result, name).toEqual({ state: 'too_large' })
      expect(ms).toBeLessThan(50)
    }
  })

  it('is refused when its parts are too much together', async () => {
    const said = { content: 'x', unpackedBytes: 60 * 1024 * 1024 }
    const parts = ['a', 'b', 'c'].map((name) => ({ name, ...said }))
    expect(await openXlsx(handMade({ rows: row, parts }))).toEqual({ state: 'too_large' })
  })

  it('stops at once where it says that it is small', async () => {
    const bytes = forged({ content: blanks(40 * 1024 * 1024), unpackedBytes: 1000 })
    const { result, ms } = await timed(() => endOf(bytes))
    expect(result).toBe('unreadable_file')
    expect(ms).toBeLessThan(300)
  })

  it('in the links of a sheet harms nobody', async () => {
    const parts = [{ name: 'xl/worksheets/_rels/sheet1.xml.rels', content: blanks(20 * 1024 * 1024) }]
    expect(await endOf(handMade({ rows: row, parts }))).toBe('whole')
  })
})

describe('the XML of a part', () => {
  const refused = async (sheet: string) =>
    expect(await endOf(handMade({ sheet })), sheet.slice(0, 80)).toBe('unreadable_file')

  it('may not declare a document type, so no entity is ever expanded', async () => {
    const body = '<worksheet><sheetData><row><c t="str"><v>&lol2;</v></c></row></sheetData></worksheet>'
    await refused(`<!DOCTYPE w [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>${body}`)
    await refused(`<!DOCTYPE w [<!ENTITY lol2 SYSTEM "file:///etc/passwd">]>${body}`)
    await refused(`<!DOCTYPE worksheet SYSTEM "http://x.test/evil.dtd">${body.replace('&lol2;', '')}`)
    await refused(body)
    await refused(body.replace('lol2', 'constructor'))
  })

  it('is refused when it is not well formed', async () => {
    const good = sheetOf(row)
    for (const bad of [
      '',
      'x',
      good.slice(0, -5),
      good.replace('</c>', ''),
      good.replace('ann@', '&'),
      `${good}<a/>`,
      good.replace('<t>', '<t a=1>'),
      good.replace('ann', '\u0001'),
    ])
      await refused(bad)
  })

  it('is refused when it nests without end or goes on without a tag', async () => {
    await refused(`<worksheet>${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</worksheet>`)
    const noise = Array.from({ length: 400_000 }, (_, at) => at.toString(36)).join('')
    await refused(sheetOf(`<row><c t="str"><v>${noise}</v></c></row>`))
    await refused(sheetOf(`${row}<!--${noise}-->`))
  })

  it('is refused when a cell or a shared text goes on without end, piece by piece', async () => {
    const noise = Array.from({ length: 20_000 }, (_, at) => (at * at).toString(36)).join('')
    const piece = `<t>${noise}</t>`
    const cell = (content: string) => `<row><c t="inlineStr">${content}</c></row>`
    expect(await endOf(handMade({ rows: cell(`<is>${piece.repeat(5)}</is>`) }))).toBe('whole')
    for (const made of [
      { rows: cell(`<is>${piece.repeat(20)}</is>`) },
      { rows: cell(piece.replaceAll('t>', 'v>').repeat(20)) },
      { rows: row, strings: `<si>${`<r>${piece}</r>`.repeat(20)}</si>` },
    ])
      expect(await endOf(handMade({ ...made }))).toBe('unreadable_file')
  })

  it('is refused in any part that matters', async () => {
    for (const made of [
      { strings: '<si>' },
      { styles: '<cellXfs>' },
      { settings: '<a>' },
      { relations: '<Relationship' },
      { parts: [{ name: '_rels/.rels', content: '<' }] },
    ])
      expect(await endOf(handMade({ rows: row, ...made }))).toBe('unreadable_file')
  })

  it('may have names that mean something to JavaScript', async () => {
    const sheet = `<worksheet __proto__="x" constructor="y"><sheetData><row hasOwnProperty="1"><c t="__proto__" s="constructor"><v>__proto__</v></c></row></sheetData></worksheet>`
    const { rows } = await readFirst(
      handMade({ sheet, links: relation('__proto__', 'hyperlink', 'mailto:a@x.test') }),
    )
    expect(rows).toEqual([{ at: 0, isHidden: false, cells: ['__proto__'], broken: [0] }])
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })
})
