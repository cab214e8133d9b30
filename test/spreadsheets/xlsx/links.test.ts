import { expect, it } from 'vitest'
import { handMade, relation } from '#test/support/xlsx-parts.ts'
import { readFirst, rowsOf } from './reading.ts'

const text = (shown: string) => `<c t="inlineStr"><is><t>${shown}</t></is></c>`
const rows = `<row>${text('Ann')}${text('Bob')}</row><row>${text('Cleo')}${text('Dan')}</row>`
const links =
  relation('rId1', 'hyperlink', 'mailto:ann@x.test?subject=Hello%20you') +
  relation('rId2', 'hyperlink', 'https://x.test')

const linksIn = async (...made: Parameters<typeof rowsOf>) =>
  (await rowsOf(...made)).map((row) => row.links && [...row.links])

it('gives the addresses that cells link to, as written', async () => {
  const behind =
    '<hyperlinks><hyperlink ref="A1" r:id="rId1" display="x"/><hyperlink ref="B1" r:id="rId2"/><hyperlink ref="B2" r:id="rId9"/><hyperlink ref="A2" location="Sheet2!A1"/></hyperlinks><pageMargins left="1"/>'
  expect(await linksIn({ rows, links, behind })).toEqual([
    [[0, 'mailto:ann@x.test?subject=Hello%20you']],
    undefined,
  ])
})

it('takes of a link on several cells the first row', async () => {
  const behind = '<x:hyperlinks><x:hyperlink ref="A1:B2" r:id="rId1"/></x:hyperlinks>'
  const target = 'mailto:ann@x.test?subject=Hello%20you'
  expect(await linksIn({ rows, links, behind })).toEqual([
    [
      [0, target],
      [1, target],
    ],
    undefined,
  ])
})

it('finds them behind many rows, wherever the pieces of the part end', async () => {
  for (let more = 0; more < 40; more++) {
    const many = `<row>${text('Ann')}</row>${`<row>${text('b'.repeat(100))}</row>`.repeat(460)}<row>${text('c'.repeat(more * 7))}</row>`
    const [first] = await linksIn({
      rows: many,
      links,
      behind: '<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>',
    })
    expect(first).toHaveLength(1)
  }
})

it('takes the address in the formula of a link', async () => {
  const formulas = [
    'HYPERLINK("mailto:eve@x.test","Eve")',
    ' hyperlink( "mailto:eve@x.test" )',
    'HYPERLINK("https://x.test","Eve")',
    'HYPERLINK("mailto:"&amp;B1,"Eve")',
  ]
  const cells = formulas.map(
    (formula) => `<row><c t="str"><f>${formula.replaceAll('"', '&quot;')}</f><v>Eve</v></c></row>`,
  )
  expect(await linksIn({ rows: cells.join('') })).toEqual([
    [[0, 'mailto:eve@x.test']],
    [[0, 'mailto:eve@x.test']],
    undefined,
    undefined,
  ])
})

it('reads on where links lead nowhere, everywhere or are no tags at all', async () => {
  for (const behind of [
    '<hyperlinks><hyperlink/><hyperlink ref="?" r:id="rId1"/></hyperlinks>',
    '<hyperlinks/>',
    '<hyperlinks><hyperlink ref="A1:XFD1048576" r:id="rId2"/></hyperlinks>',
    '<!-- <hyperlinks <> -->',
  ]) {
    const { end, rows: read } = await readFirst(handMade({ rows, links, behind }))
    expect(end.state).toBe('whole')
    expect(read.map((row) => row.links)).toEqual([undefined, undefined])
  }
})
