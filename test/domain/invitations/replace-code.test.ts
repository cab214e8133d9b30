import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { invitations, mails, suppressions } from '#src/db/schema/index.ts'
import { codeOf } from '#src/domain/codes/code.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { findInvitation } from '#src/domain/invitations/find-invitation.ts'
import { addressesPerCode } from '#src/domain/invitations/give-address.ts'
import { replaceCode } from '#src/domain/invitations/replace-code.ts'
import { sendInvitationAgain } from '#src/domain/invitations/send-invitation-again.ts'
import { addressHash } from '#src/domain/suppressions/address-hash.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { addProject } from '#test/support/batches.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { invitationOf, invite, journal, now, outbox, password } from '#test/support/invitations.ts'
import { confirmationOf, give, makeLetterCode } from '#test/support/letter-codes.ts'

const nina = { firstName: 'Nina', lastName: 'Petit', password, language: 'en' }

const replace = (publicId: string, actor: Actor, seen?: number) =>
  replaceCode(db, keys, { publicId, seen, actor }, settings, now)

async function codeNow(publicId: string): Promise<string> {
  const found = await invitationOf(publicId)
  if (!found) throw new Error('There is no such invitation')
  return codeOf(keys, found)
}

const stateOf = async (code: string) => (await findInvitation(db, keys, code, null, now)).state

describe('a new code', () => {
  it('kills the old one at once, and leaves by mail with a new term', async () => {
    const sam = await addUser(cast.sam)
    const { publicId, code } = await invite('nina@ville.test', { expiresAt: now - dayMs })
    expect(await replace(publicId, sam)).toMatchObject({ outcome: 'replaced', kind: 'mailed', unsent: null })
    const next = await codeNow(publicId)
    expect([await stateOf(code), await stateOf(next)]).toEqual(['unknown', 'open'])
    expect(await outbox()).toEqual([
      'invitation nina@ville.test cancelled',
      'invitation nina@ville.test queued',
    ])
    expect(await journal()).toEqual(['code_replaced', 'invitation_sent_again'])
    expect(JSON.stringify(await db.query.events.findMany())).not.toContain(next)
    expect(await acceptInvitation(db, keys, { code: next, ...nina }, now)).toMatchObject({
      outcome: 'accepted',
    })
  })

  it('clicked twice is one', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('nina@ville.test')
    const outcomes = await Promise.all([replace(publicId, ada, 1), replace(publicId, ada, 1)])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['replaced', 'replaced'])
    expect((await invitationOf(publicId))?.generation).toBe(2)
    expect(await outbox()).toHaveLength(2)
  })

  it('counts among the three letters of a day; a fourth is withheld when they have left, and the old code dies all the same', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('nina@ville.test')
    await replace(publicId, ada)
    await replace(publicId, ada)
    const leaked = await codeNow(publicId)
    await db.update(mails).set({ state: 'sent' }).where(eq(mails.state, 'queued'))
    await db.update(invitations).set({ expiresAt: now + dayMs })
    const withheld = { outcome: 'replaced', kind: 'mailed', mailIds: [], unsent: 'too_often' }
    expect(await replace(publicId, ada, 3)).toEqual(withheld)
    const next = await codeNow(publicId)
    expect([await stateOf(leaked), await stateOf(next)]).toEqual(['unknown', 'open'])
    expect((await outbox()).toSorted()).toEqual([
      ...Array(2).fill('invitation nina@ville.test cancelled'),
      'invitation nina@ville.test sent',
    ])
    expect(await invitationOf(publicId)).toMatchObject({ sendings: 3, expiresAt: now + 30 * dayMs })
    expect((await db.query.events.findMany()).at(-1)).toMatchObject({
      action: 'code_replaced',
      details: { unsent: 'too_often' },
    })
    expect(await replace(publicId, ada, 3)).toEqual(withheld)
    expect(await codeNow(publicId)).toBe(next)
    const sent = await sendInvitationAgain(db, keys, publicId, ada, settings, now + dayMs + 1)
    expect(sent).toMatchObject({ outcome: 'sent' })
  })

  it('goes with a letter that waits, where no other may be written today', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('nina@ville.test')
    for (let n = 0; n < 2; n++) await replace(publicId, ada)
    const [before, leaked] = [await outbox(), await codeNow(publicId)]
    expect(before.at(-1)).toBe('invitation nina@ville.test queued')
    expect(await replace(publicId, ada)).toMatchObject({ outcome: 'replaced', mailIds: [], unsent: null })
    expect([await stateOf(leaked), await stateOf(await codeNow(publicId))]).toEqual(['unknown', 'open'])
    expect(await outbox()).toEqual(before)
  })

  it('and sending again at the same moment send three letters a day, in whichever order', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('nina@ville.test')
    const again = () => sendInvitationAgain(db, keys, publicId, ada, settings, now)
    const replacing = () => replace(publicId, ada)
    const acts = [replacing, again, replacing, again, replacing].map((act) => act())
    const outcomes = (await Promise.all(acts)).map(({ outcome }) => outcome)
    expect(outcomes.filter((outcome) => outcome === 'replaced')).toHaveLength(3)
    expect((await invitationOf(publicId))?.generation).toBe(4)
    const letters = await db.query.mails.findMany()
    expect(letters).toHaveLength(3)
    expect(letters.filter(({ state }) => state === 'queued').length).toBeLessThan(2)
  })

  it('is given where nothing can be sent, too: the old code dies, and no mail leaves', async () => {
    const ada = await addUser(cast.ada)
    const { publicId, code } = await invite('nina@ville.test')
    const hash = addressHash(keys, 'nina@ville.test')
    await db.insert(suppressions).values({ addressHash: hash, reason: 'unsubscribe', since: now })
    expect(await replace(publicId, ada)).toMatchObject({
      outcome: 'replaced',
      mailIds: [],
      unsent: 'suppressed',
    })
    expect([await stateOf(code), await stateOf(await codeNow(publicId))]).toEqual(['unknown', 'open'])
    expect(await outbox()).toEqual(['invitation nina@ville.test cancelled'])
    expect(await journal()).toEqual(['code_replaced'])
  })

  it('is refused to support where the invitation grants more than support holds; the attempt is journalled', async () => {
    const [ada, sam] = [await addUser(cast.ada), await addUser(cast.sam)]
    const { publicId } = await invite('nina@ville.test', {
      promise: { projects: [await addProject('Parc')] },
    })
    expect(await replace(publicId, sam)).toEqual({ outcome: 'forbidden' })
    expect(await db.query.events.findMany()).toMatchObject([
      { action: 'code_refused', actorId: sam.id, details: { wanted: 'new_code' } },
    ])
    expect(await replace(publicId, ada)).toMatchObject({ outcome: 'replaced' })
  })

  it('of a letter kills the paper and what was given with it; nothing is sent', async () => {
    const ada = await addUser(cast.ada)
    const letter = await makeLetterCode(ada)
    await give(letter.code, 'zoe@ville.test')
    const confirmation = await confirmationOf('zoe@ville.test')
    expect(await replace(letter.publicId, ada)).toEqual({
      outcome: 'replaced',
      kind: 'letter_code',
      mailIds: [],
      unsent: null,
    })
    expect([await stateOf(letter.code), await stateOf(confirmation.code)]).toEqual(['unknown', 'unknown'])
    const next = await codeNow(letter.publicId)
    expect([next.length, await stateOf(next)]).toEqual([13, 'address_missing'])
    expect(await outbox()).toEqual(['address_confirmation zoe@ville.test cancelled'])
    expect((await journal()).slice(-2)).toEqual(['code_replaced', 'invitation_deleted'])
    await give(next, 'zoe@ville.test')
    expect(await stateOf((await confirmationOf('zoe@ville.test')).code)).toBe('open')
  })

  it('of a letter takes as many addresses as a new one, though the old code took no more', async () => {
    const ada = await addUser(cast.ada)
    const letter = await makeLetterCode(ada)
    await db
      .update(invitations)
      .set({ sendings: addressesPerCode + 1 })
      .where(eq(invitations.publicId, letter.publicId))
    expect(await give(letter.code, 'zoe@ville.test')).toEqual([])
    await replace(letter.publicId, ada)
    expect(await give(await codeNow(letter.publicId), 'zoe@ville.test')).toHaveLength(1)
  })

  it('or an acceptance, at the same moment: one of them, never both', async () => {
    const ada = await addUser(cast.ada)
    const { publicId, code } = await invite('nina@ville.test')
    const [replaced, accepted] = await Promise.all([
      replace(publicId, ada),
      acceptInvitation(db, keys, { code, ...nina }, now),
    ])
    const isReplaced = replaced.outcome === 'replaced'
    expect(accepted.outcome).toBe(isReplaced ? 'unknown' : 'accepted')
    expect((await invitationOf(publicId))?.generation).toBe(isReplaced ? 2 : 1)
  })

  it('is not for what is accepted or unknown', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('nina@ville.test', { acceptedAt: now, acceptedBy: ada.id })
    expect(await replace(publicId, ada)).toEqual({ outcome: 'accepted' })
    expect(await replace('nothing', ada)).toEqual({ outcome: 'unknown' })
  })
})
