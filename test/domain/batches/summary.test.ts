import { describe, expect, it } from 'vitest'
import { runSlice } from '#src/domain/batches/run-slice.ts'
import { changeRole } from '#src/domain/users/change-role.ts'
import { confirm, draft, now, rowsOf, tableOf } from '#test/support/batches.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'

const summing = { ...settings, batchSummary: true }
const summaries = async () => (await tableOf('mails')).filter(({ kind }) => kind === 'batch_done')

describe('when a batch is done', () => {
  it('whoever confirmed it is written to, in their language, once', async () => {
    const ada = await addUser({ ...cast.ada, locale: 'fr' })
    const sol = await addUser({ email: 'sol@parvis.test', role: 'admin' })
    const { id, publicId } = await draft(rowsOf('a@x.test', 'b@x.test'), sol)
    await confirm(publicId, ada)
    const runs = await Promise.all([1, 2, 3].map((later) => runSlice(db, id, summing, now + later)))
    runs.push(await runSlice(db, id, summing, now + 4))
    const [summary, ...others] = await summaries()
    expect(others).toEqual([])
    expect(summary).toMatchObject({
      ...{ dedupe_key: `${publicId}/batch_done/1`, user_id: ada.id, invitation_id: null },
      ...{ address: 'ada@parvis.test', locale: 'fr', state: 'queued' },
    })
    const posted = runs.flatMap(({ mailIds }) => mailIds)
    expect(posted).toHaveLength(3)
    expect(posted).toContain(summary?.id)
  })

  it('nobody is written to where administrators turned that off', async () => {
    const ada = await addUser(cast.ada)
    const { id, publicId } = await draft(rowsOf('a@x.test'), ada)
    await confirm(publicId, ada)
    const { mailIds } = await runSlice(db, id, { ...settings, batchSummary: false }, now)
    expect(mailIds).toHaveLength(1)
    expect(await summaries()).toEqual([])
  })
})

it('a batch that is stopped half-way writes no summary', async () => {
  const ada = await addUser(cast.ada)
  const sol = await addUser({ email: 'sol@parvis.test', role: 'admin' })
  const { id, publicId } = await draft(rowsOf('a@x.test'), ada)
  await confirm(publicId, ada)
  await changeRole(db, ada.publicId, { role: 'member', isConfirmed: true }, sol, now)
  expect(await runSlice(db, id, summing, now)).toMatchObject({ state: 'stopped' })
  expect(await summaries()).toEqual([])
})
