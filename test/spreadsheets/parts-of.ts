import { readDirectory } from '#src/spreadsheets/zip/directory.ts'
import { unpack } from '#src/spreadsheets/zip/unpack.ts'
import type { ZipPart } from '#test/support/zips.ts'

/** The parts of a whole zip, unpacked, to be changed and put together again. */
export async function partsOf(bytes: Uint8Array): Promise<ZipPart[]> {
  const parts: ZipPart[] = []
  for (const part of readDirectory(bytes)?.values() ?? []) {
    const pieces: number[] = []
    for await (const piece of unpack(part)) pieces.push(...piece)
    parts.push({ name: part.name, content: Uint8Array.from(pieces) })
  }
  return parts
}
