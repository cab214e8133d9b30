import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { events, groupMembers, invitations, mails, sessions, users } from '#src/db/schema/index.ts'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { runSlice } from '#src/domain/batches/run-slice.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { inviteFirstAdministrator } from '#src/domain/invitations/invite-first-administrator.ts'
import { registerAddress } from '#src/domain/invitations/register-address.ts'
import { askForPasswordReset } from '#src/domain/mails/ask-for-password-reset.ts'
import { claimMails } from '#src/domain/mails/claim-mails.ts'
import { changeRole } from '#src/domain/users/change-role.ts'
import { activateUser, deactivateUser } from '#src/domain/users/deactivate-user.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { confirm, draft, rowsOf } from '#test/support/batches.ts'
import { addUser, cast, cookieOf, db, keys, settings } from '#test/support/cast.ts'
import { invite, now, password } from '#test/support/invitations.ts'
import { addGroup } from '#test/support/panel.ts'

const off = (person: Actor, by: Actor, at = now) => deactivateUser(db, person.publicId, by, at)
const on = (person: Actor, by: Actor, isProven = false) =>
  activateUser(db, person.publicId, { isProven }, by, now)

async function addTwoAdmins() {
  return [await addUser(cast.ada), await addUser({ email: 'abel@parvis.test', role: 'admin' })] as const
}

async function userOf({ id }: Actor) {
  const [found] = await db.select().from(users).where(eq(users.id, id))
  return found
}

describe('deactivating a person', () => {
  it('ends every session of theirs at once, and the journal says who did it', async () => {
    const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
    for (const person of [max, max, ada]) await cookieOf(person)
    expect(await off(max, ada)).toEqual({ outcome: 'deactivated' })
    expect((await db.select().from(sessions)).map(({ userId }) => userId)).toEqual([ada.id])
    expect(await userOf(max)).toMatchObject({ deactivatedAt: now, role: 'member' })
    expect(await db.select().from(events)).toMatchObject([
      { action: 'user_deactivated', actorId: ada.id, subjectType: 'user', subjectId: max.publicId },
    ])
  })

  it('happens once, and can be undone', async () => {
    const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
    const both = await Promise.all([off(max, ada), off(max, ada)])
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['deactivated', 'unchanged'])
    expect([await on(max, ada), await on(max, ada)].map(({ outcome }) => outcome)).toEqual([
      'activated',
      'unchanged',
    ])
    expect((await userOf(max))?.deactivatedAt).toBeNull()
    expect((await db.select().from(events)).map(({ action }) => action)).toEqual([
      'user_deactivated',
      'user_activated',
    ])
  })

  it('of oneself is refused, as is whatever is not an administrator’s to do', async () => {
    const [ada, sam, max] = [await addUser(cast.ada), await addUser(cast.sam), await addUser(cast.max)]
    expect(await off(ada, ada)).toEqual({ outcome: 'oneself' })
    expect([await off(max, sam), await on(max, sam)].map(({ outcome }) => outcome)).toEqual([
      'forbidden',
      'forbidden',
    ])
    expect(await deactivateUser(db, 'nobody', ada, now)).toEqual({ outcome: 'unknown' })
    expect(await db.select().from(events)).toEqual([])
  })

  it('leaves one administrator, whatever two do to each other at once', async () => {
    const [ada, abel] = await addTwoAdmins()
    const asked = { role: 'member', isConfirmed: true } as const
    const outcomes = await Promise.all([off(abel, ada), changeRole(db, ada.publicId, asked, abel, now)])
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['deactivated', 'forbidden'])
    const [one, other] = await Promise.all([userOf(ada), userOf(abel)])
    expect([one, other].filter((user) => user?.role === 'admin' && user.deactivatedAt === null)).toHaveLength(
      1,
    )
  })
})

describe('a deactivated person', () => {
  it('gets no letter about the account, those that wait included', async () => {
    const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
    const [waiting] = await askForPasswordReset(db, max.email, now)
    await off(max, ada)
    expect(await askForPasswordReset(db, max.email, now + 1)).toEqual([])
    const visitor = { address: max.email, emailKey: max.email, locale: 'en' }
    expect(await registerAddress(db, keys, visitor, settings, now + 1)).toEqual([])
    expect(await claimMails(db, [waiting ?? 0], settings, now + 1)).toEqual([])
    expect((await db.select().from(mails)).map(({ state }) => state)).toEqual(['cancelled'])
  })

  it('comes back by no invitation', async () => {
    const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
    await off(max, ada)
    const { code } = await invite(max.email, { inviterId: ada.id, promise: { admin: true } })
    const person = { code, firstName: 'Max', lastName: 'X', password, language: 'en' }
    expect(await acceptInvitation(db, keys, person, now + 1)).toEqual({ outcome: 'registered' })
    expect(await userOf(max)).toMatchObject({ role: 'member', deactivatedAt: now })
  })
})

describe('a deactivated administrator', () => {
  it('is activated only by whoever has proven their own password', async () => {
    const [ada, abel] = await addTwoAdmins()
    await off(abel, ada)
    const before = await db.select().from(events)
    expect(await on(abel, ada)).toEqual({ outcome: 'unproven' })
    expect((await userOf(abel))?.deactivatedAt).toBe(now)
    expect(await db.select().from(events)).toEqual(before)
    expect(await on(abel, ada, true)).toEqual({ outcome: 'activated' })
    expect(await userOf(abel)).toMatchObject({ role: 'admin', deactivatedAt: null })
    expect(await on(abel, ada)).toEqual({ outcome: 'unchanged' })
  })

  it('is not activated by whoever lost the right to, with whatever proof', async () => {
    const [ada, abel] = await addTwoAdmins()
    await off(abel, ada)
    await db.update(users).set({ role: 'support' }).where(eq(users.id, ada.id))
    expect([await on(abel, ada), await on(abel, ada, true)]).toEqual([
      { outcome: 'forbidden' },
      { outcome: 'forbidden' },
    ])
  })

  it('confirms nothing, and what runs in their name stops', async () => {
    const [ada, abel] = await addTwoAdmins()
    const one = await draft(rowsOf('one@ville.test'), abel)
    const two = await draft(rowsOf('two@ville.test'), abel)
    const running = await confirm(one.publicId, abel)
    await off(abel, ada)
    const yes = { leaveOut: true, grantAdmin: true }
    expect(await confirmBatch(db, two.publicId, yes, abel, now)).toEqual({ outcome: 'unknown' })
    expect((await runSlice(db, running, settings, now)).state).toBe('stopped')
    expect(await db.select().from(invitations)).toEqual([])
  })

  it('grants nothing by the invitations that are open', async () => {
    const [ada, abel] = await addTwoAdmins()
    const group = await addGroup('Sport')
    const { code } = await invite('zoe@ville.test', { inviterId: abel.id, promise: { groups: [group.id] } })
    await off(abel, ada)
    const person = { code, firstName: 'Zoë', lastName: 'X', password, language: 'en' }
    expect((await acceptInvitation(db, keys, person, now + 1)).outcome).toBe('accepted')
    expect(await db.select().from(groupMembers)).toEqual([])
  })

  it('is none that would keep the first one from being invited', async () => {
    const abel = await addUser({ email: 'abel@parvis.test', role: 'admin' })
    await db.update(users).set({ deactivatedAt: now }).where(eq(users.id, abel.id))
    const first = { address: 'first@parvis.test', locale: 'en' }
    expect(await inviteFirstAdministrator(db, keys, first, settings, now)).not.toBeNull()
  })
})
