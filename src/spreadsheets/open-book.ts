import { openCsv } from './csv/open-csv.ts'
import { openOds } from './ods/open-ods.ts'
import type { Book } from './sheet.ts'
import { openXls } from './xls/open-xls.ts'
import { openXlsb } from './xlsb/open-xlsb.ts'
import { openXlsx } from './xlsx/open-xlsx.ts'
import { readDirectory } from './zip/directory.ts'

/** Opens a file of any known format, told by its content. */
export async function openBook(bytes: Uint8Array): Promise<Book> {
  if (startsWith(bytes, zipMark)) return openZip(bytes)
  if (startsWith(bytes, compoundMark)) return openXls(bytes)
  return openCsv(bytes)
}

const zipMark = [0x50, 0x4b, 0x03, 0x04]
const compoundMark = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte)
}

async function openZip(bytes: Uint8Array): Promise<Book> {
  const directory = readDirectory(bytes)
  if (!directory) return { state: 'unreadable_file' }
  if (directory.has('content.xml')) return openOds(directory)
  return directory.has('xl/workbook.bin') ? openXlsb(directory) : openXlsx(bytes)
}
