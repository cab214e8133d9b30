import type { BatchOptions } from '#src/domain/batches/batch.ts'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { draftBatch } from '#src/domain/batches/draft-batch.ts'
import type { ReadRow } from '#src/domain/batches/row.ts'
import { rowSourceOf } from '#src/domain/batches/row-source.ts'
import { runSlice } from '#src/domain/batches/run-slice.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { World } from './world.ts'

const plainOptions: BatchOptions = {
  ...{ admin: false, groups: [], projects: [], language: 'en', message: '' },
  ...{ existing: 'leave', codes: false },
}

type List = { rows: ReadRow[]; options?: Partial<BatchOptions>; fileName?: string }

/** Drafts a list as the panel does; answers with its public id. */
export async function draftList(world: World, list: List, by: Actor, at: number): Promise<string> {
  const { rows, options, fileName } = list
  const head = {
    source: fileName ? ('workbook' as const) : ('addresses' as const),
    ...(fileName && { fileName }),
  }
  const batch = { ...head, rows: rowSourceOf(rows), options: { ...plainOptions, ...options } }
  const drafted = await draftBatch(world.db, world.keys, batch, by, world.settings, at)
  if (drafted.outcome !== 'drafted') throw new Error(`A list was refused: ${drafted.outcome}`)
  return drafted.publicId
}

/** Confirms a draft; answers with its inner id. */
export async function confirm({ db }: World, publicId: string, by: Actor, at: number): Promise<number> {
  const confirmed = await confirmBatch(db, publicId, { leaveOut: true, grantAdmin: true }, by, at)
  if (confirmed.outcome !== 'confirmed') throw new Error(`Not confirmed: ${confirmed.outcome}`)
  return confirmed.batchId
}

/** Confirms a draft and carries it out; answers with the ids of its mails. */
export async function carryOut(world: World, publicId: string, by: Actor, at: number): Promise<number[]> {
  const batchId = await confirm(world, publicId, by, at)
  const mailIds: number[] = []
  for (;;) {
    const run = await runSlice(world.db, batchId, world.settings, at)
    mailIds.push(...run.mailIds)
    if (run.state !== 'more') return mailIds
  }
}
