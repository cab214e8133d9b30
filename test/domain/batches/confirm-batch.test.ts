import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { batches } from '#src/db/schema/index.ts'
import { cancelBatch } from '#src/domain/batches/cancel-batch.ts'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { findStalledBatches } from '#src/domain/batches/find-stalled-batches.ts'
import { listBatches } from '#src/domain/batches/list-batches.ts'
import { mayGrantAdmin, mayInvite } from '#src/domain/batches/may.ts'
import { readBatch } from '#src/domain/batches/read-batch.ts'
import { runSlice } from '#src/domain/batches/run-slice.ts'
import { changeRole } from '#src/domain/users/change-role.ts'
import { confirm, draft, inviteAll, now, rowsOf, tableOf } from '#test/support/batches.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'

const everything = { leaveOut: true, grantAdmin: true }
const nothing = { leaveOut: false, grantAdmin: false }

describe('confirming', () => {
  it('is for administrators', async () => {
    const [ada, sam, max] = [await addUser(cast.ada), await addUser(cast.sam), await addUser(cast.max)]
    expect([ada, sam, max].map(mayInvite)).toEqual([true, false, false])
    expect([ada, sam, max].map(mayGrantAdmin)).toEqual([true, false, false])
    const { publicId } = await draft(rowsOf('ann@x.test'), ada)
    expect(await confirmBatch(db, publicId, everything, sam, now)).toEqual({ outcome: 'unknown' })
    expect((await readBatch(db, publicId))?.state).toBe('draft')
  })

  it('releases a draft and writes it down', async () => {
    const ada = await addUser(cast.ada)
    const { publicId, id } = await draft(rowsOf('ann@x.test'), ada)
    expect(await confirmBatch(db, publicId, nothing, ada, now + 5)).toEqual({
      outcome: 'confirmed',
      batchId: id,
    })
    const batch = await readBatch(db, publicId)
    expect(batch).toMatchObject({
      state: 'confirmed',
      confirmedBy: ada.id,
      confirmedAt: now + 5,
      confirmerName: 'Ada Martin',
    })
    expect((await tableOf('events')).at(-1)).toMatchObject({
      action: 'batch_confirmed',
      subject_id: publicId,
    })
    expect(await tableOf('mails')).toEqual([])
  })

  it('happens once, of however many at the same time', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await draft(rowsOf('ann@x.test'), ada)
    const attempts = Array.from({ length: 10 }, () => confirmBatch(db, publicId, nothing, ada, now))
    const outcomes = (await Promise.all(attempts)).map(({ outcome }) => outcome)
    expect(outcomes.toSorted()).toEqual(['confirmed', ...Array(9).fill('not_a_draft')])
    expect((await tableOf('events')).filter(({ action }) => action === 'batch_confirmed')).toHaveLength(1)
  })

  it('needs a yes to leaving out problems', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await draft(rowsOf('ann@x.test', 'bad'), ada)
    expect(await confirmBatch(db, publicId, nothing, ada, now)).toEqual({ outcome: 'has_problems' })
    expect((await confirmBatch(db, publicId, { ...nothing, leaveOut: true }, ada, now)).outcome).toBe(
      'confirmed',
    )
  })

  it('needs a yes to making administrators, invited or registered', async () => {
    const [ada] = [await addUser(cast.ada), await addUser(cast.max)]
    for (const email of ['ann@x.test', 'max@parvis.test']) {
      const { publicId } = await draft(rowsOf({ email, admin: 'VRAI' }), ada)
      expect(await confirmBatch(db, publicId, nothing, ada, now)).toEqual({ outcome: 'admin_unconfirmed' })
      expect((await confirmBatch(db, publicId, { ...nothing, grantAdmin: true }, ada, now)).outcome).toBe(
        'confirmed',
      )
    }
  })

  it('of nothing does nothing', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await draft(rowsOf('bad', 'ada@parvis.test'), ada)
    expect(await confirmBatch(db, publicId, everything, ada, now)).toEqual({ outcome: 'nothing_to_do' })
    expect(await confirmBatch(db, 'nowhere', everything, ada, now)).toEqual({ outcome: 'unknown' })
  })
})

describe('cancelling', () => {
  it('throws a draft away, once', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await draft(rowsOf('ann@x.test'), ada)
    expect(await cancelBatch(db, publicId, ada, now)).toEqual({ outcome: 'cancelled' })
    expect(await cancelBatch(db, publicId, ada, now)).toEqual({ outcome: 'not_cancellable' })
    expect(await confirmBatch(db, publicId, nothing, ada, now)).toEqual({ outcome: 'not_a_draft' })
    expect((await tableOf('events')).map(({ action }) => action)).toEqual([
      'batch_drafted',
      'batch_cancelled',
    ])
  })

  it('stops what has been confirmed, and not what is done', async () => {
    const ada = await addUser(cast.ada)
    const { publicId, id } = await draft(rowsOf('ann@x.test'), ada)
    await confirm(publicId, ada)
    expect(await cancelBatch(db, publicId, ada, now)).toEqual({ outcome: 'stopped' })
    expect(await runSlice(db, id, settings, now)).toEqual({ state: 'stopped', mailIds: [] })
    expect(await tableOf('invitations')).toEqual([])
    const done = await inviteAll(rowsOf('bob@x.test'), ada)
    expect(await cancelBatch(db, done.publicId, ada, now)).toEqual({ outcome: 'not_cancellable' })
    expect(await cancelBatch(db, 'nowhere', ada, now)).toEqual({ outcome: 'unknown' })
  })

  it('happens by itself when who confirmed is no administrator any more', async () => {
    const [ada, eve] = [await addUser(cast.ada), await addUser({ email: 'eve@parvis.test', role: 'admin' })]
    const { publicId, id } = await draft(rowsOf('ann@x.test'), eve)
    await confirm(publicId, eve)
    await changeRole(db, eve.publicId, { role: 'member', isConfirmed: true }, ada, now)
    expect(await runSlice(db, id, settings, now)).toEqual({ state: 'stopped', mailIds: [] })
    expect(await readBatch(db, publicId)).toMatchObject({ state: 'cancelled', finishedAt: now })
    expect(await tableOf('invitations')).toEqual([])
    expect((await tableOf('events')).at(-1)).toMatchObject({ action: 'batch_stopped', subject_id: publicId })
  })
})

it('finds the confirmed batches that nothing moves on', async () => {
  const ada = await addUser(cast.ada)
  await draft(rowsOf('draft@x.test'), ada)
  await inviteAll(rowsOf('done@x.test'), ada)
  const { publicId, id } = await draft(rowsOf('ann@x.test'), ada)
  await confirm(publicId, ada)
  expect(await findStalledBatches(db, now + 119_999)).toEqual([])
  expect(await findStalledBatches(db, now + 120_000)).toEqual([id])
})

it('lists batches page by page, newest first', async () => {
  const ada = await addUser(cast.ada)
  const { id } = await draft(rowsOf('ann@x.test'), ada)
  const [drafted] = await db.select().from(batches).where(eq(batches.id, id))
  if (!drafted) throw new Error('The draft is gone')
  const { id: _, ...values } = drafted
  for (let index = 0; index < 25; index++)
    await db.insert(batches).values({ ...values, publicId: `copy-${index}` })
  const newest = await listBatches(db)
  const second = await listBatches(db, newest.next ? { after: newest.next } : {})
  expect(newest.rows).toHaveLength(25)
  expect(newest.rows[0]).toMatchObject({
    state: 'draft',
    inviterName: 'Ada Martin',
    counts: { invite: 1 },
  })
  expect(second.rows).toHaveLength(1)
  expect(second).not.toHaveProperty('next')
  expect(second.previous).toBe(second.rows[0]?.publicId)
})
