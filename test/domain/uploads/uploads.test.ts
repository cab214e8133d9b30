import { beforeEach, describe, expect, it } from 'vitest'
import { dayMs } from '#src/domain/time/day.ts'
import { forgetOldUploads } from '#src/domain/uploads/forget-old-uploads.ts'
import { forgetUpload } from '#src/domain/uploads/forget-upload.ts'
import { keepUpload } from '#src/domain/uploads/keep-upload.ts'
import { readUpload } from '#src/domain/uploads/read-upload.ts'
import { partBytes, uploadsMax } from '#src/domain/uploads/upload.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { now, plainOptions, tableOf } from '#test/support/batches.ts'
import { addUser, cast, db } from '#test/support/cast.ts'

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

/** Bytes of every value, so that nothing is lost on the way through text. */
function fileOf(length: number) {
  const bytes = new Uint8Array(length).map((_, at) => (at * 31 + (at >> 8)) & 255)
  return { bytes, fileName: 'people.xlsx' }
}

function keep(file = fileOf(10), actor = ada, at = now) {
  return keepUpload(
    db,
    file,
    { source: 'workbook', options: { ...plainOptions, message: 'Welcome' } },
    actor,
    at,
  )
}

describe('a file that waits for its columns', () => {
  it('is there for whoever brought it and for nobody else', async () => {
    const other = await addUser({ ...cast.ada, email: 'other@parvis.test' })
    const id = await keep()
    expect(await readUpload(db, id, ada)).toMatchObject({ state: 'waiting', fileName: 'people.xlsx' })
    expect(await readUpload(db, id, other)).toBeNull()
    expect(await readUpload(db, 'nothing', ada)).toBeNull()
  })

  it.each([0, 1, partBytes - 1, partBytes, partBytes + 1, 10 * 1024 * 1024])(
    'comes back byte for byte with what was chosen beside it: %d bytes',
    async (length) => {
      const file = fileOf(length)
      const upload = await readUpload(db, await keep(file), ada)
      if (upload?.state !== 'waiting') throw new Error('The file does not wait')
      expect(Buffer.from(upload.bytes).equals(file.bytes)).toBe(true)
      expect(upload.options).toEqual({ ...plainOptions, message: 'Welcome' })
    },
  )

  it('is stored in parts that a database of small texts can hold', async () => {
    await keep(fileOf(2 * partBytes + 1))
    const parts = await tableOf('upload_parts')
    expect(parts.map(({ content }) => String(content).length)).toEqual([1_000_000, 1_000_000, 4])
  })

  it('is kept as it is when only a part of a buffer is the file', async () => {
    const whole = new Uint8Array([9, 9, 1, 2, 3, 9])
    const id = await keep({ bytes: whole.subarray(2, 5), fileName: 'part.csv' })
    expect(await readUpload(db, id, ada)).toMatchObject({ bytes: new Uint8Array([1, 2, 3]) })
  })
})

describe('a file that is no longer needed', () => {
  it('goes when it has become a draft, and only says which', async () => {
    const id = await keep()
    await forgetUpload(db, id, 'draft', ada)
    expect(await readUpload(db, id, ada)).toEqual({ state: 'drafted', batchId: 'draft' })
    expect(await tableOf('upload_parts')).toEqual([])
    expect(JSON.stringify(await tableOf('uploads'))).not.toMatch(/Welcome|people/)
  })

  it('is not let go by somebody else', async () => {
    const other = await addUser({ ...cast.ada, email: 'other@parvis.test' })
    const id = await keep()
    await forgetUpload(db, id, 'draft', other)
    expect(await readUpload(db, id, ada)).toMatchObject({ state: 'waiting', bytes: fileOf(10).bytes })
  })

  it('goes after a day, not before, and younger ones stay', async () => {
    const old = await keep()
    const young = await keep(fileOf(10), ada, now + 1)
    await forgetOldUploads(db, now + dayMs - 1)
    expect(await readUpload(db, old, ada)).not.toBeNull()
    await forgetOldUploads(db, now + dayMs)
    expect(await readUpload(db, old, ada)).toBeNull()
    expect(await readUpload(db, young, ada)).not.toBeNull()
    expect(await tableOf('upload_parts')).toHaveLength(1)
  })

  it('makes room when one person brings many, without touching those of others', async () => {
    const other = await addUser({ ...cast.ada, email: 'other@parvis.test' })
    const theirs = await keep(fileOf(10), other)
    const ids: string[] = []
    for (let count = 0; count < uploadsMax + 2; count++) ids.push(await keep())
    const found = await Promise.all(ids.map((id) => readUpload(db, id, ada)))
    expect(found.map(Boolean)).toEqual([false, false, true, true, true, true, true])
    expect(await readUpload(db, theirs, other)).not.toBeNull()
    expect(await tableOf('upload_parts')).toHaveLength(uploadsMax + 1)
  })
})
