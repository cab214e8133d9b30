import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { groupMembers, groups, users } from '#src/db/schema/index.ts'
import { addMember } from '#src/domain/groups/add-member.ts'
import { deleteGroup } from '#src/domain/groups/delete-group.ts'
import { removeMember } from '#src/domain/groups/remove-member.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { eraseUser } from '#src/domain/profiles/erase-user.ts'
import { confirm, draft, rowsOf, runAll } from '#test/support/batches.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { addSmartGroup } from '#test/support/groups.ts'
import { invite, password } from '#test/support/invitations.ts'
import { addGroup, addPeople } from '#test/support/panel.ts'

const now = Date.UTC(2026, 8, 1, 9)
const circumstances = { timeZone: 'UTC', now }

/** The number that stands with a group, which counting its links must find too. */
async function countOf({ id }: { id: number }) {
  const [group] = await db.select().from(groups).where(eq(groups.id, id))
  expect(group?.memberCount).toBe(await db.$count(groupMembers, eq(groupMembers.groupId, id)))
  return group?.memberCount
}

it('a manual group knows how many are in it, however they come and go', async () => {
  const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
  const [group, other] = [await addGroup('Harbour'), await addGroup('Other', [ada])]
  for (let times = 0; times < 2; times++) await addMember(db, group.publicId, max.email, ada, now)
  expect(await countOf(group)).toBe(1)
  const { code, createdAt } = await invite('new@x.test', {
    promise: { groups: [group.id] },
    inviterId: ada.id,
  })
  const person = { code, firstName: 'N', lastName: 'Ew', password, language: 'en' }
  await acceptInvitation(db, keys, person, createdAt)
  expect(await countOf(group)).toBe(2)
  for (let times = 0; times < 2; times++)
    await removeMember(db, group.publicId, max.publicId, { actor: ada, ...circumstances })
  expect(await countOf(group)).toBe(1)
  expect(await countOf(other)).toBe(1)
})

it('who is put into a group twice counts once', async () => {
  const people = await addPeople(3)
  const group = await addGroup('Harbour', people.slice(0, 1))
  await db.run(sql`insert or ignore into group_members (group_id, user_id, added_at)
    select ${group.id}, id, 0 from users`)
  await db.run(sql`insert into group_members (group_id, user_id, added_at)
    select ${group.id}, id, 1 from users where true on conflict do nothing`)
  expect(await countOf(group)).toBe(3)
})

it('who is erased, or whose row is deleted, is out of the number too', async () => {
  const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
  const gone = await addUser({ email: 'gone@parvis.test' })
  const group = await addGroup('Harbour', [ada, max, gone])
  await eraseUser(db, max.publicId, ada, settings, now)
  expect(await countOf(group)).toBe(2)
  await db.delete(users).where(eq(users.id, gone.id))
  expect(await countOf(group)).toBe(1)
})

it('a group that is deleted takes its number with it, and leaves those of others', async () => {
  const ada = await addUser(cast.ada)
  const [group, other] = [await addGroup('Harbour', [ada]), await addGroup('Other', [ada])]
  await deleteGroup(db, group.publicId, ada, now)
  expect(await db.select().from(groups)).toMatchObject([{ id: other.id, memberCount: 1 }])
  expect(await countOf(other)).toBe(1)
})

it('who is put into a smart group waits for the clock to be counted', async () => {
  const ada = await addUser(cast.ada)
  const group = await addSmartGroup('Smart', { languages: ['fr'] })
  await addMember(db, group.publicId, ada.email, ada, now)
  const [found] = await db.select().from(groups)
  expect(found).toMatchObject({ memberCount: 0, countedAt: null })
})

it('whoever is registered and joins by a batch is counted', async () => {
  const [ada] = [await addUser(cast.ada), await addUser(cast.max), await addUser(cast.sam)]
  const group = await addGroup('Harbour', [ada])
  const people = rowsOf(cast.max.email, cast.sam.email, cast.ada.email, 'new@x.test')
  const { publicId } = await draft(people, ada, { groups: [group.id] })
  await runAll(await confirm(publicId, ada))
  expect(await countOf(group)).toBe(3)
})
