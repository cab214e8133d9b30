import { crc32 } from 'node:zlib'
import { joinBytes } from './bytes.ts'
import { streamOf } from './write-stream.ts'

export type Part = { path: string; chunks: AsyncIterable<Uint8Array> }

type Entry = { name: Uint8Array; offset: number; crc: number; packed: number; size: number }

const partMark = 0x04034b50
const sizesMark = 0x08074b50
const entryMark = 0x02014b50
const endMark = 0x06054b50
/** Version 2.0; sizes follow the part and names are UTF-8; deflated; the first of January 1980. */
const traits = [20, 0x0808, 8, 0, 0x21]

/** Packs parts as they are written: sizes follow each part, so none of them ever stands in memory as a whole. */
export async function* writeZip(parts: Iterable<Part>): AsyncGenerator<Uint8Array> {
  const entries: Entry[] = []
  let offset = 0
  for (const { path, chunks } of parts) {
    const entry = { name: new TextEncoder().encode(path), offset, crc: 0, packed: 0, size: 0 }
    entries.push(entry)
    const head = partHead(entry)
    yield head
    for await (const piece of deflate(chunks, entry)) yield piece
    const sizes = fields([sizesMark, entry.crc, entry.packed, entry.size])
    yield sizes
    offset += head.length + entry.packed + sizes.length
  }
  yield* directory(entries, offset)
}

/** Deflates, and writes down what the directory has to say of the part. */
async function* deflate(chunks: Part['chunks'], entry: Entry): AsyncGenerator<Uint8Array> {
  const packed = streamOf(measured(chunks, entry)).pipeThrough(new CompressionStream('deflate-raw'))
  for await (const piece of packed) {
    entry.packed += piece.length
    yield piece
  }
}

async function* measured(chunks: Part['chunks'], entry: Entry): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    entry.crc = crc32(chunk, entry.crc)
    entry.size += chunk.length
    yield chunk
  }
}

function partHead({ name }: Entry): Uint8Array {
  return joinBytes([fields([partMark], traits, [0, 0, 0], [name.length, 0]), name])
}

function* directory(entries: readonly Entry[], offset: number): Generator<Uint8Array> {
  let size = 0
  for (const { name, crc, packed, size: unpacked, offset: at } of entries) {
    const lengths = [name.length, 0, 0, 0, 0]
    const entry = joinBytes([
      fields([entryMark], [20, ...traits], [crc, packed, unpacked], lengths, [0, at]),
      name,
    ])
    size += entry.length
    yield entry
  }
  yield fields([endMark], [0, 0, entries.length, entries.length], [size, offset], [0])
}

/** Little-endian numbers: of four bytes and of two, in turns. */
function fields(...groups: number[][]): Uint8Array {
  const widths = groups.flatMap((group, index) => group.map(() => (index % 2 === 0 ? 4 : 2)))
  const view = new DataView(new ArrayBuffer(widths.reduce((sum, width) => sum + width, 0)))
  let at = 0
  for (const [index, value] of groups.flat().entries()) {
    if (widths[index] === 4) view.setUint32(at, value, true)
    else view.setUint16(at, value, true)
    at += widths[index] ?? 0
  }
  return new Uint8Array(view.buffer)
}
