import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { draftBatch } from '#src/domain/batches/draft-batch.ts'
import { readBatch } from '#src/domain/batches/read-batch.ts'
import type { ReadRow } from '#src/domain/batches/row.ts'
import { rowSourceOf } from '#src/domain/batches/row-source.ts'
import { runSlice } from '#src/domain/batches/run-slice.ts'
import { addGroup, confirm, draft, now, plainOptions, rowsOf, tableOf } from '#test/support/batches.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { type Meter, meteredDatabase } from '#test/support/metered.ts'
import { suppress } from '#test/support/suppressions.ts'

const people = (count: number, message?: string) =>
  rowsOf(
    ...Array.from({ length: count }, (_, index) => ({
      ...{ email: `p${index}@x.test`, first_name: 'Ann', last_name: 'Example' },
      ...(message && { message }),
    })),
  )

const counted = (count: number) => Array.from({ length: count }, (_, index) => index)

/** From the list to the last letter, as one administrator does it. */
async function inviteMetered(rows: ReadRow[], leftOut = 0): Promise<Meter> {
  const ada = await addUser(cast.ada)
  const options = { ...plainOptions, groups: [await addGroup('Sport')] }
  const { db, meter } = meteredDatabase()
  const drafted = await draftBatch(
    db,
    keys,
    { source: 'addresses', rows: rowSourceOf(rows), options },
    ada,
    settings,
    now,
  )
  const publicId = drafted.outcome === 'drafted' ? drafted.publicId : ''
  const confirmed = await confirmBatch(db, publicId, { leaveOut: leftOut > 0, grantAdmin: false }, ada, now)
  const batchId = confirmed.outcome === 'confirmed' ? confirmed.batchId : 0
  expect(await runSlices(db, batchId)).toBe(rows.length - leftOut)
  return meter
}

async function runSlices(db: Database, batchId: number): Promise<number> {
  const { state, mailIds } = await runSlice(db, batchId, settings, now)
  return mailIds.length + (state === 'more' ? await runSlices(db, batchId) : 0)
}

it('writes at most 8 rows per invitation with its letter, from the list to the last letter', async () => {
  const { rowsWritten } = await inviteMetered(people(1000))
  expect(await tableOf('mails')).toHaveLength(1000)
  expect(rowsWritten / 1000).toBeLessThanOrEqual(7.1)
})

it('asks the database at most three times per thousand people, not person by person', async () => {
  const { statements } = await inviteMetered(people(10_000))
  expect(statements / 10).toBeLessThanOrEqual(3)
})

it('looks up suppressed addresses without asking more often, even where there are thousands', async () => {
  await db.run(sql`insert into suppressions (address_hash, reason, since)
    select printf('%04x', value % 65536) || 'hash' || value, 'bounce', ${now} from ${jsonList(counted(5000))}`)
  await suppress('p7@x.test', 'refusal', now)
  const { statements, rowsRead } = await inviteMetered(people(10_000), 1)
  expect(statements / 10).toBeLessThanOrEqual(3)
  expect(rowsRead).toBeGreaterThan(5000)
})

it('goes on in slices where messages make the rows heavy', async () => {
  const ada = await addUser(cast.ada)
  const { id, publicId, chunkCount } = await draft(people(700, '😀'.repeat(2000)), ada)
  await confirm(publicId, ada)
  expect(chunkCount).toBeGreaterThan(5)
  const first = await runSlice(db, id, settings, now)
  expect(first.state).toBe('more')
  expect(await readBatch(db, publicId)).toMatchObject({
    state: 'confirmed',
    chunksDone: 5,
    invitedCount: first.mailIds.length,
  })
  const again = await Promise.all([runSlice(db, id, settings, now + 1), runSlice(db, id, settings, now + 1)])
  expect(new Set([first, ...again].flatMap(({ mailIds }) => mailIds)).size).toBe(700)
  expect(await readBatch(db, publicId)).toMatchObject({
    state: 'done',
    chunksDone: chunkCount,
    invitedCount: 700,
    advancedAt: now + 1,
  })
  expect((await tableOf('events')).filter(({ action }) => action === 'batch_done')).toHaveLength(1)
})
