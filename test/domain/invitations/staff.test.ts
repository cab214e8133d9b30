import { describe, expect, it } from 'vitest'
import { invitations } from '#src/db/schema/index.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { deleteInvitation } from '#src/domain/invitations/delete-invitation.ts'
import { findInvitation } from '#src/domain/invitations/find-invitation.ts'
import {
  mayDelete,
  mayReveal,
  mayRevealCode,
  maySeeInvitations,
  maySendAgain,
} from '#src/domain/invitations/may.ts'
import { registerAddress } from '#src/domain/invitations/register-address.ts'
import { revealCode } from '#src/domain/invitations/reveal-code.ts'
import { sendInvitationAgain } from '#src/domain/invitations/send-invitation-again.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { addGroup, addProject } from '#test/support/batches.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { invitationOf, invite, journal, now, outbox, password } from '#test/support/invitations.ts'

const nina = { firstName: 'Nina', lastName: 'Petit', password, language: 'en' }
const people = async () => ({
  ada: await addUser(cast.ada),
  sam: await addUser(cast.sam),
  max: await addUser(cast.max),
})

describe('who may', () => {
  it('see, send again, delete and ask for codes: administrators and support', async () => {
    const { ada, sam, max } = await people()
    for (const may of [maySeeInvitations, maySendAgain, mayDelete, mayReveal])
      expect([ada, sam, max].map(may)).toEqual([true, true, false])
  })

  it('see a code: who holds as much as it grants', async () => {
    const { ada, sam, max } = await people()
    const weights = [
      { admin: false, projects: 0 },
      { admin: true, projects: 0 },
      { admin: false, projects: 1 },
    ]
    expect(weights.map((weight) => mayRevealCode(ada, weight))).toEqual([true, true, true])
    expect(weights.map((weight) => mayRevealCode(sam, weight))).toEqual([true, false, false])
    expect(weights.map((weight) => mayRevealCode(max, weight))).toEqual([false, false, false])
  })
})

describe('revealing a code', () => {
  it('shows the code of the mails and journals the look', async () => {
    const { sam } = await people()
    const { publicId, code } = await invite('nina@ville.test', { promise: { groups: [await addGroup('A')] } })
    expect(await revealCode(db, keys, publicId, sam, now)).toEqual({
      outcome: 'revealed',
      code,
      locale: 'fr',
    })
    expect(await db.query.events.findMany()).toMatchObject([
      { action: 'code_revealed', actorId: sam.id, subjectId: publicId },
    ])
    expect(JSON.stringify(await db.query.events.findMany())).not.toContain(code)
  })

  it('is forbidden to support where it grants more than support holds; the attempt is journalled', async () => {
    const { ada, sam } = await people()
    const chief = await invite('chief@ville.test', { promise: { admin: true } })
    const manager = await invite('manager@ville.test', { promise: { projects: [await addProject('Parc')] } })
    for (const { publicId } of [chief, manager])
      expect(await revealCode(db, keys, publicId, sam, now)).toEqual({ outcome: 'forbidden' })
    expect(await journal()).toEqual(['code_refused', 'code_refused'])
    expect((await revealCode(db, keys, chief.publicId, ada, now)).outcome).toBe('revealed')
  })

  it('weighs again what was renewed with more rights while it was weighed', async () => {
    const { sam } = await people()
    const { publicId } = await invite('nina@ville.test')
    const heavier = await invite('chief@ville.test', { promise: { admin: true } })
    const interrupted = new Proxy(db, {
      get(target, key) {
        if (key !== 'all') return Reflect.get(target, key)
        return async (query: Parameters<typeof db.all>[0]) => {
          await db.update(invitations).set({ grantId: heavier.grantId })
          return target.all(query)
        }
      },
    })
    expect(await revealCode(interrupted, keys, publicId, sam, now)).toEqual({ outcome: 'forbidden' })
    expect(await journal()).toEqual(['code_refused'])
  })

  it('is over once accepted, and impossible for what does not exist', async () => {
    const { ada } = await people()
    const { publicId, code } = await invite('nina@ville.test')
    await acceptInvitation(db, keys, { code, ...nina }, now)
    expect(await revealCode(db, keys, publicId, ada, now)).toEqual({ outcome: 'accepted' })
    expect(await revealCode(db, keys, 'nothing', ada, now)).toEqual({ outcome: 'unknown' })
    expect(await journal()).toEqual(['invitation_accepted'])
  })
})

describe('deleting an invitation', () => {
  it('kills its code, cancels its mails, and lets the address register', async () => {
    const { sam } = await people()
    const { publicId, code } = await invite('nina@ville.test')
    expect(await deleteInvitation(db, publicId, sam, now)).toEqual({ outcome: 'deleted' })
    expect(await findInvitation(db, keys, code, null, now)).toEqual({ state: 'unknown' })
    expect(await acceptInvitation(db, keys, { code, ...nina }, now)).toEqual({ outcome: 'unknown' })
    const visitor = { address: 'nina@ville.test', emailKey: 'nina@ville.test', locale: 'en' }
    expect(await registerAddress(db, keys, visitor, settings, now)).toHaveLength(1)
    expect(await outbox()).toEqual([
      'invitation nina@ville.test cancelled',
      'registration nina@ville.test queued',
    ])
    expect(await db.query.events.findFirst()).toMatchObject({
      action: 'invitation_deleted',
      subjectId: publicId,
    })
  })

  it('leaves other invitations and an accepted one as they are', async () => {
    const { ada } = await people()
    const other = await invite('other@ville.test')
    const { publicId, code } = await invite('nina@ville.test')
    await acceptInvitation(db, keys, { code, ...nina }, now)
    expect(await deleteInvitation(db, publicId, ada, now)).toEqual({ outcome: 'accepted' })
    expect(await deleteInvitation(db, 'nothing', ada, now)).toEqual({ outcome: 'unknown' })
    expect(await invitationOf(publicId)).toMatchObject({ acceptedAt: now })
    expect(await invitationOf(other.publicId)).toBeDefined()
    expect((await outbox())[0]).toBe('invitation other@ville.test queued')
  })

  it('clicked twice deletes once', async () => {
    const { ada } = await people()
    const { publicId } = await invite('nina@ville.test')
    const answers = await Promise.all([1, 2].map(() => deleteInvitation(db, publicId, ada, now)))
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['deleted', 'unknown'])
    expect(await journal()).toEqual(['invitation_deleted'])
  })
})

describe('sending again', () => {
  it('renews an expired invitation, its reminder too, with the same code', async () => {
    const { sam } = await people()
    const at = now + 31 * dayMs
    const { publicId, code } = await invite('nina@ville.test', { remindedAt: now + 3 * dayMs })
    expect((await findInvitation(db, keys, code, null, at)).state).toBe('expired')
    const answer = await sendInvitationAgain(db, keys, publicId, sam, settings, at)
    expect(answer).toMatchObject({ outcome: 'sent', mailIds: [expect.any(Number)] })
    expect(await invitationOf(publicId)).toMatchObject({
      sendings: 2,
      expiresAt: at + 30 * dayMs,
      remindAt: null,
      remindedAt: null,
    })
    expect((await findInvitation(db, keys, code, null, at)).state).toBe('open')
    expect(await db.query.events.findMany()).toMatchObject([
      { action: 'invitation_sent_again', actorId: sam.id },
    ])
  })

  it('clicked twice leaves one letter waiting', async () => {
    const { sam } = await people()
    const { publicId } = await invite('nina@ville.test')
    await Promise.all([1, 2].map(() => sendInvitationAgain(db, keys, publicId, sam, settings, now + 1)))
    const states = (await db.query.mails.findMany()).map(({ dedupeKey, state }) => [
      dedupeKey.slice(-1),
      state,
    ])
    expect(states).toEqual([
      ['1', 'cancelled'],
      ['2', 'cancelled'],
      ['3', 'queued'],
    ])
  })

  it('asked for twice from the same page happens once, and says sent both times', async () => {
    const { sam } = await people()
    const { publicId } = await invite('nina@ville.test')
    const clicks = [1, 2].map(() => sendInvitationAgain(db, keys, publicId, sam, settings, now + 1, 1))
    const answers = await Promise.all(clicks)
    expect(answers.map(({ outcome }) => outcome)).toEqual(['sent', 'sent'])
    expect(await invitationOf(publicId)).toMatchObject({ sendings: 2 })
    expect(await journal()).toEqual(['invitation_sent_again'])
  })

  it('happens at most three times a day, also when asked all at once', async () => {
    const { sam } = await people()
    const { publicId } = await invite('nina@ville.test', { createdAt: now - 9 * dayMs })
    const later = now + 2 * dayMs
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(() => sendInvitationAgain(db, keys, publicId, sam, settings, later)),
    )
    const outcomes = answers.map(({ outcome }) => outcome).toSorted()
    expect(outcomes).toEqual(['sent', 'sent', 'sent', 'too_often', 'too_often'])
    expect(await invitationOf(publicId)).toMatchObject({ sendings: 4 })
    expect((await sendInvitationAgain(db, keys, publicId, sam, settings, later + dayMs)).outcome).toBe('sent')
  })

  it('is refused once accepted, and for what does not exist', async () => {
    const { sam } = await people()
    const { publicId, code } = await invite('nina@ville.test')
    await acceptInvitation(db, keys, { code, ...nina }, now)
    expect(await sendInvitationAgain(db, keys, publicId, sam, settings, now)).toEqual({ outcome: 'accepted' })
    expect(await sendInvitationAgain(db, keys, 'nothing', sam, settings, now)).toEqual({ outcome: 'unknown' })
  })
})
