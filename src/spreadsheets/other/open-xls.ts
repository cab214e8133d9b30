import type { Book } from '#src/spreadsheets/sheet.ts'
import { readStreams } from './compound-file.ts'
import { openWithLibrary } from './open-with-library.ts'

/** Opens an .xls file. A compound file without a workbook is another program's, or a workbook locked with a password. */
export function openXls(bytes: Uint8Array): Book {
  const streams = readStreams(bytes)
  const workbook = (streams?.get('Workbook') ?? streams?.get('Book'))?.()
  return workbook ? openWithLibrary(workbook) : { state: 'unreadable_file' }
}
