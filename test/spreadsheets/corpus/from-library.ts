import { type BookType, type CellObject, utils, type WorkSheet, write } from 'xlsx'
import type { Files } from './files.ts'

type Value = string | number | boolean | null | CellObject

const people: Value[][] = [
  ['E-mail', 'First name', 'Admin', 'Birthday', 'Groups', 'Points'],
  ['ann@x.test', 'Zoë', true, day(46_348), 'Quartier A, Parents', 12.5],
  [link('Bob', 'mailto:bob%2Bx@x.test?subject=Hi'), 'Łukasz', false, day(46_348.5), null, -3],
  [],
  [' \u00a0cleo@x.test\u200b ', 'two\nlines', 'WAHR', null, '007', { t: 'e', v: 42, w: '#N/A' }],
  [42, { t: 'e', v: 23, w: '#REF!' }, 1, null, 7, { t: 'n', v: 3, f: '1+2' }],
]

/** What Parvis reads and the library writes. */
const kinds = ['xlsx', 'xlsm', 'xlsb', 'biff8', 'biff5', 'ods'] as const

/** Workbooks of the spreadsheet library, in all its formats. */
export const fromLibrary: Files = {
  ...Object.fromEntries(
    kinds.map((kind) => [`people.${kind}`, () => bookOf({ List: utils.aoa_to_sheet(people) }, kind)]),
  ),
  'people.xlsx with shared texts': () =>
    bookOf({ List: utils.aoa_to_sheet(people) }, 'xlsx', { bookSST: true, compression: true }),
  'people.xlsx with dates from 1904': () =>
    bookOf({ List: utils.aoa_to_sheet(people) }, 'xlsx', {}, { WBProps: { date1904: true } }),
  ...Object.fromEntries(
    (['xlsx', 'xlsb', 'biff8'] as const).flatMap((kind) => [
      [`hidden.${kind}`, () => hidden(kind)],
      [`merged.${kind}`, () => merged(kind)],
    ]),
  ),
  'merged.ods': () => merged('ods'),
  ...Object.fromEntries(
    (['xlsx', 'xlsb', 'biff8', 'biff5', 'ods'] as const).map((kind) => [
      `addresses by formula.${kind}`,
      () => tableOf(kind, ['email'], [{ t: 's', v: 'ann@x.test', f: 'CONCATENATE("ann","@x.test")' }]),
    ]),
  ),
  'Dutch.xlsx': () =>
    tableOf(
      'xlsx',
      ['Voornaam', 'Familienaam', 'E-mailadres *', 'Taal', 'Groep'],
      ['An', 'Peeters', 'an@x.test', 'NL', 'parents'],
    ),
  'German.biff8': () =>
    tableOf(
      'biff8',
      ['Vorname', 'Familienname', 'E-Mail-Adresse', 'Sprache', 'Gruppe(n)'],
      ['Jörg', 'Groß', 'j@x.test', 'fr', 'quartier a'],
    ),
  'Spanish.ods': () =>
    tableOf(
      'ods',
      ['NOMBRE', 'APELLIDOS', 'CORREO ELECTRONICO', 'IDIOMA', 'GRUPOS'],
      ['José', 'Peña', 'j@x.test', 'en', 'Parents'],
    ),
  'the export of the reference product.xlsx': () =>
    tableOf(
      'xlsx',
      ['token', 'invite_status', 'email', 'first_name', 'last_name', 'locale', 'groups', 'admin'],
      ['abc123def', 'pending', 'ann@x.test', 'Ann', 'Example', 'nl-BE', 'Parents', false],
    ),
  'sixty columns.xlsx': () => tableOf('xlsx', wide('x', 'email'), wide('y', 'ann@x.test')),
  'an empty sheet before the list.biff8': () =>
    bookOf(
      { Empty: utils.aoa_to_sheet([[]]), List: utils.aoa_to_sheet([['email'], ['ann@x.test']]) },
      'biff8',
    ),
  'nothing in it.xlsx': () => bookOf({ List: utils.aoa_to_sheet([[]]) }, 'xlsx'),
  'no address column.xlsb': () => tableOf('xlsb', ['Name', 'Adresse'], ['Ann', 'Rue Haute 1']),
  // Formats that no office sends any more: read as what they are, or refused, never as garbage.
  ...Object.fromEntries(
    (['biff2', 'xlml', 'fods', 'html', 'rtf', 'sylk', 'dif', 'eth', 'dbf', 'prn'] as const).map((kind) => [
      `old.${kind}`,
      () => tableOf(kind, ['email', 'first_name'], ['ann@x.test', 'Ann']),
    ]),
  ),
  'as text.txt': () => tableOf('txt', ['email', 'first_name'], ['ann@x.test', 'Zoë']),
  'as text.csv': () => tableOf('csv', ['email', 'first_name'], ['ann@x.test', 'A, "n"']),
}

function tableOf(kind: BookType, ...rows: Value[][]): Uint8Array {
  return bookOf({ List: utils.aoa_to_sheet(rows) }, kind)
}

/** Two hidden sheets, one of them an older list, and two hidden rows, one of them empty. */
function hidden(kind: BookType): Uint8Array {
  const list = utils.aoa_to_sheet([['email'], ['ann@x.test'], ['hidden@x.test'], [null], ['bob@x.test']])
  list['!rows'] = [{}, {}, { hidden: true }, { hidden: true }]
  const old = utils.aoa_to_sheet([['email'], ['old@x.test']])
  const sheets = { Old: old, Notes: utils.aoa_to_sheet([['Notes']]), List: list, Lists: old }
  return bookOf(
    sheets,
    kind,
    {},
    {
      Sheets: [{ name: 'Old', Hidden: 1 }, { name: 'Notes' }, { name: 'List' }, { name: 'Lists', Hidden: 2 }],
    },
  )
}

function merged(kind: BookType): Uint8Array {
  const list = utils.aoa_to_sheet([
    ['email', 'groups'],
    ['ann@x.test', 'Parents'],
    ['bob@x.test'],
    ['cleo@x.test'],
  ])
  list['!merges'] = [{ s: { r: 1, c: 1 }, e: { r: 3, c: 1 } }]
  return bookOf({ List: list }, kind)
}

function bookOf(
  sheets: Record<string, WorkSheet>,
  bookType: BookType,
  options: { bookSST?: boolean; compression?: boolean } = {},
  Workbook = {},
): Uint8Array {
  const book = { SheetNames: Object.keys(sheets), Sheets: sheets, Workbook }
  const written: ArrayBuffer | string = write(book, { type: 'array', bookType, cellStyles: true, ...options })
  return typeof written === 'string' ? new TextEncoder().encode(written) : new Uint8Array(written)
}

function wide(others: string, last: string): string[] {
  return [...Array.from({ length: 49 }, () => others), last, ...Array.from({ length: 10 }, () => others)]
}

function link(text: string, target: string): CellObject {
  return { t: 's', v: text, l: { Target: target } }
}

function day(serial: number): CellObject {
  return { t: 'n', v: serial, z: 'dd/mm/yyyy' }
}
