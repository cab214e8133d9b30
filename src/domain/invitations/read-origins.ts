import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'

/** Who invited, and in which batch. */
export type Origin = { inviter: string | null; batch: OriginBatch | null }

export type OriginBatch = {
  source: 'addresses' | 'workbook' | 'codes'
  fileName: string | null
  createdAt: number
}

type Row = { batchId: number | null; inviterId: number | null }

/** Names kept of each kind; thousands of invitations share theirs. */
export const namesKeptMax = 20_000

/** Reads who and what stands behind invitations, page by page and each once. */
export function rememberOrigins(db: Database): (rows: readonly Row[]) => Promise<(row: Row) => Origin> {
  const inviters = new Map<number, string>()
  const batches = new Map<number, OriginBatch>()
  return async function readOrigins(rows) {
    for (const kind of [inviters, batches]) if (kind.size > namesKeptMax) kind.clear()
    const people = missingIn(inviters, rows, ({ inviterId }) => inviterId)
    const lists = missingIn(batches, rows, ({ batchId }) => batchId)
    if (people.length + lists.length > 0) {
      const [foundPeople, foundLists] = await selectOrigins(db, people, lists)
      for (const { id, name } of foundPeople) inviters.set(id, name ?? '')
      for (const { id, ...batch } of foundLists) batches.set(id, batch)
    }
    return ({ batchId, inviterId }) => ({
      inviter: inviters.get(inviterId ?? 0) ?? null,
      batch: batches.get(batchId ?? 0) ?? null,
    })
  }
}

function selectOrigins(db: Database, inviters: readonly number[], batches: readonly number[]) {
  return db.batch([
    db.all<{ id: number; name: string | null }>(sql`
      select u.id, trim(u.name) as name from ${jsonList(inviters)} as asked join users u on u.id = asked.value`),
    db.all<OriginBatch & { id: number }>(sql`
      select b.id, b.source, b.file_name as fileName, b.created_at as createdAt
      from ${jsonList(batches)} as asked join batches b on b.id = asked.value`),
  ])
}

/** The ids of these rows that are not known yet. */
export function missingIn<Row>(
  known: ReadonlyMap<number, unknown>,
  rows: readonly Row[],
  idOf: (row: Row) => number | null,
): number[] {
  const ids = new Set(rows.map(idOf).filter((id) => id !== null))
  return [...ids].filter((id) => !known.has(id))
}
