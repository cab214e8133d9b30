import { crc32, inflateRawSync } from 'node:zlib'
import { CFB } from 'xlsx'

const endMark = 0x06054b50
const entryMark = 0x02014b50
const partMark = 0x04034b50
const endBytes = 22
const entryBytes = 46
const partHeadBytes = 30
const commentBytesMax = 65_535
/** More parts than any workbook of one list has; the library takes ever longer for each. */
const entriesMax = 512
/** What still fits the 128 MB of a worker while it is being read, several copies of it included. */
const unpackedBytesMax = 24 * 1024 * 1024

export type Repacked = { state: 'whole'; zip: Uint8Array } | { state: 'damaged' | 'too_large' }

type Entry = { name: string; method: number; crc: number; packed: number; unpacked: number; at: number }

/**
 * The same zip with its parts unpacked, so that the spreadsheet library meets only whole parts: one wrong byte in packed
 * data can keep it busy for ever. Sizes are checked before anything is unpacked, content against its checksum after.
 */
export function repack(bytes: Uint8Array): Repacked {
  const entries = readEntries(bytes)
  if (!entries) return { state: 'damaged' }
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > unpackedBytesMax)
    return { state: 'too_large' }
  const zip = CFB.utils.cfb_new()
  const names = new Set<string>()
  for (const entry of entries) {
    if (entry.name.endsWith('/')) continue
    const part = unpack(bytes, entry)
    if (!part || names.has(entry.name)) return { state: 'damaged' }
    names.add(entry.name)
    CFB.utils.cfb_add(zip, `/${entry.name}`, part)
  }
  return { state: 'whole', zip: CFB.write(zip, { fileType: 'zip', type: 'buffer' }) }
}

function readEntries(bytes: Uint8Array): Entry[] | undefined {
  const view = viewOf(bytes)
  const end = findEnd(view)
  if (end === undefined) return undefined
  const count = view.getUint16(end + 10, true)
  if (count > entriesMax) return undefined
  const entries: Entry[] = []
  let at = view.getUint32(end + 16, true)
  for (let entry = 0; entry < count; entry++) {
    if (at + entryBytes > bytes.length || view.getUint32(at, true) !== entryMark) return undefined
    const nameBytes = view.getUint16(at + 28, true)
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + entryBytes, at + entryBytes + nameBytes)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    })
    at += entryBytes + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** The content of a part; undefined when it is not what the table of contents says. */
function unpack(bytes: Uint8Array, entry: Entry): Uint8Array | undefined {
  const view = viewOf(bytes)
  if (entry.at + partHeadBytes > bytes.length || view.getUint32(entry.at, true) !== partMark) return undefined
  const names = view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true)
  const begin = entry.at + partHeadBytes + names
  const packed = bytes.subarray(begin, begin + entry.packed)
  const part = entry.method === 8 ? inflate(packed, entry.unpacked) : packed
  const isWhole = part !== undefined && part.length === entry.unpacked && crc32(part) === entry.crc
  return isWhole && (entry.method === 0 || entry.method === 8) ? part : undefined
}

function inflate(packed: Uint8Array, size: number): Uint8Array | undefined {
  try {
    return inflateRawSync(packed, { maxOutputLength: size + 1 })
  } catch {
    // -- zlib throws errors of several kinds for broken data and for more of it than was said; each means damaged
    return undefined
  }
}

function findEnd(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - endBytes - commentBytesMax)
  for (let at = view.byteLength - endBytes; at >= first; at--) {
    if (view.getUint32(at, true) === endMark) return at
  }
  return undefined
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
