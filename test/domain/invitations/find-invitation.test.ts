import { expect, it } from 'vitest'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { findInvitation } from '#src/domain/invitations/find-invitation.ts'
import { receiveInvitation } from '#src/domain/invitations/receive-invitation.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { addGroup, addProject } from '#test/support/batches.ts'
import { addUser, cast, db, keys } from '#test/support/cast.ts'
import { invitationOf, invite, journal, now, outbox, password } from '#test/support/invitations.ts'
import { suppress } from '#test/support/suppressions.ts'

const nina = { firstName: 'Nina', lastName: 'Petit', password, language: 'en' }

it('tells the holder of a code who invites them, and with which words', async () => {
  const ada = await addUser(cast.ada)
  const { code, publicId } = await invite('Nina@Ville.test', { inviterId: ada.id, message: 'Bienvenue !' })
  expect(await findInvitation(db, keys, code, null, now)).toEqual({
    state: 'open',
    invitation: {
      publicId,
      kind: 'mailed',
      address: 'Nina@Ville.test',
      emailKey: 'nina@ville.test',
      firstName: null,
      lastName: null,
      locale: 'fr',
      inviterName: 'Ada Martin',
      message: 'Bienvenue !',
      expiresAt: now + 30 * dayMs,
      source: 'batch',
      isSendable: true,
      isAcceptedByOther: false,
      refusedAt: null,
    },
  })
})

it('tells when it was refused, and is what it was nevertheless', async () => {
  const nina = await invite('nina@ville.test')
  await suppress('nina@ville.test', 'refusal', now + 1, nina)
  const open = await findInvitation(db, keys, nina.code, null, now + 2)
  expect(open).toMatchObject({ state: 'open', invitation: { refusedAt: now + 1 } })
  const expired = await findInvitation(db, keys, nina.code, null, nina.expiresAt)
  expect(expired).toMatchObject({ state: 'expired', invitation: { refusedAt: now + 1 } })
})

it('knows unknown, used and expired codes', async () => {
  const { code } = await invite('nina@ville.test')
  expect(await findInvitation(db, keys, 'NOTHING', null, now)).toEqual({ state: 'unknown' })
  expect((await findInvitation(db, keys, code, null, now + 30 * dayMs - 1)).state).toBe('open')
  expect((await findInvitation(db, keys, code, null, now + 30 * dayMs)).state).toBe('expired')
  await acceptInvitation(db, keys, { code, ...nina }, now)
  expect((await findInvitation(db, keys, code, null, now + 60 * dayMs)).state).toBe('used')
})

it('distinguishes who is signed in', async () => {
  const [max, sam] = [await addUser(cast.max), await addUser(cast.sam)]
  const mine = await invite(max.email)
  const open = await invite('nina@ville.test')
  expect((await findInvitation(db, keys, mine.code, null, now)).state).toBe('registered')
  expect((await findInvitation(db, keys, mine.code, max, now)).state).toBe('receivable')
  expect((await findInvitation(db, keys, mine.code, sam, now)).state).toBe('signed_in_as_other')
  expect((await findInvitation(db, keys, open.code, sam, now)).state).toBe('signed_in_as_other')
})

it('gives what was promised to the account that the address already has', async () => {
  const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
  const promise = {
    groups: [await addGroup('Quartier A')],
    projects: [await addProject('Le Parc')],
    admin: true,
  }
  const { code, publicId } = await invite(max.email, { inviterId: ada.id, promise, firstName: 'Other' })
  expect(await receiveInvitation(db, keys, { code }, max, now)).toEqual({ outcome: 'received' })
  expect(await db.query.users.findFirst({ where: (t, { eq }) => eq(t.id, max.id) })).toMatchObject({
    role: 'admin',
    firstName: max.firstName,
  })
  expect(await db.query.groupMembers.findMany()).toHaveLength(1)
  expect(await db.query.projectManagers.findMany()).toHaveLength(1)
  expect(await invitationOf(publicId)).toMatchObject({ acceptedBy: max.id, acceptedAt: now })
  expect(await outbox()).toEqual([`invitation ${max.email} cancelled`])
})

it('never lowers a role, and drops what a demoted inviter promised', async () => {
  const [ada, sam] = [await addUser(cast.ada), await addUser(cast.sam)]
  const plain = await invite(ada.email, { inviterId: ada.id })
  const steep = await invite(sam.email, { inviterId: sam.id, promise: { admin: true } })
  await receiveInvitation(db, keys, plain, ada, now)
  await receiveInvitation(db, keys, steep, sam, now)
  const roles = (await db.query.users.findMany()).map(({ role }) => role)
  expect(roles).toEqual(['admin', 'support'])
  expect(await journal()).toEqual(['invitation_accepted', 'grant_dropped', 'invitation_accepted'])
})

it('is received once, however often it is asked for at once', async () => {
  const max = await addUser(cast.max)
  const { code } = await invite(max.email)
  const answers = await Promise.all([1, 2, 3, 4].map(() => receiveInvitation(db, keys, { code }, max, now)))
  expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['received', 'used', 'used', 'used'])
  expect(await journal()).toEqual(['invitation_accepted'])
})

it('is not received by anyone else, nor late, nor without an invitation', async () => {
  const [max, sam] = [await addUser(cast.max), await addUser(cast.sam)]
  const { code, publicId } = await invite(max.email, { promise: { admin: true } })
  const receive = (by: typeof max, at: number, which = code) =>
    receiveInvitation(db, keys, { code: which }, by, at)
  expect(await receive(sam, now)).toEqual({ outcome: 'signed_in_as_other' })
  expect(await receive(max, now + 30 * dayMs)).toEqual({ outcome: 'expired' })
  expect(await receive(max, now, 'NOTHING')).toEqual({ outcome: 'unknown' })
  expect(await invitationOf(publicId)).toMatchObject({ acceptedAt: null })
  expect(await journal()).toEqual([])
})
