import { describe, expect, it } from 'vitest'
import { type CellObject, utils, write } from 'xlsx'
import { readFirst, rowsOf, textsOf } from './reading.ts'

describe('a cell', () => {
  it('gives shared, written and calculated texts', async () => {
    const cells =
      '<c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><t>in the cell</t></is></c>' +
      '<c r="C1" t="str"><f>A1&amp;"!"</f><v>Ann!</v></c>'
    const strings = '<si><t>Bob</t></si><si><t>Ann</t></si>'
    expect(await textsOf(cells, { strings })).toEqual(['Ann', 'in the cell', 'Ann!'])
  })

  it('joins the runs of rich text and leaves phonetic guides out', async () => {
    const rich = '<r><t>An</t></r><r><rPr><b/></rPr><t xml:space="preserve">na </t></r><r><t>Lee</t></r>'
    const guided = '<t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh><phoneticPr fontId="1"/>'
    const cells = `<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is>${rich}</is></c><c r="D1" t="inlineStr"><is>${guided}</is></c>`
    const strings = `<si>${rich}</si><si>${guided}</si>`
    expect(await textsOf(cells, { strings })).toEqual(['Anna Lee', '東京', 'Anna Lee', '東京'])
  })

  it('gives booleans as Excel writes them in English', async () => {
    const cells = '<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="b"><v>true</v></c><c t="b"/>'
    expect(await textsOf(cells)).toEqual(['TRUE', 'FALSE', 'TRUE'])
  })

  it('gives numbers in full', async () => {
    const cells =
      '<c><v>32475123456</v></c><c t="n"><v>1.5</v></c><c><v>1E3</v></c><c><v> 7 </v></c><c/><c><v>-0.25</v></c>'
    expect(await textsOf(cells)).toEqual(['32475123456', '1.5', '1000', '7', undefined, '-0.25'])
  })

  it('tidies texts: blanks, invisible characters and what Excel has no characters for', async () => {
    const strings = [
      '<si><t xml:space="preserve">  Ann\u00a0</t></si>',
      '<si><t>\u200ban\u00adn@x.test\u202c\ufeff</t></si>',
      '<si><t>one_x000D_\ntwo</t></si>',
      '<si><t>snake_x005F_x0041_case_x0042_</t></si>',
      '<si><t>_x0000_bell_x0007_</t></si>',
      '<si><t>&lt;b&gt; &amp; &#233;&#x1F600;</t></si>',
      '<si><t><![CDATA[<raw> & bare]]></t></si>',
    ]
    const cells = strings.map((_, index) => `<c t="s"><v>${index}</v></c>`).join('')
    expect(await textsOf(cells, { strings: strings.join('') })).toEqual([
      ...['Ann', 'ann@x.test', 'one\ntwo', 'snake_x0041_caseB', 'bell', '<b> & é😀', '<raw> & bare'],
    ])
  })

  it('cuts texts at the length that Excel has', async () => {
    const [text] = await textsOf(`<c t="inlineStr"><is><t>${'é'.repeat(40_000)}</t></is></c>`)
    expect(text).toHaveLength(32_767)
  })
})

describe('a cell that does not say what was meant', () => {
  it('is broken when it holds an error', async () => {
    const [row] = await rowsOf({
      rows: '<row><c t="e"><v>#REF!</v></c><c t="inlineStr"><is><t>x</t></is></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
    })
    expect(row).toEqual({ at: 0, isHidden: false, cells: ['#REF!', 'x', '#DIV/0!'], broken: [0, 2] })
  })

  it('is broken when its formula has no result yet, and shows the formula', async () => {
    const [row] = await rowsOf({
      rows: '<row><c><f>A1&amp;B1</f></c><c><f>NOW()</f><v></v></c><c t="str"><f>""</f><v></v></c><c><f>1+1</f><v>2</v></c></row>',
    })
    expect(row?.cells).toEqual(['=A1&B1', '=NOW()', undefined, '2'])
    expect(row?.broken).toEqual([0, 1])
  })

  it('is broken when its number is none', async () => {
    const [row] = await rowsOf({ rows: '<row><c><v>1,5</v></c></row>' })
    expect(row).toMatchObject({ cells: ['1,5'], broken: [0] })
  })
})

describe('a date', () => {
  const styles =
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="0.00 &quot;days&quot;"/></numFmts>' +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/><xf numFmtId="30"/></cellXfs>'
  const cells = [
    '<c s="0"><v>46348</v></c><c s="1"><v>46348</v></c><c s="2"><v>46348.604166667</v></c><c s="3"><v>46348</v></c>',
    '<c s="4"><v>46348.5000116</v></c><c s="5"><v>1</v></c><c s="1"><v>0.25</v></c><c s="1"><v>-5</v></c>',
    '<c t="d"><v>2026-11-22T14:30:00</v></c><c t="d"><v>2026-11-22</v></c><c s="1" t="str"><v>46348</v></c>',
  ].join('')

  it('is told by its style, and written with its time where it has one', async () => {
    expect(await textsOf(cells, { styles })).toEqual([
      ...['46348', '2026-11-22', '2026-11-22 14:30', '46348'],
      ...['2026-11-22 12:00:01', '1900-01-01', '06:00', '-5'],
      ...['2026-11-22 14:30', '2026-11-22', '46348'],
    ])
  })

  it('counts from 1904 where the workbook says so', async () => {
    const settings = '<workbookPr date1904="1"/>'
    expect(await textsOf('<c s="1"><v>44886</v></c><c s="1"><v>0</v></c>', { styles, settings })).toEqual([
      ...['2026-11-22', '1904-01-01'],
    ])
  })
})

it('reads what SheetJS writes', async () => {
  const date: CellObject = { t: 'n', v: 46348, z: 'yyyy-mm-dd' }
  const sheet = utils.aoa_to_sheet([
    ['email', 'joined', 'admin', 'number'],
    ['zoë@x.test', date, true, 12.5],
    [],
    [null, null, false],
  ])
  for (const options of [{ bookSST: true }, { bookSST: false, compression: true }]) {
    const bytes = write(utils.book_new(sheet, 'L'), { type: 'array', bookType: 'xlsx', ...options })
    const { rows, end } = await readFirst(new Uint8Array(bytes))
    expect(end).toEqual({ state: 'whole', mergedCells: 0 })
    expect(rows).toEqual([
      { at: 0, isHidden: false, cells: ['email', 'joined', 'admin', 'number'] },
      { at: 1, isHidden: false, cells: ['zoë@x.test', '2026-11-22', 'TRUE', '12.5'] },
      { at: 3, isHidden: false, cells: [undefined, undefined, 'FALSE'] },
    ])
  }
})
