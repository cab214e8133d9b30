import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { batchChunks } from '#src/db/schema/index.ts'
import type { BatchOptions, RowOutcome } from '#src/domain/batches/batch.ts'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { draftBatch } from '#src/domain/batches/draft-batch.ts'
import { readBatch } from '#src/domain/batches/read-batch.ts'
import type { CheckedRow, ReadRow } from '#src/domain/batches/row.ts'
import { rowSourceOf } from '#src/domain/batches/row-source.ts'
import { runSlice } from '#src/domain/batches/run-slice.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { db, keys, settings } from './cast.ts'
import * as panel from './panel.ts'

export const now = Date.UTC(2026, 8, 1, 9)

export const plainOptions: BatchOptions = {
  admin: false,
  groups: [],
  projects: [],
  language: 'en',
  message: '',
  existing: 'leave',
  codes: false,
}

/** Rows of a list, or of a sheet when values are given. */
export function rowsOf(...people: (string | ReadRow['values'])[]): ReadRow[] {
  return people.map((person, index) => ({
    row: index + 1,
    values: typeof person === 'string' ? { email: person } : person,
  }))
}

/** A group, by its inner id. */
export async function addGroup(name: string, members: Actor[] = []): Promise<number> {
  return (await panel.addGroup(name, members)).id
}

/** A project, by its inner id. */
export async function addProject(name: string): Promise<number> {
  return (await panel.addProject(name)).id
}

/** A draft as the review page sees it. */
export async function draft(rows: ReadRow[], actor: Actor, options: Partial<BatchOptions> = {}, at = now) {
  const batch = {
    source: 'addresses' as const,
    rows: rowSourceOf(rows),
    options: { ...plainOptions, ...options },
  }
  const drafted = await draftBatch(db, keys, batch, actor, settings, at)
  if (drafted.outcome !== 'drafted') throw new Error(`Refused: ${drafted.outcome}`)
  const found = await readBatch(db, drafted.publicId)
  if (!found) throw new Error('The draft is gone')
  return { ...found, rows: await rowsIn(found.id) }
}

/** The rows of a draft with their outcomes, in the order of the list. */
export async function rowsIn(batchId: number): Promise<(CheckedRow & { outcome: RowOutcome })[]> {
  const chunks = await db.select().from(batchChunks).where(eq(batchChunks.batchId, batchId))
  const rows = chunks.flatMap(({ outcome, rows }) =>
    (rows as CheckedRow[]).map((row) => ({ ...row, outcome })),
  )
  return rows.toSorted((a, b) => a.row - b.row)
}

/** Drafts, confirms with every tick box, and carries out all slices. */
export async function inviteAll(
  rows: ReadRow[],
  actor: Actor,
  options: Partial<BatchOptions> = {},
  at = now,
) {
  const batch = await draft(rows, actor, options, at)
  await confirm(batch.publicId, actor, at)
  const mailIds = await runAll(batch.id, at)
  return { ...batch, mailIds }
}

export async function confirm(publicId: string, actor: Actor, at = now): Promise<number> {
  const confirmed = await confirmBatch(db, publicId, { leaveOut: true, grantAdmin: true }, actor, at)
  if (confirmed.outcome !== 'confirmed') throw new Error(`Not confirmed: ${confirmed.outcome}`)
  return confirmed.batchId
}

export async function runAll(batchId: number, at = now): Promise<number[]> {
  const { state, mailIds } = await runSlice(db, batchId, settings, at)
  return state === 'more' ? [...mailIds, ...(await runAll(batchId, at))] : mailIds
}

/** All rows of a table, for comparing before and after. */
export async function tableOf(name: string): Promise<Record<string, unknown>[]> {
  return (await env.DB.prepare(`select * from ${name}`).all()).results
}
