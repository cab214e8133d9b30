import { expect, it } from 'vitest'
import { deriveCode } from '#src/domain/codes/code.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { findInvitation } from '#src/domain/invitations/find-invitation.ts'
import { inviteFirstAdministrator } from '#src/domain/invitations/invite-first-administrator.ts'
import { registerAddress } from '#src/domain/invitations/register-address.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { invitationOf, journal, now, outbox, password } from '#test/support/invitations.ts'

const inviteFirst = (at = now) =>
  inviteFirstAdministrator(db, keys, { address: 'Chief@Ville.test', locale: 'fr' }, settings, at)

it('invites the first administrator, once', async () => {
  const first = await inviteFirst()
  expect(first?.mailIds).toHaveLength(1)
  expect(await inviteFirst(now + dayMs)).toEqual({ ...first, mailIds: [] })
  expect(await outbox()).toEqual(['invitation Chief@Ville.test queued'])
  expect(await journal()).toEqual(['first_administrator_invited'])
})

it('makes an administrator of who accepts, in the language they read, and then invites nobody', async () => {
  const first = await inviteFirst()
  const code = deriveCode(keys, first?.publicId ?? '', first?.generation ?? 0)
  const cleo = { firstName: 'Cleo', lastName: 'Chief', password, language: 'en' }
  await acceptInvitation(db, keys, { code, ...cleo }, now)
  expect(await db.query.users.findMany()).toMatchObject([
    { email: 'chief@ville.test', role: 'admin', locale: 'en' },
  ])
  expect(await inviteFirst(now + 99 * dayMs)).toBeNull()
})

it('invites nobody where there is an administrator', async () => {
  await addUser(cast.ada)
  expect(await inviteFirst()).toBeNull()
  expect(await outbox()).toEqual([])
})

it('renews an expired invitation', async () => {
  const first = await inviteFirst()
  const at = now + 30 * dayMs
  const again = await inviteFirst(at)
  expect(again).toMatchObject({ publicId: first?.publicId, mailIds: [expect.any(Number)] })
  expect(await invitationOf(first?.publicId ?? '')).toMatchObject({ expiresAt: at + 30 * dayMs, sendings: 2 })
})

it('takes the place of a registration begun with the same address, whose code dies', async () => {
  const visitor = { address: 'chief@ville.test', emailKey: 'chief@ville.test', locale: 'en' }
  await registerAddress(db, keys, visitor, settings, now)
  const [begun] = await db.query.invitations.findMany()
  const first = await inviteFirst()
  expect(await db.query.invitations.findMany()).toMatchObject([
    { publicId: first?.publicId, source: 'first_administrator' },
  ])
  const old = deriveCode(keys, begun?.publicId ?? '', 1)
  expect((await findInvitation(db, keys, old, null, now)).state).toBe('unknown')
  expect(await outbox()).toEqual([
    'registration chief@ville.test cancelled',
    'invitation Chief@Ville.test queued',
  ])
})

it('is one invitation when asked at the same moment', async () => {
  const found = await Promise.all([inviteFirst(), inviteFirst(), inviteFirst()])
  expect(new Set(found.map((one) => one?.publicId)).size).toBe(1)
  expect(await outbox()).toHaveLength(1)
})
