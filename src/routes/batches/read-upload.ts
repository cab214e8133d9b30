import { type ReadRow, type Refusal, rowsMax } from '#src/domain/batches/batch.ts'
import { cleanLine } from '#src/domain/text/clean.ts'
import { readWorkbook } from '#src/spreadsheets/read-workbook.ts'

/** Longest file name kept, in characters. */
const fileNameMax = 200

export type Upload = {
  rows: ReadRow[]
  blank: number
  ignoredColumns: string[]
  fileName: string
  fileSha256: string
}

/** The rows of an uploaded workbook, or why there are none. */
export async function readUpload(
  file: File | string | undefined,
): Promise<Upload | { refusal: Refusal | 'no_file' }> {
  if (!(file instanceof File) || (file.name === '' && file.size === 0)) return { refusal: 'no_file' }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const workbook = readWorkbook(bytes, { rowsMax })
  if (workbook.state !== 'read') return { refusal: workbook.state }
  const { rows, blank, ignoredColumns } = workbook
  return { rows, blank, ignoredColumns, fileName: nameOf(file), fileSha256: await sha256(bytes) }
}

/** The last part of the name (some browsers send a whole path), on one line and not too long. */
function nameOf(file: File): string {
  const name = cleanLine(file.name.split(/[/\\]/).at(-1) ?? '')
  return Array.from(name).slice(0, fileNameMax).join('') || 'workbook.xlsx'
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
