import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { accounts, events, groupMembers, projectManagers, users } from '#src/db/schema/index.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { deleteInvitation } from '#src/domain/invitations/delete-invitation.ts'
import { verifyPassword } from '#src/domain/users/hash-password.ts'
import { addGroup, addProject } from '#test/support/batches.ts'
import { addUser, cast, db, keys } from '#test/support/cast.ts'
import { invitationOf, invite, journal, now, outbox, password } from '#test/support/invitations.ts'

const nina = { firstName: 'Nina', lastName: 'Petit', password, language: 'en' }
const accept = (code: string, at = now, person = nina) => acceptInvitation(db, keys, { code, ...person }, at)

describe('accepting an invitation', () => {
  it('makes the account with everything that was promised', async () => {
    const ada = await addUser(cast.ada)
    const groups = [await addGroup('Quartier A'), await addGroup('Élus')]
    const projects = [await addProject('Place du Marché')]
    const invitation = await invite('Nina@Ville.test', {
      inviterId: ada.id,
      firstName: 'N.',
      promise: { admin: true, groups, projects },
    })

    const answer = await accept(invitation.code)

    expect(answer).toMatchObject({ outcome: 'accepted', email: 'nina@ville.test' })
    const user = await userOf('nina@ville.test')
    expect(user).toMatchObject({
      firstName: 'Nina',
      lastName: 'Petit',
      locale: 'fr',
      role: 'admin',
      emailVerified: true,
      createdAt: new Date(now),
    })
    expect((await db.select().from(groupMembers)).map((row) => row.groupId)).toEqual(groups)
    expect((await db.select().from(projectManagers)).map((row) => row.projectId)).toEqual(projects)
    expect(await invitationOf(invitation.publicId)).toMatchObject({ acceptedAt: now, acceptedBy: user?.id })
    expect(await outbox()).toEqual(['invitation Nina@Ville.test cancelled'])
    expect(await journal()).toEqual(['invitation_accepted'])
  })

  it('stores the password only as a hash that opens the account', async () => {
    const { code } = await invite('nina@ville.test')
    const answer = await accept(code)
    const [account] = await db.select().from(accounts)
    expect(account).toMatchObject({ providerId: 'credential', createdAt: new Date(now) })
    expect(account?.accountId).toBe(String(answer.outcome === 'accepted' && answer.userId))
    expect(account?.password).not.toContain(password)
    expect(await verifyPassword(keys, account?.password ?? '', password)).toBe(true)
  })

  it('stores hostile names as given, without control characters', async () => {
    const { code } = await invite('nina@ville.test')
    const hostile = {
      firstName: '<b>Ni\u202ena\u0000</b>\r\n',
      lastName: "O'Brien & “Zoé”",
      password,
      language: 'en',
    }
    await accept(code, now, hostile)
    expect(await userOf('nina@ville.test')).toMatchObject({
      firstName: '<b>Nina </b>',
      lastName: "O'Brien & “Zoé”",
      name: "<b>Nina </b> O'Brien & “Zoé”",
    })
  })

  it('is refused for an unknown code', async () => {
    expect(await accept('ABCDEF')).toEqual({ outcome: 'unknown' })
    expect(await db.select().from(users)).toEqual([])
  })

  it('is refused the second time', async () => {
    const { code } = await invite('nina@ville.test')
    await accept(code)
    expect(await accept(code, now + 1, { ...nina, password: 'another lighthouse' })).toEqual({
      outcome: 'used',
    })
    expect(await userOf('nina@ville.test')).toMatchObject({ updatedAt: new Date(now) })
  })

  it('works until the last millisecond and is expired at the next', async () => {
    const late = await invite('late@ville.test', { expiresAt: now })
    const early = await invite('early@ville.test', { expiresAt: now + 1 })
    expect(await accept(late.code)).toEqual({ outcome: 'expired' })
    expect(await accept(early.code)).toMatchObject({ outcome: 'accepted' })
    expect(await invitationOf(late.publicId)).toMatchObject({ acceptedAt: null })
  })

  it('leaves an account alone that the address already has', async () => {
    const max = await addUser(cast.max)
    const invitation = await invite(max.email, { promise: { admin: true } })
    expect(await accept(invitation.code)).toEqual({ outcome: 'registered' })
    expect(await db.select().from(accounts)).toEqual([])
    expect(await userOf(max.email)).toMatchObject({ role: 'member', firstName: max.firstName })
    expect(await invitationOf(invitation.publicId)).toMatchObject({ acceptedAt: null })
  })
})

describe('the right of the inviter', () => {
  it('is asked again: what is no longer covered is dropped and journalled', async () => {
    const sam = await addUser(cast.sam)
    const groups = [await addGroup('Quartier A')]
    const projects = [await addProject('Place du Marché')]
    const { code } = await invite('nina@ville.test', {
      inviterId: sam.id,
      promise: { admin: true, groups, projects },
    })
    expect(await accept(code)).toMatchObject({ outcome: 'accepted' })
    expect(await userOf('nina@ville.test')).toMatchObject({ role: 'member' })
    expect(await db.select().from(groupMembers)).toEqual([])
    expect(await db.select().from(projectManagers)).toEqual([])
    expect(await journal()).toEqual(['grant_dropped', 'invitation_accepted'])
    const [dropped] = await db.select().from(events).where(eq(events.action, 'grant_dropped'))
    expect(dropped?.details).toMatchObject({ admin: true, groups: 1, projects: 1 })
  })

  it('is no matter where nothing was promised, or where the platform itself invited', async () => {
    const sam = await addUser(cast.sam)
    const plain = await invite('plain@ville.test', { inviterId: sam.id })
    const first = await invite('first@ville.test', {
      source: 'first_administrator',
      promise: { admin: true },
    })
    await accept(plain.code)
    await accept(first.code)
    expect(await userOf('first@ville.test')).toMatchObject({ role: 'admin' })
    expect(await journal()).not.toContain('grant_dropped')
  })
})

describe('the invitation of the first administrator', () => {
  it('makes no second one: a misspelt address must not stay a way in', async () => {
    const promise = { admin: true }
    const typo = await invite('frist@ville.test', { source: 'first_administrator', promise })
    const right = await invite('first@ville.test', { source: 'first_administrator', promise })
    await accept(right.code)
    expect(await accept(typo.code)).toMatchObject({ outcome: 'accepted' })
    expect(await userOf('first@ville.test')).toMatchObject({ role: 'admin' })
    expect(await userOf('frist@ville.test')).toMatchObject({ role: 'member' })
    expect(await journal()).toEqual(['invitation_accepted', 'grant_dropped', 'invitation_accepted'])
  })
})

describe('accepting at the same moment', () => {
  it('gives one account and forty-nine friendly refusals', { timeout: 120_000 }, async () => {
    const ada = await addUser(cast.ada)
    const { code } = await invite('nina@ville.test', { inviterId: ada.id, promise: { admin: true } })
    const answers = await Promise.all(Array.from({ length: 50 }, () => accept(code)))
    const outcomes = answers.map(({ outcome }) => outcome).toSorted()
    expect(outcomes).toEqual(['accepted', ...Array.from({ length: 49 }, () => 'used')])
    expect(await db.select().from(accounts)).toHaveLength(1)
    expect(await db.select().from(users)).toHaveLength(2)
    expect(await journal()).toEqual(['invitation_accepted'])
  })

  it('as a deletion leaves either the account or nothing', { timeout: 60_000 }, async () => {
    const ada = await addUser(cast.ada)
    for (const address of ['a@ville.test', 'b@ville.test', 'c@ville.test']) {
      const { code, publicId } = await invite(address, { inviterId: ada.id })
      const [accepted, deleted] = await Promise.all([accept(code), deleteInvitation(db, publicId, ada, now)])
      const pair = [accepted.outcome, deleted.outcome]
      expect([
        ['accepted', 'accepted'],
        ['unknown', 'deleted'],
      ]).toContainEqual(pair)
      expect(await userOf(address)).toEqual(pair[0] === 'accepted' ? expect.anything() : undefined)
    }
  })

  it('as the account comes into being otherwise says so, and leaves its password', async () => {
    const { code } = await invite('nina@ville.test')
    const attempt = accept(code)
    await addUser({ email: 'nina@ville.test', firstName: 'First' })
    expect(await attempt).toEqual({ outcome: 'registered' })
    expect(await db.select().from(accounts)).toEqual([])
    expect(await userOf('nina@ville.test')).toMatchObject({ firstName: 'First' })
  })
})

async function userOf(email: string) {
  const [user] = await db.select().from(users).where(eq(users.email, email))
  return user
}
