import { type CheckedRow, chunkRows } from './batch.ts'

/** Most bytes of a chunk: D1 stores and binds texts of up to 2 MB. */
const chunkBytesMax = 1_000_000

/** The rows as JSON arrays of about a thousand, fewer where long messages make them heavy. */
export function chunksOf(rows: readonly CheckedRow[]): string[] {
  const chunks: string[] = []
  let open: string[] = []
  let bytes = 0
  const close = () => {
    if (open.length > 0) chunks.push(`[${open.join(',')}]`)
    open = []
    bytes = 0
  }
  for (const row of rows) {
    const json = JSON.stringify(row)
    const size = Buffer.byteLength(json)
    if (open.length === chunkRows || bytes + size > chunkBytesMax) close()
    open.push(json)
    bytes += size
  }
  close()
  return chunks
}
