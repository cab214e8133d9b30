import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { suppressions } from '#src/db/schema/index.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { changeGrant } from '#src/domain/invitations/change-grant.ts'
import { findInvitation } from '#src/domain/invitations/find-invitation.ts'
import { readInvitation } from '#src/domain/invitations/read-invitation.ts'
import { addressHash } from '#src/domain/suppressions/address-hash.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { invitationOf, invite, journal, now, outbox, password } from '#test/support/invitations.ts'
import { confirmationOf, give, makeLetterCode } from '#test/support/letter-codes.ts'
import { addGroup, addProject } from '#test/support/panel.ts'

const nina = { firstName: 'Nina', lastName: 'Petit', password, language: 'en' }
const nothing = { admin: false, groups: [], projects: [], isConfirmed: false }
type Asked = Parameters<typeof changeGrant>[3]

const change = (publicId: string, asked: Partial<Asked>, actor: Actor) =>
  changeGrant(db, keys, publicId, { ...nothing, ...asked }, actor, settings, now)

const promiseOf = async (publicId: string) => (await readInvitation(db, publicId, 'en', now))?.promise
const stateOf = async (code: string) => (await findInvitation(db, keys, code, null, now)).state

describe('changing what an invitation grants', () => {
  it('is refused to support, and the attempt journalled', async () => {
    const sam = await addUser(cast.sam)
    const group = await addGroup('Quartier A')
    const { publicId } = await invite('nina@ville.test')
    expect(await change(publicId, { groups: [group.publicId] }, sam)).toEqual({ outcome: 'forbidden' })
    expect(await db.query.events.findMany()).toMatchObject([
      { action: 'grant_change_refused', actorId: sam.id, subjectId: publicId },
    ])
  })

  it('to other groups keeps the code; who changes it stands for it, and the journal names ids', async () => {
    const ada = await addUser(cast.ada)
    const [old, fresh] = [await addGroup('Old'), await addGroup('Fresh')]
    const { publicId, code } = await invite('nina@ville.test', { promise: { groups: [old.id] } })
    expect(await change(publicId, { groups: [fresh.publicId] }, ada)).toEqual({
      outcome: 'changed',
      isCodeNew: false,
      mailIds: [],
    })
    expect(await promiseOf(publicId)).toEqual({ admin: false, groups: ['Fresh'], projects: [] })
    expect(await invitationOf(publicId)).toMatchObject({ inviterId: ada.id, generation: 1, sendings: 1 })
    expect(await db.query.events.findMany()).toMatchObject([
      {
        action: 'grant_changed',
        details: { admin: false, groups: [fresh.publicId], projects: [], code: 'kept' },
      },
    ])
    expect(await acceptInvitation(db, keys, { code, ...nina }, now)).toMatchObject({ outcome: 'accepted' })
    expect(await db.query.groupMembers.findMany()).toMatchObject([{ groupId: fresh.id }])
  })

  it('to new rights gives a new code and sends it: support may have read out the old one', async () => {
    const ada = await addUser(cast.ada)
    const project = await addProject('Parc')
    const { publicId, code } = await invite('nina@ville.test')
    const changed = await change(publicId, { projects: [project.publicId] }, ada)
    expect(changed).toMatchObject({ outcome: 'changed', isCodeNew: true, mailIds: [expect.any(Number)] })
    expect(await stateOf(code)).toBe('unknown')
    expect(await outbox()).toEqual([
      'invitation nina@ville.test cancelled',
      'invitation nina@ville.test queued',
    ])
    expect(await journal()).toEqual(['grant_changed', 'invitation_sent_again'])
    expect(await change(publicId, {}, ada)).toMatchObject({ outcome: 'changed', isCodeNew: false })
  })

  it('to new rights gives a new code even where no mail can leave', async () => {
    const ada = await addUser(cast.ada)
    const { publicId, code } = await invite('nina@ville.test')
    const hash = addressHash(keys, 'nina@ville.test')
    await db.insert(suppressions).values({ addressHash: hash, reason: 'unsubscribe', since: now })
    expect(await change(publicId, { admin: true, isConfirmed: true }, ada)).toEqual({
      outcome: 'changed',
      isCodeNew: true,
      mailIds: [],
    })
    expect(await stateOf(code)).toBe('unknown')
  })

  it('to the admin right asks for a second confirmation, once', async () => {
    const ada = await addUser(cast.ada)
    const group = await addGroup('Quartier A')
    const { publicId } = await invite('nina@ville.test')
    expect(await change(publicId, { admin: true }, ada)).toEqual({ outcome: 'unconfirmed' })
    expect(await promiseOf(publicId)).toMatchObject({ admin: false })
    await change(publicId, { admin: true, isConfirmed: true }, ada)
    const more = { admin: true, groups: [group.publicId] }
    expect(await change(publicId, more, ada)).toMatchObject({ outcome: 'changed', isCodeNew: false })
    expect(await promiseOf(publicId)).toMatchObject({ admin: true, groups: ['Quartier A'] })
  })

  it('of a letter code takes groups only, and its confirmations follow', async () => {
    const ada = await addUser(cast.ada)
    const group = await addGroup('Quartier A')
    const letter = await makeLetterCode(ada)
    await give(letter.code, 'zoe@ville.test')
    const confirmation = await confirmationOf('zoe@ville.test')
    expect(await change(letter.publicId, { admin: true, isConfirmed: true }, ada)).toEqual({
      outcome: 'too_much_for_letter',
    })
    await change(letter.publicId, { groups: [group.publicId] }, ada)
    expect(await promiseOf(confirmation.publicId)).toMatchObject({ groups: ['Quartier A'] })
    expect(await change(confirmation.publicId, {}, ada)).toEqual({ outcome: 'ungrantable' })
  })

  it('is not done to what has changed since it was looked at, or to the same promise', async () => {
    const ada = await addUser(cast.ada)
    const group = await addGroup('Quartier A')
    const { publicId } = await invite('nina@ville.test')
    const seen = 'admin=0;groups=;projects='
    const asked = { groups: [group.publicId], seen }
    const outcomes = await Promise.all([change(publicId, asked, ada), change(publicId, asked, ada)])
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['changed', 'changed_meanwhile'])
    expect(await change(publicId, { groups: [group.publicId] }, ada)).toEqual({ outcome: 'unchanged' })
    expect(await journal()).toEqual(['grant_changed'])
  })

  it('names only groups and projects that exist', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('nina@ville.test')
    expect(await change(publicId, { groups: ['nothing'] }, ada)).toEqual({ outcome: 'unknown_place' })
  })

  it.each([
    ['lost the right', sql`role = 'member'`],
    ['been deactivated', sql`deactivated_at = ${now}`],
  ])('is not carried out for somebody who has %s meanwhile', async (_, loss) => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('nina@ville.test')
    await db.run(sql`update users set ${loss} where id = ${ada.id}`)
    expect(await change(publicId, { admin: true, isConfirmed: true }, ada)).toEqual({ outcome: 'forbidden' })
    expect(await promiseOf(publicId)).toMatchObject({ admin: false })
  })

  it('or accepting it, at the same moment: who accepts gets one promise, whole', async () => {
    const ada = await addUser(cast.ada)
    const [old, fresh] = [await addGroup('Old'), await addGroup('Fresh')]
    const promise = { groups: [old.id] }
    const { publicId, code } = await invite('nina@ville.test', { promise, inviterId: ada.id })
    const [changed] = await Promise.all([
      change(publicId, { groups: [fresh.publicId] }, ada),
      acceptInvitation(db, keys, { code, ...nina }, now),
    ])
    const groupId = changed.outcome === 'changed' ? fresh.id : old.id
    expect(await db.query.groupMembers.findMany()).toMatchObject([{ groupId }])
  })

  it('is not for what is accepted, registered or unknown', async () => {
    const ada = await addUser(cast.ada)
    const accepted = await invite('nina@ville.test', { acceptedAt: now, acceptedBy: ada.id })
    const registered = await invite('max@ville.test', { source: 'registration' })
    expect(await change(accepted.publicId, {}, ada)).toEqual({ outcome: 'accepted' })
    expect(await change(registered.publicId, {}, ada)).toEqual({ outcome: 'ungrantable' })
    expect(await change('nothing', {}, ada)).toEqual({ outcome: 'unknown' })
  })
})
