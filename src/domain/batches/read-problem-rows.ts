import { and, asc, eq, gt } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { batchChunks } from '#src/db/schema/index.ts'
import type { CheckedRow } from './row.ts'

/** Chunks read at once: some thousands of rows, so that a long list never stands in memory as a whole. */
const chunksAtOnce = 5

/** The rows with problems as they stand now, some thousands at a time, each time in the order of the sheet. */
export async function* readProblemRows(db: Database, batchId: number): AsyncGenerator<CheckedRow[]> {
  let after = -1
  for (;;) {
    const chunks = await db
      .select({ position: batchChunks.position, rows: batchChunks.rows })
      .from(batchChunks)
      .where(
        and(
          eq(batchChunks.batchId, batchId),
          eq(batchChunks.outcome, 'problem'),
          gt(batchChunks.position, after),
        ),
      )
      .orderBy(asc(batchChunks.position))
      .limit(chunksAtOnce)
    const last = chunks.at(-1)
    if (!last) return
    const rows = chunks.flatMap((chunk) => chunk.rows as CheckedRow[]) // -- written by drafts alone
    yield rows.toSorted((a, b) => a.row - b.row)
    after = last.position
  }
}
