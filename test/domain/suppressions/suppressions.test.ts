import { describe, expect, it } from 'vitest'
import { correctAddress } from '#src/domain/invitations/correct-address.ts'
import { sendInvitationAgain } from '#src/domain/invitations/send-invitation-again.ts'
import { findSuppression } from '#src/domain/suppressions/find-suppression.ts'
import { liftSuppression } from '#src/domain/suppressions/lift-suppression.ts'
import { listSuppressions } from '#src/domain/suppressions/list-suppressions.ts'
import { tableOf } from '#test/support/batches.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { invite, journal, now, outbox } from '#test/support/invitations.ts'
import { suppress } from '#test/support/suppressions.ts'

describe('the list of suppressed addresses', () => {
  it('is newest first, and names whose address it is while the invitation has it', async () => {
    const ada = await addUser(cast.ada)
    const nina = await invite('Nina@ville.test')
    const corrected = await invite('wrong@ville.test')
    await suppress('nina@ville.test', 'bounce', now, nina)
    await suppress('wrong@ville.test', 'bounce', now + 1, corrected)
    await suppress('forgotten@ville.test', 'refusal', now + 2)
    const to = { email: 'right@ville.test' }
    await correctAddress(db, keys, corrected.publicId, to, ada, settings, now)
    const { rows } = await listSuppressions(db, keys, {})
    expect(rows.map(({ reason, since, owner }) => [reason, since, owner?.address])).toEqual([
      ['refusal', now + 2, undefined],
      ['bounce', now + 1, undefined],
      ['bounce', now, 'Nina@ville.test'],
    ])
    expect(rows[2]?.owner?.invitation).toBe(nina.publicId)
  })

  it('leads through its pages and back, also where many came in the same moment', async () => {
    for (let n = 0; n < 60; n++) await suppress(`p${n}@x.test`, 'bounce', now + (n % 2))
    const first = await listSuppressions(db, keys, {})
    const second = await listSuppressions(db, keys, { after: first.next })
    const third = await listSuppressions(db, keys, { after: second.next })
    const back = await listSuppressions(db, keys, { before: third.previous })
    expect([first.rows.length, second.rows.length, third.rows.length]).toEqual([25, 25, 10])
    const all = [first, second, third].flatMap(({ rows }) => rows.map(({ hash }) => hash))
    expect(new Set(all).size).toBe(60)
    expect(back.rows).toEqual(second.rows)
    expect(third.next).toBeUndefined()
  })

  it('begins anew at a place that is none, and goes on where the place has been lifted', async () => {
    const hash = await suppress('a@x.test', 'bounce', now + 2)
    await suppress('b@x.test', 'bounce', now + 1)
    expect((await listSuppressions(db, keys, { after: 'nonsense' })).rows).toHaveLength(2)
    await liftSuppression(db, keys, { hash }, await addUser(cast.ada), now)
    expect((await listSuppressions(db, keys, { after: `${now + 2}-${hash}` })).rows).toHaveLength(1)
  })
})

describe('a suppression', () => {
  it('is found by the address and by its hash', async () => {
    const nina = await invite('Nina@ville.test')
    const hash = await suppress('nina@ville.test', 'complaint', now, nina)
    const found = { reason: 'complaint', since: now, address: 'Nina@ville.test', invitation: nina.publicId }
    expect(await findSuppression(db, keys, { emailKey: 'nina@ville.test' })).toMatchObject(found)
    expect(await findSuppression(db, keys, { hash })).toMatchObject(found)
    expect(await findSuppression(db, keys, { emailKey: 'other@ville.test' })).toBeNull()
    expect(await findSuppression(db, keys, { hash: 'nonsense' })).toBeNull()
  })

  it('names nobody by its hash once the invitation is gone', async () => {
    const hash = await suppress('gone@ville.test', 'bounce', now)
    expect(await findSuppression(db, keys, { hash })).toMatchObject({ address: null, invitation: null })
  })
})

describe('lifting', () => {
  it.each(['hash', 'emailKey'] as const)('by %s lets the invitation be sent again', async (way) => {
    const ada = await addUser(cast.ada)
    const nina = await invite('nina@ville.test')
    const hash = await suppress('nina@ville.test', 'refusal', now, nina)
    const again = () => sendInvitationAgain(db, keys, nina.publicId, ada, settings, now + 1)
    expect(await again()).toEqual({ outcome: 'suppressed' })
    const asked = way === 'hash' ? { hash } : { emailKey: 'nina@ville.test' }
    const lifted = await liftSuppression(db, keys, asked, ada, now)
    expect(lifted).toEqual({ outcome: 'lifted', invitation: nina.publicId })
    expect([await tableOf('suppressions'), await tableOf('invitation_stops')]).toEqual([[], []])
    expect(await outbox()).toEqual(['invitation nina@ville.test queued'])
    expect(await again()).toMatchObject({ outcome: 'sent' })
  })

  it('is journalled with the beginning of the hash, the reason and no address', async () => {
    const ada = await addUser(cast.ada)
    const hash = await suppress('nina@ville.test', 'refusal', now)
    await liftSuppression(db, keys, { emailKey: 'nina@ville.test' }, ada, now)
    const events = await tableOf('events')
    expect(events).toMatchObject([
      {
        ...{ action: 'suppression_lifted', actor_id: ada.id, subject_type: 'suppression' },
        ...{ subject_id: hash.slice(0, 8), details: '{"reason":"refusal"}' },
      },
    ])
    expect(JSON.stringify(events)).not.toContain('@')
  })

  it('leaves other addresses and accepted invitations alone', async () => {
    const ada = await addUser(cast.ada)
    const other = await invite('other@ville.test')
    const accepted = await invite('nina@ville.test', { acceptedAt: now, acceptedBy: ada.id })
    await suppress('other@ville.test', 'bounce', now, other)
    await suppress('nina@ville.test', 'complaint', now, accepted)
    await liftSuppression(db, keys, { emailKey: 'nina@ville.test' }, ada, now)
    expect(await tableOf('suppressions')).toMatchObject([{ reason: 'bounce' }])
    expect(await tableOf('invitation_stops')).toHaveLength(2)
  })

  it('clicked twice happens once', async () => {
    const ada = await addUser(cast.ada)
    const hash = await suppress('nina@ville.test', 'bounce', now)
    const answers = await Promise.all([1, 2].map(() => liftSuppression(db, keys, { hash }, ada, now)))
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['lifted', 'unknown'])
    expect(await journal()).toEqual(['suppression_lifted'])
    expect(await liftSuppression(db, keys, { hash: 'x' }, ada, now)).toEqual({ outcome: 'unknown' })
  })

  it('ends what somebody with an account said about an invitation: their address was never suppressed', async () => {
    const ada = await addUser(cast.ada)
    const max = await addUser(cast.max)
    const invitation = await invite(max.email)
    await suppress(max.email, 'unsubscribe', now, invitation)
    await db.run('delete from suppressions')
    const again = () => sendInvitationAgain(db, keys, invitation.publicId, ada, settings, now + 1)
    expect(await again()).toEqual({ outcome: 'suppressed' })
    expect(await findSuppression(db, keys, { emailKey: max.email })).toMatchObject({ reason: 'unsubscribe' })
    await liftSuppression(db, keys, { emailKey: max.email }, ada, now)
    expect(await again()).toMatchObject({ outcome: 'sent' })
  })
})
