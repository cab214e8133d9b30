import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timed } from '#test/bench/measure.ts'
import { readAll, workbookOf } from '#test/support/sheets.ts'
import { handMade } from '#test/support/xlsx-parts.ts'
import { bytesOf, type ZipPart, zipOf } from '#test/support/zips.ts'
import { fromLibrary } from './corpus/from-library.ts'
import { openDocument } from './corpus/open-document.ts'
import { texts } from './corpus/texts.ts'
import { partsOf } from './parts-of.ts'

/** No file takes longer, in milliseconds, whatever is in it. */
const longest = 2000
const outcomes = [
  ...['whole', 'no_email_column', 'unreadable_file', 'empty_file', 'too_large', 'too_many_rows'],
  'nothing_to_invite',
]

/** Reads a file to its end: an outcome comes of it, in time, and never an exception. */
async function read(bytes: Uint8Array): Promise<void> {
  const [time, { state }] = await timed(() => readAll(bytes))
  expect(outcomes).toContain(state)
  expect(time).toBeLessThan(longest)
}

async function readMany(files: fc.Arbitrary<Uint8Array>, numRuns: number): Promise<void> {
  await fc.assert(fc.asyncProperty(files, read), { numRuns })
}

/** Some bytes replaced by any others, or by those that lengths and ends are made of. */
function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const value = fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x7f, 0x80, 0xfe, 0xff))
  const change = fc.tuple(
    fc.nat(Math.max(0, bytes.length - 1)),
    fc.array(value, { minLength: 1, maxLength: 8 }),
  )
  return fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => {
    const copy = bytes.slice()
    for (const [at, values] of changes) copy.set(values.slice(0, copy.length - at), at)
    return copy
  })
}

/** Cut off, with a piece doubled, or with two pieces exchanged. */
function rearranged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat(bytes.length)
  return fc.tuple(fc.constantFrom('cut', 'doubled', 'exchanged'), place, place).map(([how, one, other]) => {
    const [first, last] = [Math.min(one, other), Math.max(one, other)]
    const [begin, middle, end] = [bytes.slice(0, first), bytes.slice(first, last), bytes.slice(last)]
    if (how === 'cut') return begin
    return Uint8Array.from(
      how === 'doubled' ? [...begin, ...middle, ...middle, ...end] : [...middle, ...begin, ...end],
    )
  })
}

const library = [
  'people.xlsx',
  'people.xlsb',
  'people.biff8',
  'people.biff5',
  'people.ods',
  'merged.biff8',
  'hidden.xlsb',
]
const files = library.map((name) => fromLibrary[name]?.() ?? new Uint8Array())
const [people = new Uint8Array(), binary = new Uint8Array()] = files

describe('a damaged file of any format', () => {
  it('is read or refused: bytes', () => readMany(fc.oneof(...files.map(damaged)), 500))

  it('is read or refused: pieces', () => readMany(fc.oneof(...files.map(rearranged)), 150))

  it('is read or refused: text tables', async () => {
    const tables = [
      'utf-8',
      'utf-16 little-endian with a mark',
      'windows-1252',
      'line breaks, separators and quotes in quotes',
    ]
    const bytes = tables.map((name) => texts[name]?.() ?? new Uint8Array())
    await readMany(fc.oneof(...bytes.flatMap((each) => [damaged(each), rearranged(each)])), 200)
  })

  it('is read or refused: any text, any bytes', async () => {
    const piece = fc.constantFrom(
      'email',
      '"',
      '""',
      ',',
      ';',
      '\t',
      '\r',
      '\n',
      '\r\n',
      'ann@x.test',
      'sep=;',
      ' ',
      '\ufeff',
      'é',
    )
    const text = fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 60 })
    await readMany(
      text.map((pieces) => bytesOf(pieces.join(''))),
      200,
    )
    await readMany(fc.uint8Array({ maxLength: 2000 }), 50)
  })
})

describe('a zip that lies', () => {
  it('is read or refused, whatever its parts say of themselves', async () => {
    const parts = await partsOf(people)
    const forged = fc.record(
      {
        method: fc.constantFrom(0, 8, 9, 99),
        flags: fc.constantFrom(0, 1, 8, 0x800),
        crc: fc.nat(),
        unpackedBytes: fc.oneof(fc.nat(5000), fc.constantFrom(0, 0x7fff_ffff, 0xffff_fffe)),
        headName: fc.constantFrom('', '../x', 'xl/workbook.xml', '[Content_Types].xml'),
        at: fc.nat(people.length),
      },
      { requiredKeys: [] },
    )
    const lying = fc
      .tuple(fc.shuffledSubarray(parts, { minLength: 1 }), fc.nat(20), forged)
      .map(([some, index, lie]) => {
        const liar = index % some.length
        return zipOf(some.map((part, at) => (at === liar ? { ...part, ...lie } : part)))
      })
    await readMany(lying, 250)
  })
})

describe('parts that are whole but make no sense', () => {
  it('are read or refused: XML', async () => {
    const books = [
      await partsOf(people),
      await partsOf(openDocument['values of several kinds']?.() ?? people),
    ]
    await readMany(fc.oneof(...books.map((parts) => withOnePart(parts, /\.(?:xml|rels)$/, mangledXml))), 350)
  })

  it('are read or refused: binary records', async () => {
    const parts = await partsOf(binary)
    await readMany(withOnePart(parts, /\.bin$/, damaged), 150)
  })
})

describe('cells of any kind', () => {
  it('come out as rows', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('email', 'ann@x.test', 'admin', '__proto__', '=1+1'),
    )
    const cell = fc.oneof(text, fc.double(), fc.integer(), fc.boolean(), fc.constant(null))
    const link = fc.record({ text: fc.string(), link: fc.string().map((target) => `mailto:${target}`) })
    const rows = fc.array(fc.array(fc.oneof(cell, link), { maxLength: 8 }), { maxLength: 12 })
    await readMany(
      rows.map((some) => workbookOf([['email', 'x', 'groups'], ...some])),
      100,
    )
  })

  it('come out as rows when written by hand', async () => {
    const type = fc.constantFrom('s', 'str', 'inlineStr', 'b', 'e', 'd', 'n', '', 'x')
    const value = fc.oneof(
      fc.constantFrom('0', '1', '-1', '1e999', '99999999999999999999', 'NaN', ''),
      fc.nat().map(String),
    )
    const place = fc.constantFrom('A2', 'B2', 'A1048577', 'XFE1', 'AAAA1', '2', 'a2', '')
    const cell = fc.tuple(type, value, place, fc.constantFrom('', '<f>A1</f>', '<f/>', '<is><t>x</t></is>'))
    const cells = fc
      .array(cell, { maxLength: 6 })
      .map((some) =>
        some.map(([t, v, r, more]) => `<c r="${r}" t="${t}" s="${v}">${more}<v>${v}</v></c>`).join(''),
      )
    const rows = fc.array(fc.tuple(value, cells), { maxLength: 4 })
    const header = '<row r="1"><c r="A1" t="inlineStr"><is><t>email</t></is></c></row>'
    await readMany(
      rows.map((some) =>
        handMade({
          rows: header + some.map(([r, inner]) => `<row r="${r}">${inner}</row>`).join(''),
          strings: '<si><t>a</t></si>',
        }),
      ),
      150,
    )
  })
})

/** A zip in which one part has been changed, and is whole in itself. */
function withOnePart(
  parts: readonly ZipPart[],
  name: RegExp,
  change: (content: Uint8Array) => fc.Arbitrary<Uint8Array>,
): fc.Arbitrary<Uint8Array> {
  const chosen = parts.filter((part) => name.test(part.name))
  return fc
    .constantFrom(...chosen)
    .chain((part) => change(bytesOf(part.content)).map((content) => ({ ...part, content })))
    .map((changed) => zipOf(parts.map((part) => (part.name === changed.name ? changed : part))))
}

/** Tags that are gone, doubled or nested, and attributes with other values. */
function mangledXml(content: Uint8Array): fc.Arbitrary<Uint8Array> {
  const xml = new TextDecoder().decode(content)
  const tags = [...xml.matchAll(/<[^>]*>/g)]
  const odd = fc.constantFrom(
    '',
    '-1',
    '0',
    '1e308',
    '999999999999',
    'x',
    '&amp;',
    '&lol;',
    '&#0;',
    '\u0000',
    '<',
    'A1:XFD1048576',
  )
  const change = fc.constantFrom('gone', 'doubled', 'attribute', 'nested', 'entity')
  return fc.tuple(fc.nat(Math.max(0, tags.length - 1)), change, odd).map(([index, how, value]) => {
    const [tag = ''] = tags[index] ?? []
    const at = tags[index]?.index ?? 0
    const changed = {
      gone: '',
      doubled: tag + tag,
      attribute: tag.replace(/="[^"]*"/, `="${value}"`),
      nested: '<a>'.repeat(200) + tag + '</a>'.repeat(200),
      entity: tag + value,
    }[how]
    return bytesOf(xml.slice(0, at) + changed + xml.slice(at + tag.length))
  })
}
