import { viewOf } from '#src/spreadsheets/bytes.ts'
import { findTable } from './table.ts'

/** A part of a zip, as the table of contents and its own head agree to describe it. Nothing is unpacked yet. */
export type Part = {
  name: string
  isPacked: boolean
  crc: number
  packed: Uint8Array
  /** Its size, as far as the table of contents tells the truth. */
  unpackedBytes: number
}

/** The parts by name in lower case, as names of parts do not differ by case. */
export type Directory = ReadonlyMap<string, Part>

/** More parts than any workbook of one list has. */
const entriesMax = 512
const entryMark = 0x02014b50
const entryBytes = 46
const headMark = 0x04034b50
const headBytes = 30
const encrypted = 1
const stored = 0
const deflated = 8

type Entry = Omit<Part, 'packed' | 'isPacked'> & {
  flags: number
  method: number
  packedBytes: number
  at: number
}

/**
 * Reads the table of contents of a zip. Undefined where it is damaged or a trap: parts that overlap or leave the file, two
 * of one name, names that climb out of a folder, encrypted parts, ways of packing that no workbook uses.
 */
export function readDirectory(bytes: Uint8Array): Directory | undefined {
  const view = viewOf(bytes)
  const table = findTable(view)
  if (!table || table.count > entriesMax) return undefined
  const entries = readEntries(bytes, view, table)
  if (!entries?.every(isReadable)) return undefined
  const parts = new Map<string, Part>()
  let end = table.at
  for (const entry of entries.toSorted((one, other) => other.at - one.at)) {
    const packed = packedBytesOf(bytes, view, entry)
    if (!packed || packed.byteOffset - bytes.byteOffset + packed.length > end) return undefined
    end = entry.at
    const { name, crc, unpackedBytes, method } = entry
    parts.set(name.toLowerCase(), { name, crc, packed, unpackedBytes, isPacked: method === deflated })
  }
  return parts.size === entries.length ? parts : undefined
}

function readEntries(
  bytes: Uint8Array,
  view: DataView,
  table: { at: number; end: number; count: number },
): Entry[] | undefined {
  const entries: Entry[] = []
  let { at } = table
  for (let entry = 0; entry < table.count; entry++) {
    if (at + entryBytes > table.end || view.getUint32(at, true) !== entryMark) return undefined
    const nameEnd = at + entryBytes + view.getUint16(at + 28, true)
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + entryBytes, nameEnd)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      unpackedBytes: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    })
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return at <= table.end ? entries : undefined
}

function isReadable({ name, flags, method, packedBytes, unpackedBytes }: Entry): boolean {
  if ((flags & encrypted) !== 0 || (method !== stored && method !== deflated)) return false
  if (method === stored && packedBytes !== unpackedBytes) return false
  return name !== '' && !name.includes('\\') && !name.startsWith('/') && !name.split('/').includes('..')
}

/** The packed content of a part, if it stands where and under the name that the table of contents says. */
function packedBytesOf(bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array | undefined {
  if (entry.at + headBytes > bytes.length || view.getUint32(entry.at, true) !== headMark) return undefined
  const nameEnd = entry.at + headBytes + view.getUint16(entry.at + 26, true)
  const name = new TextDecoder().decode(bytes.subarray(entry.at + headBytes, nameEnd))
  const begin = nameEnd + view.getUint16(entry.at + 28, true)
  if (name !== entry.name || begin + entry.packedBytes > bytes.length) return undefined
  return bytes.subarray(begin, begin + entry.packedBytes)
}
