import { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import type { Part } from './directory.ts'

/** How much packed content is handed over at a time, and how much unpacked content comes back: both stay small. */
const packedPieceBytes = 16 * 1024
const unpackedPieceBytes = 64 * 1024

/**
 * The content of a part, piece by piece. Throws as soon as it is more than was said, and at the end when it is not what
 * was said; also, as zlib does, when it cannot be unpacked at all.
 */
export async function* unpack(part: Part): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0
  let crc = 0
  for await (const piece of part.isPacked ? inflate(part.packed) : pieces(part.packed)) {
    bytes += piece.length
    if (bytes > part.unpackedBytes) break
    crc = crc32(piece, crc)
    yield piece
  }
  if (bytes !== part.unpackedBytes || crc !== part.crc) throw new Error('This is not the part it says it is.')
}

/** Of the runtime's two streams that inflate this is the faster one: the pieces of the other have four kilobytes. */
function inflate(packed: Uint8Array): AsyncIterable<Uint8Array> {
  return Readable.from(pieces(packed)).pipe(createInflateRaw({ chunkSize: unpackedPieceBytes }))
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += packedPieceBytes) yield bytes.subarray(at, at + packedPieceBytes)
}
