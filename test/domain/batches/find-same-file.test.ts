import { beforeEach, describe, expect, it } from 'vitest'
import { batches } from '#src/db/schema/index.ts'
import { readBatchToReview } from '#src/domain/batches/read-batch.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { now, plainOptions } from '#test/support/batches.ts'
import { addUser, cast, db } from '#test/support/cast.ts'

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

type NewBatch = Partial<typeof batches.$inferInsert>

async function addBatch(publicId: string, given: NewBatch = {}) {
  const origin = { source: 'workbook', options: plainOptions, counts: {}, chunkCount: 0 } as const
  const batch = {
    publicId,
    ...origin,
    createdBy: ada.id,
    createdAt: now,
    readAt: now,
    fileSha256: 'a',
    ...given,
  }
  const [added] = await db.insert(batches).values(batch).returning()
  if (!added) throw new Error('The batch was not added')
  return added
}

async function findSameFile({ publicId }: { publicId: string }) {
  const batch = await readBatchToReview(db, publicId)
  if (!batch) throw new Error('The batch is gone')
  return batch.sameFile
}

describe('the same file', () => {
  it('is found in the newest other batch that came of it, before or after', async () => {
    const first = await addBatch('first', { state: 'done', confirmedAt: now })
    const second = await addBatch('second', { createdAt: now + 1 })
    const third = await addBatch('third')
    expect(await findSameFile(third)).toEqual({ publicId: 'second', createdAt: now + 1, state: 'draft' })
    expect(await findSameFile(second)).toMatchObject({ publicId: 'third' })
    expect(await findSameFile(first)).toMatchObject({ publicId: 'third' })
  })

  it('is not seen in another file, in typed addresses, or in a file that was never read to its end', async () => {
    await addBatch('other', { fileSha256: 'b' })
    await addBatch('typed', { fileSha256: null })
    await addBatch('unread', { readAt: null })
    expect(await findSameFile(await addBatch('this'))).toBeNull()
    expect(await findSameFile(await addBatch('typed too', { fileSha256: null }))).toBeNull()
  })

  it('is not seen in a draft that was thrown away, but in a batch that was stopped on its way', async () => {
    await addBatch('stopped', { state: 'cancelled', confirmedAt: now })
    await addBatch('thrown away', { state: 'cancelled' })
    expect(await findSameFile(await addBatch('this'))).toMatchObject({ publicId: 'stopped' })
  })
})
