import { openCsv } from './csv/open-csv.ts'
import { openWithLibrary } from './other/open-with-library.ts'
import { repack } from './repack.ts'
import type { Book } from './sheet.ts'

/** Opens a file of any known format, told by its content. */
export async function openBook(bytes: Uint8Array): Promise<Book> {
  if (startsWith(bytes, zipMark)) return openZip(bytes)
  if (startsWith(bytes, compoundMark)) return openWithLibrary(bytes)
  return openCsv(bytes)
}

const zipMark = [0x50, 0x4b, 0x03, 0x04]
const compoundMark = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte)
}

async function openZip(bytes: Uint8Array): Promise<Book> {
  const repacked = repack(bytes)
  if (repacked.state === 'whole') return openWithLibrary(repacked.zip)
  return { state: repacked.state === 'too_large' ? 'too_large' : 'unreadable_file' }
}
