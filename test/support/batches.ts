import { env } from 'cloudflare:workers'
import type { BatchOptions, ReadRow } from '#src/domain/batches/batch.ts'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { draftBatch } from '#src/domain/batches/draft-batch.ts'
import { readBatch, readBatchRows } from '#src/domain/batches/read-batch.ts'
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
  const batch = { source: 'addresses' as const, rows, blank: 0, options: { ...plainOptions, ...options } }
  const drafted = await draftBatch(db, keys, batch, actor, settings, at)
  if (drafted.outcome !== 'drafted') throw new Error(`Refused: ${drafted.outcome}`)
  const found = await readBatch(db, drafted.publicId)
  if (!found) throw new Error('The draft is gone')
  return { ...found, rows: await readBatchRows(db, found.id) }
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
