import { type Draft, draftBatch } from '#src/domain/batches/draft-batch.ts'
import type { ChosenBeside, FileSource, GivenFile } from '#src/domain/uploads/upload.ts'
import { actorOf } from '#src/http/actor.ts'
import type { AppContext } from '#src/http/context.ts'
import type { SheetKind } from '#src/spreadsheets/headers.ts'
import { type Mapping, type Preview, readWorkbook } from '#src/spreadsheets/read-workbook.ts'

/** `unmapped`: nobody can tell which column holds what is needed until somebody says so. */
export type WorkbookDraft = Draft | { outcome: 'unmapped'; preview: Preview }

/** From a file to a draft; with a mapping, its columns are what was said and not what they are named. */
export async function draftWorkbook(
  c: AppContext,
  { bytes, fileName }: GivenFile,
  { source, options }: ChosenBeside,
  mapping?: Mapping,
): Promise<WorkbookDraft> {
  const workbook = await readWorkbook(bytes, { mapping, kind: kindOf(source) })
  if ('preview' in workbook) return { outcome: 'unmapped', preview: workbook.preview }
  if (workbook.state !== 'found') return { outcome: workbook.state }
  const batch = {
    source,
    rows: workbook.rows,
    options: { ...options, sheet: workbook.sheet },
    fileName,
    fileSha256: await sha256(bytes),
  }
  return draftBatch(c.get('db'), c.get('keys'), batch, actorOf(c), c.get('settings'), c.get('now'))
}

/** What is looked for in a file. */
export function kindOf(source: FileSource): SheetKind {
  return source === 'codes' ? 'letters' : 'mails'
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
