import { handMade, relation, sheetOf } from '#test/support/xlsx-parts.ts'
import { bytesOf } from '#test/support/zips.ts'
import type { Files } from './files.ts'

const header = row(1, text('A1', 'E-mail'), text('B1', 'Prénom'), text('C1', 'Groupes'))
const ann = row(2, text('A2', 'ann@x.test'), text('B2', 'Ann'))

/** .xlsx files written tag by tag, as programs other than the library write them. */
export const byHand: Files = {
  'texts in the cells': () => handMade({ rows: header + ann }),
  'rich text and its reading': () =>
    handMade({
      rows: `${header}<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><r><t>An</t></r><r><t>n</t></r></is></c></row>`,
      strings:
        '<si><r><t>ann@</t></r><r><rPr><b/></rPr><t>x.test</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si>',
    }),
  'blanks that hide in shared texts': () =>
    handMade({
      rows: `${header}<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row>`,
      strings:
        '<si><t xml:space="preserve">&#160; ann@x.test_x000D_\n</t></si><si><t>\u200bAnn\ufeff</t></si>',
    }),
  'a formula never calculated': () =>
    handMade({ rows: `${header}<row r="2"><c r="A2"><f>B2&amp;"@x.test"</f></c>${text('B2', 'Ann')}</row>` }),
  'formulas with their results': () =>
    handMade({
      rows: `${header}<row r="2"><c r="A2" t="str"><f>LOWER("A")</f><v>ann@x.test</v></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2" t="str"><f>""</f><v></v></c></row>`,
    }),
  'an error instead of an address': () =>
    handMade({ rows: `${header}<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>` }),
  'a number and a date instead of addresses': () =>
    handMade({
      rows: `${header}<row r="2"><c r="A2"><v>41</v></c></row><row r="3"><c r="A3" s="1"><v>46348</v></c></row><row r="4"><c r="A4" t="d"><v>2026-11-22T00:00:00</v></c></row>`,
      styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
    }),
  'a name with a link': () =>
    handMade({
      rows: header + row(2, text('A2', 'Ann')) + row(3, text('A3', 'Bob')) + row(4, text('A4', 'Cleo')),
      links: [
        relation('r1', 'hyperlink', 'mailto:ann@x.test?bcc=eve@x.test&amp;subject=x'),
        relation('r2', 'hyperlink', 'https://x.test/bob@x.test'),
      ].join(''),
      behind: '<hyperlinks><hyperlink ref="A2" r:id="r1"/><hyperlink ref="A3" r:id="r2"/></hyperlinks>',
    }),
  'a link by formula': () =>
    handMade({
      rows: `${header}<row r="2"><c r="A2" t="str"><f>HYPERLINK("mailto:ann@x.test","Ann")</f><v>Ann</v></c></row>`,
    }),
  'a formula as text': () =>
    handMade({ rows: header + row(2, text('A2', 'ann@x.test'), text('B2', '=HYPERLINK("x")')) }),
  'merged and hidden rows': () =>
    handMade({
      rows: `${header}${ann}<row r="3" hidden="1">${text('A3', 'hidden@x.test')}</row><row r="4" ht="0" customHeight="1">${text('A4', 'flat@x.test')}</row>${row(6, text('A6', 'bob@x.test'))}`,
      behind: '<mergeCells count="1"><mergeCell ref="C2:C6"/></mergeCells>',
    }),
  'a very hidden sheet before the list': () =>
    handMade({
      rows: header + ann,
      sheets:
        '<sheet name="Secret" sheetId="2" state="veryHidden" r:id="rId8"/><sheet name="List" sheetId="1" r:id="rId1"/>',
      relations: relation('rId8', 'worksheet', 'worksheets/sheet2.xml'),
      parts: [
        { name: 'xl/worksheets/sheet2.xml', content: sheetOf(header + row(2, text('A2', 'old@x.test'))) },
      ],
    }),
  'everything hidden': () =>
    handMade({ rows: header + ann, sheets: '<sheet name="List" sheetId="1" state="hidden" r:id="rId1"/>' }),
  'rows and cells without numbers': () =>
    handMade({
      rows: '<row><c t="inlineStr"><is><t>email</t></is></c></row><row/><row><c t="inlineStr"><is><t>ann@x.test</t></is></c></row>',
    }),
  macros: () =>
    handMade({
      rows: header + ann,
      parts: [{ name: 'xl/vbaProject.bin', content: new Uint8Array(2000).fill(7) }],
    }),
  'a zip in the zip': () =>
    handMade({
      rows: header + ann,
      parts: [{ name: 'xl/embeddings/book.xlsx', content: handMade({ rows: ann }) }],
    }),
  'a cell in the last corner of the sheet': () =>
    handMade({ rows: `${header}${ann}<row r="1048576">${text('XFD1048576', 'x')}</row>` }),
  'a person in the last row': () =>
    handMade({ rows: header + ann + row(1_048_576, text('A1048576', 'bob@x.test')) }),
  'two thousand rows with a cell at the right end': () =>
    handMade({
      rows:
        header +
        Array.from({ length: 2000 }, (_, at) =>
          row(at + 2, text(`A${at + 2}`, `p${at}@x.test`), text(`XFD${at + 2}`, 'x')),
        ).join(''),
    }),
  'headers that are names of the language': () =>
    handMade({
      rows:
        row(1, text('A1', '__proto__'), text('B1', 'constructor'), text('C1', 'email')) +
        row(2, text('A2', 'x'), text('C2', 'ann@x.test')),
    }),
  'a billion laughs': () =>
    handMade({
      sheet: `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>${sheetOf(header + row(2, text('A2', '&b;')))}`,
    }),
  'an entity from elsewhere': () =>
    handMade({
      sheet: `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${sheetOf(header + row(2, text('A2', '&a;')))}`,
    }),
  'an entity that nobody declared': () => handMade({ rows: header + row(2, text('A2', '&lol2;@x.test')) }),
  'tags that do not close': () =>
    handMade({ rows: `${header}<row r="2"><c r="A2" t="inlineStr"><is><t>ann@x.test</t>` }),
  'a text that does not exist': () =>
    handMade({ rows: `${header}<row r="2"><c r="A2" t="s"><v>9</v></c></row>`, strings: '' }),
  'a thousand tags in each other': () =>
    handMade({ rows: header + '<x>'.repeat(1000) + '</x>'.repeat(1000) }),
  'a part that says it is small': () =>
    handMade({
      rows: header + ann,
      parts: [{ name: 'xl/worksheets/sheet1.xml', content: sheetOf(header + ann), unpackedBytes: 40 }],
    }),
  'a part that says it is huge': () =>
    handMade({
      rows: header + ann,
      parts: [{ name: 'xl/media/big.png', content: 'x', unpackedBytes: 0x7000_0000 }],
    }),
  'three hundred megabytes of nothing': () =>
    handMade({
      parts: [
        {
          name: 'xl/worksheets/sheet1.xml',
          content: new Uint8Array(300 * 1024),
          unpackedBytes: 300 * 1024 * 1024,
        },
      ],
    }),
  'a wrong checksum': () =>
    handMade({ parts: [{ name: 'xl/worksheets/sheet1.xml', content: sheetOf(header + ann), crc: 1 }] }),
  'two parts of one name': () =>
    handMade({ rows: header + ann, parts: [{ name: 'xl/Workbook.xml', content: 'x' }] }),
  'a name that climbs out': () =>
    handMade({ rows: header + ann, parts: [{ name: '../../etc/passwd', content: 'x' }] }),
  'ten thousand parts': () =>
    handMade({
      rows: header + ann,
      parts: Array.from({ length: 10_000 }, (_, at) => ({ name: `p${at}`, content: '', method: 0 })),
    }),
  'an encrypted part': () =>
    handMade({ parts: [{ name: 'xl/worksheets/sheet1.xml', content: sheetOf(header + ann), flags: 1 }] }),
  'a text document': () =>
    handMade({
      parts: [{ name: 'xl/workbook.xml', content: '<w:document xmlns:w="w"><w:body/></w:document>' }],
    }),
  'cut off in the middle': () => {
    const whole = handMade({ rows: header + ann })
    return whole.slice(0, whole.length / 2)
  },
  'without its table of contents': () => {
    const whole = handMade({ rows: header + ann })
    return whole.slice(0, whole.length - 30)
  },
  'not even a zip': () => bytesOf('PK\u0003\u0004 and then nothing of one'),
}

function row(number: number, ...cells: string[]): string {
  return `<row r="${number}">${cells.join('')}</row>`
}

function text(at: string, content: string): string {
  return `<c r="${at}" t="inlineStr"><is><t>${content.replaceAll('"', '&quot;')}</t></is></c>`
}
