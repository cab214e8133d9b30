// Writes a town's list to the path given: as many rows as asked for, eight columns, all texts shared as Excel writes them.
import { writeFileSync } from 'node:fs'
import { utils, write } from 'xlsx'
import { readDirectory } from '#src/spreadsheets/zip/directory.ts'
import { zipOf } from '#test/support/zips.ts'

const [, , path = '', rows = '0'] = process.argv
const header = ['email', 'first_name', 'last_name', 'language', 'groups', 'admin', 'message', 'Street']
const people = Array.from({ length: Number(rows) }, (_, row) => {
  const name = ((row * 2_654_435_761) % 2 ** 32).toString(36)
  return [
    ...[`${name}.${row}@town-${row % 97}.example`, `Zoé ${name}`, `Dupont-${row}`, row % 3 ? 'fr' : 'en'],
    ...[row % 2 ? 'Quartier A' : '', false, row % 10 ? '' : `Dear ${name}`, `${row} ${name} Street`],
  ]
})
const sheet = utils.aoa_to_sheet([header, ...people], { dense: true })
const options = { type: 'buffer', bookType: 'xlsx', bookSST: true } as const
const stored = new Uint8Array(write(utils.book_new(sheet, 'List'), options))
// -- packed by zlib, as Excel does; what the library packs itself is half as large again
const parts = [...(readDirectory(stored)?.values() ?? [])].map(({ name, packed }) => ({
  name,
  content: packed,
}))
writeFileSync(path, zipOf(parts))
