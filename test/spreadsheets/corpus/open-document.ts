import { zipOf } from '#test/support/zips.ts'
import type { Files } from './files.ts'

const spreadsheet = 'application/vnd.oasis.opendocument.spreadsheet'
const header = row(text('E-mail') + text('Prénom') + text('Groupes'))

/** OpenDocument spreadsheets written tag by tag. */
export const openDocument: Files = {
  'texts of several kinds': () =>
    odsOf(
      header +
        row(
          `${cell('<text:p>ann<text:span>@x</text:span>.test</text:p>')}${cell('<text:p>An<text:s text:c="2"/>n</text:p><text:p>two</text:p>')}`,
        ) +
        row(cell('<text:p><text:a xlink:href="mailto:bob@x.test?bcc=eve@x.test">Bob</text:a></text:p>')) +
        row(
          `<table:table-cell office:value-type="string" office:string-value="cleo@x.test"><text:p>shown</text:p></table:table-cell>`,
        ),
    ),
  'notes are not text': () =>
    odsOf(
      header +
        row(
          cell('<office:annotation><text:p>ask her</text:p></office:annotation><text:p>ann@x.test</text:p>'),
        ),
    ),
  'values of several kinds': () =>
    odsOf(
      row(text('email') + text('admin') + text('When') + text('Hour') + text('Share') + text('Cost')) +
        row(
          text('ann@x.test') +
            value('boolean', 'boolean-value="true"', 'WAHR') +
            value('date', 'date-value="2026-11-22"', '22.11.26') +
            value('time', 'time-value="PT14H30M00S"', '14:30') +
            value('percentage', 'value="0.5"', '50 %') +
            value('currency', 'value="12.50"', '12,50 €'),
        ) +
        row(
          `${text('bob@x.test')}${value('boolean', 'boolean-value="false"', 'FALSCH')}${value('date', 'date-value="2026-11-22T08:05:00"', 'x')}`,
        ),
    ),
  'errors and formulas without result': () =>
    odsOf(
      header +
        row(
          `<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell><table:table-cell table:formula="of:=1+1"/>`,
        ),
    ),
  'repeated cells and rows': () =>
    odsOf(
      header +
        `<table:table-row table:number-rows-repeated="2">${text('ann@x.test')}<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>` +
        `<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>` +
        row(text('bob@x.test')) +
        `<table:table-row table:number-rows-repeated="1048569"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`,
    ),
  'hidden and filtered rows': () =>
    odsOf(
      header +
        `<table:table-row table:visibility="collapse">${text('hidden@x.test')}</table:table-row>` +
        `<table:table-row table:visibility="filter">${text('filtered@x.test')}</table:table-row>` +
        row(text('ann@x.test')),
    ),
  'merged cells': () =>
    odsOf(
      header +
        row(
          `${text('ann@x.test')}${text('Ann')}<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>Parents</text:p></table:table-cell>`,
        ) +
        row(
          `${text('bob@x.test')}${text('Bob')}<table:covered-table-cell office:value-type="string"><text:p>under</text:p></table:covered-table-cell>`,
        ),
    ),
  'a hidden sheet': () =>
    odsFile(
      '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>',
      `${table('Old', header + row(text('old@x.test')), ' table:style-name="ta1"')}${table('List', header + row(text('ann@x.test')))}`,
    ),
  'a table in a cell': () =>
    odsOf(
      `${header}<table:table-row><table:table-cell office:value-type="string">${table('Inner', row(text('inner@x.test')))}<text:p>ann@x.test</text:p></table:table-cell></table:table-row>`,
    ),
  'a row repeated a million times': () =>
    odsOf(
      `${header}<table:table-row table:number-rows-repeated="1048575">${text('ann@x.test')}</table:table-row>`,
    ),
  'a cell repeated a thousand million times': () =>
    odsOf(
      `${header}<table:table-row>${text('ann@x.test')}<table:table-cell table:number-columns-repeated="1000000000" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>`,
    ),
  'a row repeated more often than rows exist': () =>
    odsOf(
      `${header}<table:table-row table:number-rows-repeated="9999999999"><table:table-cell/></table:table-row>${row(text('ann@x.test'))}`,
    ),
  'a row repeated less than once': () =>
    odsOf(
      `${header}<table:table-row table:number-rows-repeated="-1">${text('ann@x.test')}</table:table-row>`,
    ),
  'a billion laughs': () =>
    zipOf([
      { name: 'mimetype', content: spreadsheet, method: 0 },
      {
        name: 'content.xml',
        content: `<!DOCTYPE x [<!ENTITY a "ha">]>${contentOf('', table('List', header + row(text('&a;'))))}`,
      },
    ]),
  'a text document with a table': () =>
    zipOf([
      { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', method: 0 },
      {
        name: 'content.xml',
        content: contentOf('', table('List', header)).replaceAll('office:spreadsheet', 'office:text'),
      },
    ]),
  'a locked spreadsheet': () =>
    zipOf([
      { name: 'mimetype', content: spreadsheet, method: 0 },
      { name: 'content.xml', content: new Uint8Array(3000).map((_, at) => (at * 7919) % 251) },
    ]),
  'without content': () => zipOf([{ name: 'mimetype', content: spreadsheet, method: 0 }]),
}

function odsOf(rows: string): Uint8Array {
  return odsFile('', table('List', rows))
}

function odsFile(styles: string, tables: string): Uint8Array {
  return zipOf([
    { name: 'mimetype', content: spreadsheet, method: 0 },
    { name: 'content.xml', content: contentOf(styles, tables) },
  ])
}

function contentOf(styles: string, tables: string): string {
  const names = ['office', 'style', 'table', 'text', 'xlink', 'calcext'].map(
    (name) => `xmlns:${name}="urn:${name}"`,
  )
  return `<office:document-content ${names.join(' ')}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`
}

function table(name: string, rows: string, attributes = ''): string {
  return `<table:table table:name="${name}"${attributes}>${rows}</table:table>`
}

function row(cells: string): string {
  return `<table:table-row>${cells}</table:table-row>`
}

function cell(content: string): string {
  return `<table:table-cell office:value-type="string">${content}</table:table-cell>`
}

function text(content: string): string {
  return cell(`<text:p>${content}</text:p>`)
}

function value(type: string, attribute: string, shown: string): string {
  return `<table:table-cell office:value-type="${type}" office:${attribute}><text:p>${shown}</text:p></table:table-cell>`
}
