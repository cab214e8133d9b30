import { crc32 } from 'node:zlib'
import type { Part } from './directory.ts'

/** How much packed content is handed over at a time: what comes out of it at once stays small. */
const pieceBytes = 16 * 1024

/**
 * The content of a part, piece by piece. Throws as soon as it is more than was said, and at the end when it is not what
 * was said; also, as the runtime does, when it cannot be unpacked at all.
 */
export async function* unpack(part: Part): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0
  let crc = 0
  for await (const piece of part.isPacked ? inflate(part.packed) : pieceByPiece(part.packed)) {
    bytes += piece.length
    if (bytes > part.unpackedBytes) break
    crc = crc32(piece, crc)
    yield piece
  }
  if (bytes !== part.unpackedBytes || crc !== part.crc) throw new Error('This is not the part it says it is.')
}

function inflate(packed: Uint8Array): ReadableStream<Uint8Array> {
  return pieceByPiece(packed).pipeThrough(new DecompressionStream('deflate-raw'))
}

function pieceByPiece(bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0
  return new ReadableStream({
    pull(controller) {
      if (at < bytes.length) controller.enqueue(bytes.slice(at, at + pieceBytes))
      else controller.close()
      at += pieceBytes
    },
  })
}
