import { joinBytes, viewOf } from '#src/spreadsheets/bytes.ts'

const headBytes = 512
const entryBytes = 128
const miniSectorBytes = 64
/** Streams below this size are kept in the sectors of the root. */
const miniMax = 4096
/** More entries than any workbook without macros has, and most of what is looked at. */
const entriesMax = 4096
const none = 0xffff_ffff
const streamType = 2

type Entry = {
  name: string
  type: number
  left: number
  right: number
  child: number
  start: number
  size: number
}

/**
 * The streams at the root of a compound file (the container of .xls and of encrypted workbooks), by name. Undefined where
 * it is damaged. Every chain is followed once at most: the spreadsheet library would follow one that turns in a circle
 * for ever, and is therefore given single streams only.
 */
export function readStreams(
  bytes: Uint8Array,
): ReadonlyMap<string, () => Uint8Array | undefined> | undefined {
  const file = openFile(bytes)
  if (!file) return undefined
  const directory = file.chain(file.directoryAt)
  const entries = directory && readEntries(directory)
  const root = entries?.[0]
  if (!entries || !root) return undefined
  const streams = new Map<string, () => Uint8Array | undefined>()
  for (const { name, type, start, size } of childrenOf(root, entries)) {
    if (type !== streamType) continue
    streams.set(name, () => (size < miniMax ? file.miniStream(root, start, size) : file.chain(start, size)))
  }
  return streams
}

function openFile(bytes: Uint8Array) {
  if (bytes.length < headBytes) return undefined
  const view = viewOf(bytes)
  const sectorBytes = 2 ** view.getUint16(30, true)
  if (sectorBytes !== 512 && sectorBytes !== 4096) return undefined
  const sector = (at: number) => bytes.subarray((at + 1) * sectorBytes, (at + 2) * sectorBytes)
  const table = joinBytes(tablePlaces(view, sector, sectorBytes).map(sector))
  const chain = (start: number, size?: number) => follow(table, sector, start, size)
  return {
    directoryAt: view.getUint32(48, true),
    chain,
    miniStream(root: Entry, start: number, size: number): Uint8Array | undefined {
      const content = chain(root.start, root.size)
      const miniTable = chain(view.getUint32(60, true))
      if (!content || !miniTable) return size === 0 ? new Uint8Array() : undefined
      const piece = (at: number) => content.subarray(at * miniSectorBytes, (at + 1) * miniSectorBytes)
      return follow(miniTable, piece, start, size)
    },
  }
}

type Sector = (at: number) => Uint8Array

/** The sectors that hold the table of chains: the first 109 in the head, further ones in sectors of their own. */
function tablePlaces(view: DataView, sector: Sector, sectorBytes: number): number[] {
  const places = Array.from({ length: 109 }, (_, index) => view.getUint32(76 + index * 4, true))
  const seen = new Set<number>()
  for (let at = view.getUint32(68, true); !seen.has(at); ) {
    const further = sector(at)
    if (further.length < sectorBytes) break
    seen.add(at)
    const table = viewOf(further)
    for (let place = 0; place < sectorBytes - 4; place += 4) places.push(table.getUint32(place, true))
    at = table.getUint32(sectorBytes - 4, true)
  }
  return [...new Set(places)].filter((place) => sector(place).length > 0)
}

/** The sectors of a chain, put together. Undefined where it is shorter than its size or leads to where it was before. */
function follow(table: Uint8Array, sector: Sector, start: number, size?: number): Uint8Array | undefined {
  const view = viewOf(table)
  const pieces: Uint8Array[] = []
  const seen = new Set<number>()
  let bytes = 0
  for (let at = start; at * 4 + 4 <= table.length && (size === undefined || bytes < size); ) {
    const piece = sector(at)
    if (seen.has(at) || piece.length === 0) return undefined
    seen.add(at)
    pieces.push(piece)
    bytes += piece.length
    at = view.getUint32(at * 4, true)
  }
  if (size === undefined) return joinBytes(pieces)
  return bytes < size ? undefined : joinBytes(pieces).subarray(0, size)
}

function readEntries(directory: Uint8Array): Entry[] {
  const view = viewOf(directory)
  const count = Math.min(entriesMax, Math.floor(directory.length / entryBytes))
  return Array.from({ length: count }, (_, index) => {
    const at = index * entryBytes
    const nameBytes = Math.min(64, view.getUint16(at + 64, true))
    return {
      name: new TextDecoder('utf-16le').decode(directory.subarray(at, at + Math.max(0, nameBytes - 2))),
      type: directory[at + 66] ?? 0,
      left: view.getUint32(at + 68, true),
      right: view.getUint32(at + 72, true),
      child: view.getUint32(at + 76, true),
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    }
  })
}

/** The entries directly below another; they hang together as a tree. */
function childrenOf(parent: Entry, entries: readonly Entry[]): Entry[] {
  const children = new Set<Entry>()
  const waiting = [parent.child]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const entry = at === none ? undefined : entries[at]
    if (!entry || children.has(entry)) continue
    children.add(entry)
    waiting.push(entry.left, entry.right)
  }
  return [...children]
}
