import { describe, expect, it } from 'vitest'
import { mails } from '#src/db/schema/index.ts'
import { deriveCode } from '#src/domain/codes/code.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { correctAddress } from '#src/domain/invitations/correct-address.ts'
import { findInvitation } from '#src/domain/invitations/find-invitation.ts'
import { sendInvitationAgain } from '#src/domain/invitations/send-invitation-again.ts'
import { gatherLetters } from '#src/domain/mails/gather-letters.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { tableOf } from '#test/support/batches.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { invitationOf, invite, journal, now, outbox, password } from '#test/support/invitations.ts'
import { addProject } from '#test/support/panel.ts'
import { suppress } from '#test/support/suppressions.ts'

const nina = { firstName: 'Nina', lastName: 'Peeters', password, language: 'fr' }
const later = now + 2 * dayMs

function correct(
  publicId: string,
  email: string,
  actor: Actor,
  { at = later, seen }: { at?: number; seen?: number } = {},
) {
  return correctAddress(db, keys, publicId, { email, seen }, actor, settings, at)
}

/** What must stay as it is where nothing is corrected. */
async function everything() {
  return [await tableOf('invitations'), await tableOf('mails'), await tableOf('invitation_stops')]
}

describe('who may correct an address', () => {
  it('support may where the invitation grants no more than membership and groups', async () => {
    const sam = await addUser(cast.sam)
    const light = await invite('nina@ville.test')
    expect(await correct(light.publicId, 'right@ville.test', sam)).toMatchObject({ outcome: 'corrected' })
  })

  it('support may not where it makes an administrator or lets manage a project; the try is journalled', async () => {
    const sam = await addUser(cast.sam)
    const project = (await addProject('P')).id
    for (const promise of [{ admin: true }, { projects: [project] }]) {
      const heavy = await invite(`n${String('admin' in promise)}@ville.test`, { promise })
      const before = await everything()
      expect(await correct(heavy.publicId, 'right@ville.test', sam)).toEqual({ outcome: 'forbidden' })
      expect(await everything()).toEqual(before)
    }
    expect(await journal()).toEqual(['address_correction_refused', 'address_correction_refused'])
  })

  it('administrators may, whatever it grants', async () => {
    const ada = await addUser(cast.ada)
    const heavy = await invite('nina@ville.test', { promise: { admin: true } })
    expect(await correct(heavy.publicId, 'right@ville.test', ada)).toMatchObject({ outcome: 'corrected' })
  })
})

describe('a corrected address', () => {
  it('gets a new code by a new mail; the old code is dead and nothing waits for the old address', async () => {
    const ada = await addUser(cast.ada)
    const { publicId, code } = await invite('nina@ville.test', { remindAt: now, remindedAt: now })
    await db.update(mails).set({ state: 'sending', leaseUntil: later + 1 })
    const answer = await correct(publicId, ' Right@Ville.test ', ada)
    expect(answer).toMatchObject({ outcome: 'corrected', mailIds: [expect.any(Number)] })
    expect(await invitationOf(publicId)).toMatchObject({
      ...{ address: 'Right@Ville.test', emailKey: 'right@ville.test', generation: 2, sendings: 2 },
      ...{ expiresAt: later + settings.expiryDays * dayMs, remindAt: null, remindedAt: null },
    })
    expect(await outbox()).toEqual([
      'invitation nina@ville.test cancelled',
      'invitation Right@Ville.test queued',
    ])
    const fresh = deriveCode(keys, publicId, 2)
    expect((await findInvitation(db, keys, code, null, later)).state).toBe('unknown')
    expect((await findInvitation(db, keys, fresh, null, later)).state).toBe('open')
    const accepted = await acceptInvitation(db, keys, { code: fresh, ...nina }, later)
    expect(accepted).toMatchObject({ outcome: 'accepted', email: 'right@ville.test' })
  })

  it('is written to again though the old one bounced, also once the invitation has expired', async () => {
    const ada = await addUser(cast.ada)
    const { publicId, id } = await invite('nina@ville.test', { expiresAt: now + 1 })
    await suppress('nina@ville.test', 'bounce', now, { id })
    expect(await correct(publicId, 'right@ville.test', ada)).toMatchObject({ outcome: 'corrected' })
    expect(await tableOf('invitation_stops')).toEqual([])
    expect(await tableOf('suppressions')).toHaveLength(1)
    expect(await sendInvitationAgain(db, keys, publicId, ada, settings, later)).toMatchObject({
      outcome: 'sent',
    })
  })

  it('is journalled without any address', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('nina@ville.test')
    await correct(publicId, 'right@ville.test', ada)
    const events = await tableOf('events')
    expect(events).toMatchObject([{ action: 'address_corrected', actor_id: ada.id, subject_id: publicId }])
    expect(JSON.stringify(events)).not.toContain('@')
  })

  it('does not give its new code to a mail to the old one that is already in somebody’s hands', async () => {
    const ada = await addUser(cast.ada)
    const { publicId, id } = await invite('nina@ville.test')
    const claimed = {
      ...{ id: 1, kind: 'invitation' as const, invitationId: id, userId: null },
      ...{ address: 'nina@ville.test', locale: 'fr', attempts: 1 },
    }
    expect(await gatherLetters(db, keys, [claimed])).toHaveLength(1)
    await correct(publicId, 'right@ville.test', ada)
    expect(await gatherLetters(db, keys, [claimed])).toEqual([])
  })
})

describe('an address is not corrected', () => {
  it('to one that is none, or to the one it is', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('nina@ville.test')
    const before = await everything()
    expect(await correct(publicId, 'nina@ville', ada)).toEqual({ outcome: 'invalid' })
    expect(await correct(publicId, 'a@x.test, b@x.test', ada)).toEqual({ outcome: 'invalid' })
    expect(await correct(publicId, 'NINA@ville.test', ada)).toEqual({ outcome: 'same_address' })
    expect(await everything()).toEqual(before)
  })

  it('to one that has an invitation, an account, or is suppressed', async () => {
    const ada = await addUser(cast.ada)
    const max = await addUser(cast.max)
    const { publicId } = await invite('nina@ville.test')
    const other = await invite('other@ville.test')
    await suppress('gone@ville.test', 'refusal', now)
    const before = await everything()
    expect(await correct(publicId, 'Other@ville.test', ada)).toEqual({
      outcome: 'already_invited',
      invitation: other.publicId,
    })
    expect(await correct(publicId, max.email, ada)).toEqual({ outcome: 'has_account' })
    expect(await correct(publicId, 'gone@ville.test', ada)).toEqual({ outcome: 'suppressed' })
    expect(await everything()).toEqual(before)
    expect(await journal()).toEqual([])
  })

  it('where it was not given by an administrator’s list', async () => {
    const ada = await addUser(cast.ada)
    const letter = await invite('x@ville.test', { address: null, emailKey: null })
    const uncorrectable = [
      letter,
      await invite('confirmed@ville.test', { letterId: letter.id }),
      await invite('self@ville.test', { source: 'registration' }),
      await invite('first@ville.test', { source: 'first_administrator', promise: { admin: true } }),
    ]
    for (const { publicId } of uncorrectable)
      expect(await correct(publicId, 'right@ville.test', ada)).toEqual({ outcome: 'uncorrectable' })
  })

  it('once it is accepted, nor where there is none', async () => {
    const ada = await addUser(cast.ada)
    const { publicId, code } = await invite('nina@ville.test')
    await acceptInvitation(db, keys, { code, ...nina }, now)
    expect(await correct(publicId, 'right@ville.test', ada)).toEqual({ outcome: 'accepted' })
    expect(await correct('nothing', 'right@ville.test', ada)).toEqual({ outcome: 'unknown' })
  })

  it('to one that has had three letters today; each address counts for itself', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('a@ville.test')
    const outcomes: string[] = []
    for (let n = 0; n < 8; n++) {
      const answer = await correct(publicId, n % 2 === 0 ? 'b@ville.test' : 'A@ville.test', ada, {
        at: later + n,
      })
      outcomes.push(answer.outcome)
    }
    expect(outcomes).toEqual([...Array(6).fill('corrected'), 'too_often', 'same_address'])
    const again = await sendInvitationAgain(db, keys, publicId, ada, settings, later + 9)
    expect(again).toEqual({ outcome: 'too_often' })
    expect(await correct(publicId, 'b@ville.test', ada, { at: later + 2 * dayMs })).toMatchObject({
      outcome: 'corrected',
    })
  })
})

describe('at the same moment', () => {
  it.each(['first', 'last'])('as accepting, %s asked for: exactly one of both happens', async (place) => {
    const ada = await addUser(cast.ada)
    const { publicId, code } = await invite('nina@ville.test')
    const accept = () => acceptInvitation(db, keys, { code, ...nina }, later)
    const change = () => correct(publicId, 'right@ville.test', ada)
    const [one, two] = await Promise.all(place === 'first' ? [change(), accept()] : [accept(), change()])
    const outcomes = [one.outcome, two.outcome].toSorted()
    expect([
      ['accepted', 'accepted'],
      ['corrected', 'unknown'],
    ]).toContainEqual(outcomes)
    const isAccepted = (await invitationOf(publicId))?.acceptedAt !== null
    expect(isAccepted).toBe(outcomes[0] === 'accepted')
    expect(await tableOf('users')).toHaveLength(isAccepted ? 2 : 1)
  })

  it('clicked twice it happens once, and both are told that it did', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('nina@ville.test')
    const clicks = [1, 2].map(() => correct(publicId, 'right@ville.test', ada, { seen: 1 }))
    expect((await Promise.all(clicks)).map(({ outcome }) => outcome)).toEqual(['corrected', 'corrected'])
    expect(await invitationOf(publicId)).toMatchObject({ sendings: 2, generation: 2 })
    expect(await journal()).toEqual(['address_corrected'])
  })

  it('two people who correct it differently are not both believed', async () => {
    const [ada, sam] = [await addUser(cast.ada), await addUser(cast.sam)]
    const { publicId } = await invite('nina@ville.test')
    const answers = await Promise.all([
      correct(publicId, 'one@ville.test', ada, { seen: 1 }),
      correct(publicId, 'two@ville.test', sam, { seen: 1 }),
    ])
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['changed', 'corrected'])
    expect((await outbox()).filter((line) => line.endsWith('queued'))).toHaveLength(1)
  })

  it('two invitations are not both corrected to one address', async () => {
    const ada = await addUser(cast.ada)
    const [one, two] = [await invite('one@ville.test'), await invite('two@ville.test')]
    const answers = await Promise.all(
      [one, two].map(({ publicId }) => correct(publicId, 'right@ville.test', ada)),
    )
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['already_invited', 'corrected'])
  })

  it('an invitation that is renewed with rights is not redirected by support', async () => {
    const sam = await addUser(cast.sam)
    const { publicId } = await invite('nina@ville.test')
    const heavy = await invite('boss@ville.test', { promise: { admin: true } })
    const renewed = db.run(
      `update invitations set grant_id = ${heavy.grantId} where public_id = '${publicId}'`,
    )
    const [answer] = await Promise.all([correct(publicId, 'right@ville.test', sam), renewed])
    const standing = await invitationOf(publicId)
    const isRedirected = standing?.emailKey === 'right@ville.test'
    expect(answer.outcome).toBe(isRedirected ? 'corrected' : 'forbidden')
  })
})
