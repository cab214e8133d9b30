import { cleanLine } from '#src/domain/text/clean.ts'
import type { GivenFile } from '#src/domain/uploads/upload.ts'

/** Longest file name kept, in characters. */
const fileNameMax = 200

/** The chosen file, or null when none was chosen. */
export async function readFile(file: File | string | undefined): Promise<GivenFile | null> {
  if (!(file instanceof File) || (file.name === '' && file.size === 0)) return null
  return { bytes: new Uint8Array(await file.arrayBuffer()), fileName: nameOf(file) }
}

/** The last part of the name (some browsers send a whole path), on one line and not too long. */
function nameOf(file: File): string {
  const name = cleanLine(file.name.split(/[/\\]/).at(-1) ?? '')
  return Array.from(name).slice(0, fileNameMax).join('') || 'workbook.xlsx'
}
