import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { users } from '#src/db/schema/index.ts'
import { changeGrant } from '#src/domain/invitations/change-grant.ts'
import { correctAddress } from '#src/domain/invitations/correct-address.ts'
import { deleteInvitation } from '#src/domain/invitations/delete-invitation.ts'
import { exportLetterCodes } from '#src/domain/invitations/export-letter-codes.ts'
import { extendInvitation } from '#src/domain/invitations/extend-invitation.ts'
import { printLetter } from '#src/domain/invitations/print-letter.ts'
import { printLetters } from '#src/domain/invitations/print-letters.ts'
import { replaceCode } from '#src/domain/invitations/replace-code.ts'
import { revealCode } from '#src/domain/invitations/reveal-code.ts'
import { sendInvitationAgain } from '#src/domain/invitations/send-invitation-again.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { tableOf } from '#test/support/batches.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { invite, now } from '#test/support/invitations.ts'
import { makeLetterCode } from '#test/support/letter-codes.ts'

/** What somebody who is allowed to asks for, in the moment in which the right is taken away: `actor` still has it. */
const verbs = {
  'a new code': (publicId: string, actor: Actor) => replaceCode(db, keys, { publicId, actor }, settings, now),
  'an extension': (publicId: string, actor: Actor) => extendInvitation(db, publicId, 300, actor, now),
  'another address': (publicId: string, actor: Actor) =>
    correctAddress(db, keys, publicId, { email: 'right@ville.test' }, actor, settings, now),
  'a deletion': (publicId: string, actor: Actor) => deleteInvitation(db, publicId, actor, now),
  'the code': (publicId: string, actor: Actor) => revealCode(db, keys, publicId, actor, now),
  'another mail': (publicId: string, actor: Actor) =>
    sendInvitationAgain(db, keys, publicId, actor, settings, now),
} as const

const losses = {
  'the role was taken away': { role: 'member' },
  'the account was deactivated': { deactivatedAt: now },
} as const

let people: Actor[]
beforeEach(async () => {
  people = [await addUser(cast.ada), await addUser(cast.sam)]
})

const everything = async () =>
  Promise.all(['invitations', 'mails', 'events', 'invitation_stops'].map((table) => tableOf(table)))

describe.each(Object.entries(losses))('where %s meanwhile', (_, lost) => {
  it.each(Object.entries(verbs))('%s is refused, and nothing is written', async (_, verb) => {
    const { publicId } = await invite('nina@ville.test')
    for (const actor of people) {
      await db.update(users).set(lost).where(eq(users.id, actor.id))
      const before = await everything()
      expect(await verb(publicId, actor)).toEqual({ outcome: 'forbidden' })
      expect(await everything()).toEqual(before)
    }
  })

  it('another promise is refused, and nothing is written', async () => {
    const [ada] = people
    if (!ada) throw new Error('Nobody is there to ask')
    const { publicId } = await invite('nina@ville.test')
    const asked = { ...{ admin: true, groups: [], projects: [] }, isConfirmed: true }
    await db.update(users).set(lost).where(eq(users.id, ada.id))
    const before = await everything()
    expect(await changeGrant(db, keys, publicId, asked, ada, settings, now)).toEqual({ outcome: 'forbidden' })
    expect(await everything()).toEqual(before)
  })

  it('no letter code is told, one by one, on paper or in a table, and nothing is written', async () => {
    const [ada, sam] = people
    if (!ada || !sam) throw new Error('Nobody is there to ask')
    const { publicId, batch } = await makeLetterCode(ada)
    await db.update(users).set(lost)
    const before = await everything()
    const answers = [
      ...[await revealCode(db, keys, publicId, ada, now), await revealCode(db, keys, publicId, sam, now)],
      ...[await printLetter(db, keys, publicId, ada, now), await printLetter(db, keys, publicId, sam, now)],
      await printLetters(db, keys, { batch, from: 1, to: 1 }, ada, now),
      await exportLetterCodes(db, keys, batch, ada, 'en', now),
    ]
    expect(answers).toEqual(answers.map(() => ({ outcome: 'forbidden' })))
    expect(await everything()).toEqual(before)
  })

  it('a letter code stays as it is', async () => {
    const [ada, sam] = people
    if (!ada || !sam) throw new Error('Nobody is there to ask')
    const { publicId } = await makeLetterCode(ada)
    await db.update(users).set(lost).where(eq(users.id, sam.id))
    const before = await everything()
    expect(await verbs['a new code'](publicId, sam)).toEqual({ outcome: 'forbidden' })
    expect(await verbs['a deletion'](publicId, sam)).toEqual({ outcome: 'forbidden' })
    expect(await everything()).toEqual(before)
  })
})
