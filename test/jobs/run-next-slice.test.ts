import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { mails } from '#src/db/schema/index.ts'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { draftBatch, type NewBatch } from '#src/domain/batches/draft-batch.ts'
import { rowSourceOf } from '#src/domain/batches/row-source.ts'
import { tick } from '#src/jobs/cron.ts'
import { plainOptions, rowsOf } from '#test/support/batches.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { bring, lettersTo } from '#test/support/mailbox.ts'

const now = Date.now()

it('carries out a confirmed batch and lets its mails leave, once, however often it is told', async () => {
  const batchId = await confirmedBatch()
  const result = await bring('parvis-slices', { batchId }, { batchId })
  await bring('parvis-slices', { batchId })
  expect(result.explicitAcks).toEqual(['m0', 'm1'])
  await expect.poll(() => lettersTo(), { timeout: 10_000 }).toHaveLength(3)
  const rows = await db.select().from(mails).orderBy(mails.id)
  expect(rows.map(({ kind }) => kind)).toEqual(['invitation', 'invitation', 'batch_done'])
})

it('is told again by the sweep when the message of a batch was lost', async () => {
  await confirmedBatch()
  await tick(env, now + 60_000)
  expect(await db.$count(mails)).toBe(0)
  await tick(env, now + 3 * 60_000)
  await expect.poll(() => db.$count(mails), { timeout: 10_000 }).toBe(3)
})

async function confirmedBatch(): Promise<number> {
  const ada = await addUser(cast.ada)
  const draft: NewBatch = {
    source: 'addresses',
    rows: rowSourceOf(rowsOf('v1@parvis.test', 'v2@parvis.test')),
    options: plainOptions,
  }
  const drafted = await draftBatch(db, keys, draft, ada, settings, now)
  if (drafted.outcome !== 'drafted') throw new Error(drafted.outcome)
  const confirmed = await confirmBatch(db, drafted.publicId, { leaveOut: false, grantAdmin: false }, ada, now)
  if (confirmed.outcome !== 'confirmed') throw new Error(confirmed.outcome)
  return confirmed.batchId
}
