import type { BatchOptions } from '#src/domain/batches/batch.ts'
import { type Draft, draftBatch } from '#src/domain/batches/draft-batch.ts'
import type { GivenFile } from '#src/domain/uploads/upload.ts'
import { actorOf } from '#src/http/actor.ts'
import type { AppContext } from '#src/http/context.ts'
import { type Mapping, type Preview, readWorkbook } from '#src/spreadsheets/read-workbook.ts'

/** `unmapped`: nobody can tell which column holds the addresses until somebody says so. */
export type WorkbookDraft = Draft | { outcome: 'unmapped'; preview: Preview }

/** From a file to a draft; with a mapping, its columns are what was said and not what they are named. */
export async function draftWorkbook(
  c: AppContext,
  { bytes, fileName }: GivenFile,
  options: BatchOptions,
  mapping?: Mapping,
): Promise<WorkbookDraft> {
  const workbook = await readWorkbook(bytes, mapping && { mapping })
  if ('preview' in workbook) return { outcome: 'unmapped', preview: workbook.preview }
  if (workbook.state !== 'found') return { outcome: workbook.state }
  const batch = {
    source: 'workbook' as const,
    rows: workbook.rows,
    options: { ...options, sheet: workbook.sheet },
    fileName,
    fileSha256: await sha256(bytes),
  }
  return draftBatch(c.get('db'), c.get('keys'), batch, actorOf(c), c.get('settings'), c.get('now'))
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
