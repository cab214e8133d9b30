import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { users } from '#src/db/schema/index.ts'
import { changeRole } from '#src/domain/users/change-role.ts'
import type { Actor, Role } from '#src/domain/users/user.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { journal } from '#test/support/invitations.ts'

const now = Date.UTC(2026, 10, 2, 9)

function give(role: Role, person: Actor, by: Actor, isConfirmed = true, isProven = isConfirmed) {
  return changeRole(db, person.publicId, { role, isConfirmed, isProven }, by, now)
}

async function rolesNow(): Promise<Role[]> {
  return (await db.select().from(users).orderBy(users.id)).map(({ role }) => role)
}

describe('changing a role', () => {
  it('happens, and the journal says who gave which role to whom', async () => {
    const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
    expect(await give('support', max, ada, false)).toEqual({ outcome: 'changed' })
    expect(await rolesNow()).toEqual(['admin', 'support'])
    expect(await db.query.events.findMany()).toMatchObject([
      {
        at: now,
        actorId: ada.id,
        action: 'role_changed',
        subjectType: 'user',
        subjectId: max.publicId,
        details: { role: 'support' },
      },
    ])
  })

  it('to administrator asks for a second yes, and for the password of whoever gives it', async () => {
    const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
    expect(await give('admin', max, ada, false)).toEqual({ outcome: 'unconfirmed' })
    expect(await rolesNow()).toEqual(['admin', 'member'])
    expect(await give('admin', max, ada, true, false)).toEqual({ outcome: 'unproven' })
    expect(await rolesNow()).toEqual(['admin', 'member'])
    expect(await give('admin', max, ada)).toEqual({ outcome: 'changed' })
    expect(await rolesNow()).toEqual(['admin', 'admin'])
  })

  it('to the role one has changes nothing', async () => {
    const ada = await addUser(cast.ada)
    expect(await give('admin', ada, ada)).toEqual({ outcome: 'unchanged' })
    expect(await journal()).toEqual([])
  })

  it('is refused for the last administrator', async () => {
    const ada = await addUser(cast.ada)
    expect(await give('member', ada, ada)).toEqual({ outcome: 'last_admin' })
    expect(await rolesNow()).toEqual(['admin'])
    expect(await journal()).toEqual([])
  })

  it('of oneself asks before the own right is gone', async () => {
    const ada = await addUser(cast.ada)
    await addUser({ email: 'abel@parvis.test', role: 'admin' })
    expect(await give('member', ada, ada, false)).toEqual({ outcome: 'unconfirmed' })
    expect(await give('member', ada, ada)).toEqual({ outcome: 'changed' })
  })

  it('counts no deactivated administrator as one', async () => {
    const [ada, abel] = [await addUser(cast.ada), await addUser({ email: 'abel@parvis.test', role: 'admin' })]
    await db.update(users).set({ deactivatedAt: now }).where(eq(users.id, abel.id))
    expect(await give('member', ada, ada)).toEqual({ outcome: 'last_admin' })
    expect(await give('member', ada, abel)).toEqual({ outcome: 'forbidden' })
    expect(await give('member', abel, ada)).toEqual({ outcome: 'changed' })
  })

  it('leaves one administrator when two take the right from each other at once', async () => {
    const [ada, abel] = [await addUser(cast.ada), await addUser({ email: 'abel@parvis.test', role: 'admin' })]
    const outcomes = await Promise.all([give('member', abel, ada), give('member', ada, abel)])
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['changed', 'forbidden'])
    expect((await rolesNow()).toSorted()).toEqual(['admin', 'member'])
    expect(await journal()).toEqual(['role_changed'])
  })

  it('of nobody is unknown', async () => {
    const ada = await addUser(cast.ada)
    const asked = { role: 'support', isConfirmed: false } as const
    expect(await changeRole(db, 'nobody', asked, ada, now)).toEqual({ outcome: 'unknown' })
  })
})
