import { CFB, utils, write } from 'xlsx'
import { fileBytesMax } from '#src/domain/batches/batch.ts'
import { type Files, textFile } from './files.ts'

/** What people choose by mistake, whatever it is called. */
export const notTables: Files = {
  'a PDF': () => textFile('%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\nann@x.test, bob@x.test\n'),
  'a PNG': () =>
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52),
  'a JPEG': () => Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1),
  'a GIF': () => textFile('GIF89a\u0001\u0000\u0001\u0000\u0080'),
  'a web page': () =>
    textFile('<!doctype html><table><tr><td>email</td></tr><tr><td>ann@x.test</td></tr></table>'),
  'a web page called .xls': () =>
    textFile('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>email</table>'),
  'a table of Excel 2003 as XML': () =>
    textFile('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
  'a letter in RTF': () => textFile('{\\rtf1\\ansi email; ann@x.test}'),
  'a letter': () => textFile('Dear all,\nhere is the list you asked for, at last.\nKind regards\n'),
  'a letter with an address': () => textFile('Dear Ann\nplease write to bob@x.test\nKind regards\n'),
  'random bytes': () => new Uint8Array(5000).map((_, at) => (at * at * 31 + at * 17) % 256),
  'text with zeros in it': () => textFile('email,first_name\nann@x.test,A\u0000nn\n'),
  'a program': () => Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, ...new Array<number>(100).fill(0)]),
  'a packed file': () => Uint8Array.from([0x1f, 0x8b, 8, 0, ...new Array<number>(50).fill(200)]),
  'a workbook with a password': () => compoundOf({ EncryptionInfo: 100, EncryptedPackage: 9000 }),
  'a text document of Word': () => compoundOf({ WordDocument: 5000, '1Table': 5000 }),
  'a container with an empty workbook': () => compoundOf({ Workbook: 5000 }),
  'only the beginning of a container': () => compoundOf({ Workbook: 5000 }).slice(0, 600),
  'a container whose directory turns in a circle': () => turning(),
  'more than ten megabytes': () => new Uint8Array(fileBytesMax + 1).fill(0x61),
}

function compoundOf(streams: Record<string, number>): Uint8Array {
  const file = CFB.utils.cfb_new()
  for (const [name, bytes] of Object.entries(streams))
    CFB.utils.cfb_add(file, `/${name}`, new Uint8Array(bytes).fill(0x2a))
  // -- asked for an array, the library gives one
  return Uint8Array.from(CFB.write(file, { type: 'array' }) as unknown as ArrayLike<number>)
}

/** An .xls file whose first chain of sectors leads back to its own beginning. */
function turning(): Uint8Array {
  const sheet = utils.aoa_to_sheet([['email'], ['ann@x.test']])
  const bytes = new Uint8Array(write(utils.book_new(sheet, 'List'), { type: 'array', bookType: 'biff8' }))
  const view = new DataView(bytes.buffer)
  const table = 512 * (1 + view.getUint32(76, true))
  const directory = view.getUint32(48, true)
  view.setUint32(table + 4 * directory, directory, true)
  return bytes
}
