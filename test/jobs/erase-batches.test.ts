import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { cancelBatch } from '#src/domain/batches/cancel-batch.ts'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { readBatch } from '#src/domain/batches/read-batch.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { tick } from '#src/jobs/cron.ts'
import { confirm, draft, inviteAll, rowsOf, runAll, tableOf } from '#test/support/batches.ts'
import { addUser, cast, db } from '#test/support/cast.ts'

const now = Date.UTC(2026, 8, 1, 9)

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

describe('the rows of a finished batch', () => {
  it('are erased thirty days after its end, with what came out otherwise; the counts stay', async () => {
    const slow = await draft(rowsOf('ann@x.test', 'bo@x.test', 'bad'), ada, {}, now)
    await inviteAll(rowsOf('ann@x.test'), ada, {}, now)
    await confirm(slow.publicId, ada, now)
    await runAll(slow.id, now)
    expect(await tableOf('batch_changes')).toHaveLength(1)
    const before = await readBatch(db, slow.publicId)
    await tick(env, now + 30 * dayMs - 1)
    expect(await tableOf('batch_changes')).toHaveLength(1)
    await tick(env, now + 30 * dayMs)
    expect([await tableOf('batch_changes'), await tableOf('batch_chunks')]).toEqual([[], []])
    expect(await readBatch(db, slow.publicId)).toEqual({ ...before, erasedAt: now + 30 * dayMs })
    expect(await tableOf('invitations')).toHaveLength(2)
  })

  it('are erased once, a few batches at a time', async () => {
    for (let index = 0; index < 7; index++) await inviteAll(rowsOf(`p${index}@x.test`), ada, {}, now)
    const erased = async () => (await tableOf('batches')).map(({ erased_at }) => erased_at)
    await tick(env, now + 31 * dayMs)
    expect((await erased()).filter(Boolean)).toHaveLength(5)
    await tick(env, now + 31 * dayMs + 60_000)
    await tick(env, now + 31 * dayMs + 120_000)
    expect(new Set(await erased())).toEqual(new Set([now + 31 * dayMs, now + 31 * dayMs + 60_000]))
    expect(await tableOf('batch_chunks')).toEqual([])
  })

  it('stay while the batch runs, however long ago it was confirmed', async () => {
    const { publicId } = await draft(rowsOf('ann@x.test'), ada, {}, now)
    await confirm(publicId, ada, now)
    await tick(env, now + 40 * dayMs)
    expect((await readBatch(db, publicId))?.erasedAt).toBeNull()
    expect(await tableOf('batch_chunks')).toHaveLength(1)
  })
})

describe('a draft that nobody confirms', () => {
  it('is cancelled after seven days and its rows erased, written down as nobody’s doing', async () => {
    const { publicId } = await draft(rowsOf('ann@x.test', 'bad'), ada, {}, now)
    await tick(env, now + 7 * dayMs - 1)
    expect(await readBatch(db, publicId)).toMatchObject({ state: 'draft', erasedAt: null })
    const end = now + 7 * dayMs
    await tick(env, end)
    await tick(env, end + 60_000)
    const expected = { state: 'cancelled', finishedAt: end, erasedAt: end, confirmedAt: null }
    expect(await readBatch(db, publicId)).toMatchObject(expected)
    expect(await tableOf('batch_chunks')).toEqual([])
    const events = (await tableOf('events')).filter(({ subject_id }) => subject_id === publicId)
    expect(events.map(({ action, actor_id }) => [action, actor_id])).toEqual([
      ['batch_drafted', ada.id],
      ['batch_cancelled', null],
    ])
  })

  it('and was thrown away loses its rows at the same age, without a second line in the journal', async () => {
    const { publicId } = await draft(rowsOf('ann@x.test'), ada, {}, now)
    await cancelBatch(db, publicId, ada, now + dayMs)
    await tick(env, now + 7 * dayMs)
    const expected = { state: 'cancelled', finishedAt: now + dayMs, erasedAt: now + 7 * dayMs }
    expect(await readBatch(db, publicId)).toMatchObject(expected)
    expect(await tableOf('batch_chunks')).toEqual([])
    expect((await tableOf('events')).filter(({ action }) => action === 'batch_cancelled')).toHaveLength(1)
  })

  it('is either confirmed or cancelled when both happen at once', async () => {
    for (let round = 0; round < 5; round++) {
      const { publicId } = await draft(rowsOf(`p${round}@x.test`), ada, {}, now)
      const said = { leaveOut: true, grantAdmin: true }
      const [{ outcome }] = await Promise.all([
        confirmBatch(db, publicId, said, ada, now + 7 * dayMs),
        tick(env, now + 7 * dayMs),
      ])
      const batch = await readBatch(db, publicId)
      expect([batch?.state, batch?.erasedAt === null]).toEqual(
        outcome === 'confirmed' ? ['confirmed', true] : ['cancelled', false],
      )
    }
  })
})
