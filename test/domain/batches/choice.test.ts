import { describe, expect, it } from 'vitest'
import { cancelBatch } from '#src/domain/batches/cancel-batch.ts'
import { changeChoice } from '#src/domain/batches/change-choice.ts'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { readBatch } from '#src/domain/batches/read-batch.ts'
import { confirm, draft, inviteAll, now, rowsIn, rowsOf, runAll, tableOf } from '#test/support/batches.ts'
import { addUser, cast, db } from '#test/support/cast.ts'

async function drafted() {
  const ada = await addUser(cast.ada)
  await inviteAll(rowsOf('old@x.test', 'older@x.test'), ada)
  const people = [
    'new@x.test',
    'old@x.test',
    { email: 'older@x.test', admin: 'yes' },
    { first_name: 'Bo' },
    'bad',
  ]
  return { ada, ...(await draft(rowsOf(...people), ada)) }
}

async function outcomes(id: number): Promise<string[]> {
  return (await rowsIn(id)).map(({ outcome }) => outcome)
}

describe('a choice at review', () => {
  it('moves the rows it touches, forth and back, and the counts follow', async () => {
    const { id, publicId, ada, counts } = await drafted()
    expect(counts).toMatchObject({ invite: 1, skip: 2, problem: 2, existing: 2, codes: 1, admins: 0 })
    expect(await changeChoice(db, publicId, { existing: 'renew' }, ada, now)).toEqual({ outcome: 'changed' })
    expect(await outcomes(id)).toEqual(['invite', 'renew', 'renew', 'problem', 'problem'])
    expect(await readBatch(db, publicId)).toMatchObject({
      revision: 1,
      options: { existing: 'renew', codes: false },
      counts: { invite: 1, renew: 2, skip: 0, problem: 2, existing: 2, codes: 1, admins: 1 },
    })
    await changeChoice(db, publicId, { existing: 'leave', codes: true }, ada, now)
    expect(await outcomes(id)).toEqual(['invite', 'skip', 'skip', 'invite', 'problem'])
    expect((await readBatch(db, publicId))?.counts).toMatchObject({
      invite: 2,
      skip: 2,
      problem: 1,
      admins: 0,
    })
  })

  it('is carried out as it stands at confirmation', async () => {
    const { id, publicId, ada } = await drafted()
    await changeChoice(db, publicId, { existing: 'renew', codes: true }, ada, now)
    await confirm(publicId, ada)
    expect(await runAll(id)).toHaveLength(3)
    const letter = (await tableOf('invitations')).find(({ first_name }) => first_name === 'Bo')
    expect(letter).toMatchObject({ email_key: null })
    expect(await readBatch(db, publicId)).toMatchObject({ state: 'done', invitedCount: 2, renewedCount: 2 })
  })

  it('is written into the journal once; the same again changes nothing', async () => {
    const { publicId, ada } = await drafted()
    await changeChoice(db, publicId, { existing: 'renew' }, ada, now)
    const before = [await tableOf('batches'), await tableOf('events')]
    expect(await changeChoice(db, publicId, { existing: 'renew' }, ada, now)).toEqual({
      outcome: 'unchanged',
    })
    expect([await tableOf('batches'), await tableOf('events')]).toEqual(before)
    expect((await tableOf('events')).at(-1)).toMatchObject({
      action: 'batch_choice_changed',
      actor_id: ada.id,
      details: '{"existing":"renew","codes":false}',
    })
  })

  it('of several at once ends in one state that adds up', async () => {
    const { id, publicId, ada } = await drafted()
    const choices = [{ existing: 'renew' }, { codes: true }, { existing: 'leave' }] as const
    await Promise.all(choices.map((choice) => changeChoice(db, publicId, choice, ada, now)))
    const batch = await readBatch(db, publicId)
    expect(batch?.options.codes).toBe(true)
    const stand = await outcomes(id)
    for (const outcome of ['invite', 'renew', 'skip', 'problem'] as const)
      expect(batch?.counts[outcome]).toBe(stand.filter((one) => one === outcome).length)
  })

  it('comes too late for what is no draft', async () => {
    const { publicId, ada } = await drafted()
    await cancelBatch(db, publicId, ada, now)
    expect(await changeChoice(db, publicId, { codes: true }, ada, now)).toEqual({ outcome: 'not_a_draft' })
    expect(await changeChoice(db, 'nowhere', { codes: true }, ada, now)).toEqual({ outcome: 'unknown' })
  })
})

describe('confirming a draft that has changed since it was reviewed', () => {
  it('does nothing and says so; what is shown now can be confirmed', async () => {
    const { publicId, ada } = await drafted()
    await changeChoice(db, publicId, { codes: true }, ada, now)
    const said = { leaveOut: true, grantAdmin: true }
    const before = [await tableOf('batches'), await tableOf('events')]
    expect(await confirmBatch(db, publicId, { ...said, revision: 0 }, ada, now)).toEqual({
      outcome: 'changed',
    })
    expect([await tableOf('batches'), await tableOf('events')]).toEqual(before)
    expect(await confirmBatch(db, publicId, { ...said, revision: 1 }, ada, now)).toMatchObject({
      outcome: 'confirmed',
    })
  })

  it('asks for no revision of scripts, and beside a change either one or the other comes first', async () => {
    const { id, publicId, ada } = await drafted()
    const said = { leaveOut: true, grantAdmin: false, revision: 0 }
    const [changed, confirmed] = await Promise.all([
      changeChoice(db, publicId, { existing: 'renew' }, ada, now),
      confirmBatch(db, publicId, said, ada, now),
    ])
    const isFirst = confirmed.outcome === 'confirmed'
    expect([changed.outcome, confirmed.outcome]).toEqual(
      isFirst ? ['not_a_draft', 'confirmed'] : ['changed', 'changed'],
    )
    expect((await outcomes(id)).includes('renew')).toBe(!isFirst)
  })
})
