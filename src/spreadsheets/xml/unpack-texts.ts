import type { Part } from '#src/spreadsheets/zip/directory.ts'
import { unpack } from '#src/spreadsheets/zip/unpack.ts'

/** The text of an XML part, piece by piece. Throws where the part or its encoding is damaged. */
export async function* unpackTexts(part: Part): AsyncGenerator<string, void, undefined> {
  let decoder: TextDecoder | undefined
  for await (const piece of unpack(part)) {
    decoder ??= new TextDecoder(encodingOf(piece), { fatal: true, ignoreBOM: false })
    yield decoder.decode(piece, { stream: true })
  }
  yield decoder?.decode() ?? ''
}

/** UTF-8 nearly always; what the marks at the beginning or the declaration say otherwise. */
function encodingOf(piece: Uint8Array): string {
  if (piece[0] === 0xff && piece[1] === 0xfe) return 'utf-16le'
  if (piece[0] === 0xfe && piece[1] === 0xff) return 'utf-16be'
  const head = String.fromCharCode(...piece.subarray(0, 100))
  const declared = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(head)?.[1]
  return declared === undefined || /^utf-?16/i.test(declared) ? 'utf-8' : declared
}
