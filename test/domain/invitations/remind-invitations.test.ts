import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { invitations } from '#src/db/schema/index.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { deleteInvitation } from '#src/domain/invitations/delete-invitation.ts'
import { remindersPerSlice, remindInvitations } from '#src/domain/invitations/remind-invitations.ts'
import { sendInvitationAgain } from '#src/domain/invitations/send-invitation-again.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import {
  invitationOf,
  invite,
  inviteAlso,
  journal,
  now,
  outbox,
  password,
} from '#test/support/invitations.ts'
import { suppress } from '#test/support/suppressions.ts'

const hourMs = dayMs / 24
const remindAt = now + 3 * dayMs

it('reminds once, three days after the invitation left, and never again', async () => {
  const { publicId } = await invite('nina@ville.test', { remindAt })
  expect(await remindInvitations(db, settings, now + 2 * dayMs + 23 * hourMs)).toEqual([])
  expect(await remindInvitations(db, settings, remindAt - 1)).toEqual([])
  expect(await remindInvitations(db, settings, remindAt)).toHaveLength(1)
  for (const at of [remindAt, remindAt + 60_000, remindAt + 3 * dayMs, remindAt + 20 * dayMs])
    expect(await remindInvitations(db, settings, at)).toEqual([])
  expect(await outbox()).toEqual(['invitation nina@ville.test queued', 'reminder nina@ville.test queued'])
  expect(await invitationOf(publicId)).toMatchObject({ remindedAt: remindAt, remindAt: null })
  expect(await journal()).toEqual(['invitation_reminded'])
})

it('does not remind of a letter that has not left', async () => {
  await invite('nina@ville.test')
  expect(await remindInvitations(db, settings, remindAt + 9 * dayMs)).toEqual([])
})

it('doubles nothing when runs overlap', async () => {
  for (const name of ['a', 'b', 'c']) await invite(`${name}@ville.test`, { remindAt })
  const runs = await Promise.all([1, 2, 3, 4, 5].map(() => remindInvitations(db, settings, remindAt)))
  expect(runs.map((ids) => ids.length).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, 3])
  expect((await outbox()).filter((line) => line.startsWith('reminder'))).toHaveLength(3)
})

it('doubles nothing when the clock goes back an hour, or the same minute comes twice', async () => {
  await invite('nina@ville.test', { remindAt })
  await invite('paul@ville.test', { remindAt: remindAt + hourMs / 2 })
  for (const at of [
    remindAt,
    remindAt,
    remindAt + hourMs,
    remindAt,
    remindAt + hourMs,
    remindAt + 2 * hourMs,
  ])
    await remindInvitations(db, settings, at)
  const reminders = (await outbox()).filter((line) => line.startsWith('reminder'))
  expect(reminders).toEqual(['reminder nina@ville.test queued', 'reminder paul@ville.test queued'])
})

it.each(['bounce', 'complaint', 'unsubscribe', 'refusal'] as const)(
  'does not remind after a %s, and looks no further',
  async (reason) => {
    const nina = await invite('nina@ville.test', { remindAt })
    await invite('paul@ville.test', { remindAt })
    await suppress('nina@ville.test', reason, now, nina)
    expect(await remindInvitations(db, settings, remindAt)).toHaveLength(1)
    expect((await outbox()).at(-1)).toBe('reminder paul@ville.test queued')
    expect(await invitationOf(nina.publicId)).toMatchObject({ remindAt: null, remindedAt: null })
  },
)

it('reminds nobody while no reminders are wanted, and does not catch up later', async () => {
  const nina = await invite('nina@ville.test', { remindAt })
  const paul = await invite('paul@ville.test', { remindAt: remindAt + dayMs })
  expect(await remindInvitations(db, { reminderDays: 0 }, remindAt)).toEqual([])
  expect(await invitationOf(nina.publicId)).toMatchObject({ remindAt: null, remindedAt: null })
  expect(await invitationOf(paul.publicId)).toMatchObject({ remindAt: remindAt + dayMs })
  expect(await remindInvitations(db, { reminderDays: 7 }, remindAt + dayMs)).toHaveLength(1)
  expect((await outbox()).filter((line) => line.startsWith('reminder'))).toHaveLength(1)
})

it('reminds while half a day is left, and not later', async () => {
  const expiresAt = remindAt + 12 * hourMs
  await invite('nina@ville.test', { remindAt, expiresAt })
  const paul = await invite('paul@ville.test', { remindAt, expiresAt: expiresAt - 1 })
  expect(await remindInvitations(db, settings, remindAt)).toHaveLength(1)
  expect((await outbox()).at(-1)).toBe('reminder nina@ville.test queued')
  expect(await invitationOf(paul.publicId)).toMatchObject({ remindAt: null, remindedAt: null })
})

it('loses nothing in an outage of ten days', async () => {
  await invite('nina@ville.test', { remindAt })
  expect(await remindInvitations(db, settings, now + 13 * dayMs)).toHaveLength(1)
  expect(await remindInvitations(db, settings, now + 13 * dayMs)).toEqual([])
})

it('leaves accepted, deleted and expired invitations alone', async () => {
  const ada = await addUser(cast.ada)
  const accepted = await invite('accepted@ville.test', { remindAt })
  const deleted = await invite('deleted@ville.test', { remindAt })
  const expired = await invite('expired@ville.test', { remindAt, expiresAt: remindAt })
  await acceptInvitation(
    db,
    keys,
    { code: accepted.code, firstName: 'A', lastName: 'B', password, language: 'en' },
    now,
  )
  await deleteInvitation(db, deleted.publicId, ada, now)
  expect(await remindInvitations(db, settings, remindAt)).toEqual([])
  expect((await outbox()).join()).not.toContain('reminder')
  expect(await invitationOf(expired.publicId)).toMatchObject({ remindAt: null, remindedAt: null })
})

it('reminds again after the invitation was sent again', async () => {
  const ada = await addUser(cast.ada)
  const { publicId } = await invite('nina@ville.test', { remindAt })
  await remindInvitations(db, settings, remindAt)
  const again = remindAt + 40 * dayMs
  await sendInvitationAgain(db, keys, publicId, ada, settings, again)
  expect((await outbox())[1]).toBe('reminder nina@ville.test cancelled')
  await db
    .update(invitations)
    .set({ remindAt: again + 3 * dayMs })
    .where(eq(invitations.publicId, publicId))
  expect(await remindInvitations(db, settings, again + 3 * dayMs - 1)).toEqual([])
  expect(await remindInvitations(db, settings, again + 3 * dayMs)).toHaveLength(1)
})

it('works through many in slices', async () => {
  await inviteAlso(await invite('one@ville.test', { remindAt }), remindersPerSlice + 20)
  expect(await remindInvitations(db, settings, remindAt)).toHaveLength(remindersPerSlice)
  expect(await remindInvitations(db, settings, remindAt)).toHaveLength(21)
  expect(await remindInvitations(db, settings, remindAt)).toEqual([])
})
