import { viewOf } from '#src/spreadsheets/bytes.ts'
import type { Part } from '#src/spreadsheets/zip/directory.ts'
import { unpack } from '#src/spreadsheets/zip/unpack.ts'

/** A record of a binary part: what it is, and its content. Reading beyond its content throws. */
export type BinaryRecord = { type: number; content: DataView }

/** The content of a binary part. Throws where it is damaged, as unpacking does. */
export async function unpackWhole(part: Part | undefined): Promise<Uint8Array> {
  const whole = new Uint8Array(part?.unpackedBytes ?? 0)
  let at = 0
  for await (const piece of part ? unpack(part) : []) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** The records of a part, one after the other. Throws where one is longer than what is left. */
export function* readRecords(bytes: Uint8Array): Generator<BinaryRecord, void, undefined> {
  const view = viewOf(bytes)
  for (let at = 0; at < bytes.length; ) {
    const type = readVarying(view, at, 2)
    const length = readVarying(view, at + type.bytes, 4)
    const begin = at + type.bytes + length.bytes
    yield {
      type: type.value,
      content: new DataView(bytes.buffer, bytes.byteOffset + begin, Math.min(length.value, lengthMax)),
    }
    at = begin + length.value
  }
}

/** Longer records than that hold nothing that is read. */
const lengthMax = 256 * 1024

/** A number in up to so many bytes of seven bits, each with a bit that says whether another follows. */
function readVarying(view: DataView, at: number, bytesMax: number): { value: number; bytes: number } {
  let value = 0
  for (let bytes = 0; bytes < bytesMax; bytes++) {
    const byte = view.getUint8(at + bytes)
    value += (byte & 0x7f) * 128 ** bytes
    if ((byte & 0x80) === 0) return { value, bytes: bytes + 1 }
  }
  return { value, bytes: bytesMax }
}

const utf16 = new TextDecoder('utf-16le')

/** A text with its length in front, in characters of two bytes; and where it ends. */
export function readText(content: DataView, at: number): { text: string; end: number } {
  const length = content.getUint32(at, true)
  const end = at + 4 + (length === 0xffff_ffff ? 0 : length * 2)
  if (end > content.byteLength) throw new RangeError('A text beyond the end of its record.')
  const bytes = new Uint8Array(content.buffer, content.byteOffset + at + 4, end - at - 4)
  return { text: utf16.decode(bytes), end }
}
