import { describe, expect, it } from 'vitest'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { extendInvitation } from '#src/domain/invitations/extend-invitation.ts'
import { mayExtend } from '#src/domain/invitations/may.ts'
import { sendInvitationAgain } from '#src/domain/invitations/send-invitation-again.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { invitationOf, invite, journal, now, outbox, password } from '#test/support/invitations.ts'
import { confirmationOf, give, makeLetterCode } from '#test/support/letter-codes.ts'

const expired = { createdAt: now - 31 * dayMs, expiresAt: now - dayMs }
const nina = { firstName: 'Nina', lastName: 'Petit', password, language: 'en' }

describe('extending an invitation', () => {
  it('is for administrators', async () => {
    const people = [await addUser(cast.ada), await addUser(cast.sam), await addUser(cast.max)]
    expect(people.map(mayExtend)).toEqual([true, false, false])
  })

  it('opens it for so many days from today, without a mail; the code stays', async () => {
    const ada = await addUser(cast.ada)
    const { publicId, code } = await invite('nina@ville.test', expired)
    const before = await outbox()
    expect(await extendInvitation(db, publicId, 10, ada, now)).toEqual({
      outcome: 'extended',
      expiresAt: now + 10 * dayMs,
    })
    expect(await outbox()).toEqual(before)
    expect(await db.query.events.findMany()).toMatchObject([
      { action: 'invitation_extended', actorId: ada.id, subjectId: publicId, details: { days: 10 } },
    ])
    expect(await acceptInvitation(db, keys, { code, ...nina }, now)).toMatchObject({ outcome: 'accepted' })
  })

  it('takes no days away, and neither does sending again', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('nina@ville.test')
    const end = now + 300 * dayMs
    await extendInvitation(db, publicId, 300, ada, now)
    expect(await extendInvitation(db, publicId, 30, ada, now)).toEqual({ outcome: 'longer', expiresAt: end })
    expect(await sendInvitationAgain(db, keys, publicId, ada, settings, now)).toMatchObject({
      outcome: 'sent',
    })
    expect((await invitationOf(publicId))?.expiresAt).toBe(end)
  })

  it('ends a confirmation with its letter code; where that has ended, there is nothing to extend', async () => {
    const ada = await addUser(cast.ada)
    const letter = await makeLetterCode(ada)
    await give(letter.code, 'zoe@ville.test', now + 5 * dayMs)
    const { publicId } = await confirmationOf('zoe@ville.test')
    await extendInvitation(db, letter.publicId, 40, ada, now)
    expect(await extendInvitation(db, publicId, 100, ada, now)).toEqual({
      outcome: 'extended',
      expiresAt: now + 40 * dayMs,
    })
    const later = now + 41 * dayMs
    expect(await extendInvitation(db, publicId, 100, ada, later)).toEqual({ outcome: 'unextendable' })
    expect(await extendInvitation(db, letter.publicId, 5, ada, later)).toMatchObject({ outcome: 'extended' })
    expect(await extendInvitation(db, publicId, 100, ada, later)).toMatchObject({ outcome: 'extended' })
  })

  it('leaves alone what is accepted or unknown', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('nina@ville.test', { acceptedAt: now, acceptedBy: ada.id })
    expect(await extendInvitation(db, publicId, 90, ada, now)).toEqual({ outcome: 'accepted' })
    expect(await extendInvitation(db, 'nothing', 90, ada, now)).toEqual({ outcome: 'unknown' })
    expect(await journal()).toEqual([])
  })
})
