import { describe, expect, it } from 'vitest'
import { groupMembers, groups, invitations } from '#src/db/schema/index.ts'
import { deleteGroup } from '#src/domain/groups/delete-group.ts'
import { readGroup } from '#src/domain/groups/read-group.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { confirm, draft, now, rowsOf, runAll } from '#test/support/batches.ts'
import { addUser, cast, db, keys } from '#test/support/cast.ts'
import { addSmartGroup, nameGroup } from '#test/support/groups.ts'
import { invite, password } from '#test/support/invitations.ts'
import { addGroup } from '#test/support/panel.ts'

const named = (email: string, group: string) => ({ email, groups: group })

describe('a list of people', () => {
  it('finds groups by any of their names, and tells names that two groups share', async () => {
    const ada = await addUser(cast.ada)
    const harbour = await addGroup('Harbour')
    await nameGroup(harbour.id, { fr: 'Le Port', nl: 'Haven' })
    await nameGroup((await addGroup('Elders')).id, { nl: 'Ouders' })
    await nameGroup((await addSmartGroup('Parents', { languages: ['fr'] })).id, { nl: 'OUDERS' })
    const { rows } = await draft(
      rowsOf(
        named('a@x.test', ' le pört '),
        named('b@x.test', 'HAVEN, harbour'),
        named('c@x.test', 'ouders'),
        named('d@x.test', 'parents'),
        named('e@x.test', 'Hafen'),
      ),
      ada,
    )
    expect(rows.map(({ outcome, problems = [] }) => [outcome, ...problems.map(({ key }) => key)])).toEqual([
      ['invite'],
      ['invite'],
      ['problem', 'ambiguous_group'],
      ['invite'],
      ['problem', 'unknown_group'],
    ])
    expect(rows[0]?.grantId).toBe(rows[1]?.grantId)
  })

  it('puts people into a smart group whose conditions they do not meet, on acceptance or at once', async () => {
    const ada = await addUser(cast.ada)
    const { publicId, id } = await addSmartGroup('Dutch speakers', { languages: ['nl'] })
    const batch = await draft(rowsOf(named(ada.email, 'dutch SPEAKERS')), ada)
    expect(batch.rows[0]).toMatchObject({ outcome: 'add', gains: { groups: ['Dutch speakers'] } })
    await confirm(batch.publicId, ada)
    await runAll(batch.id)
    const promised = await invite('new@x.test', { promise: { groups: [id] }, inviterId: ada.id })
    const person = { code: promised.code, firstName: 'N', lastName: 'Ew', password, language: 'en' }
    await acceptInvitation(db, keys, person, promised.createdAt)
    const group = await readGroup(db, publicId, {}, 'UTC')
    expect(group?.members.rows.map(({ email, isMeeting }) => [email, isMeeting])).toEqual([
      ['new@x.test', false],
      [ada.email, false],
    ])
  })

  it('goes on without a group that is deleted under review', async () => {
    const ada = await addUser(cast.ada)
    const max = await addUser(cast.max)
    const [gone, stays] = [await addGroup('Gone'), await addGroup('Stays')]
    const rows = rowsOf(named('new@x.test', 'Gone'), named(max.email, 'Gone, Stays'))
    const batch = await draft(rows, ada)
    expect(await deleteGroup(db, gone.publicId, ada, now)).toEqual({ outcome: 'deleted' })
    await confirm(batch.publicId, ada)
    await runAll(batch.id)
    expect(await db.select().from(invitations)).toMatchObject([{ address: 'new@x.test' }])
    expect(await db.select().from(groupMembers)).toMatchObject([{ groupId: stays.id, userId: max.id }])
    expect(await db.$count(groups)).toBe(1)
  })

  it('goes on without a group that is deleted after it was promised', async () => {
    const ada = await addUser(cast.ada)
    const gone = await addGroup('Gone')
    const { code, createdAt } = await invite('new@x.test', {
      promise: { groups: [gone.id] },
      inviterId: ada.id,
    })
    await deleteGroup(db, gone.publicId, ada, now)
    const person = { code, firstName: 'N', lastName: 'Ew', password, language: 'en' }
    expect(await acceptInvitation(db, keys, person, createdAt)).toMatchObject({ outcome: 'accepted' })
    expect(await db.$count(groupMembers)).toBe(0)
  })
})
