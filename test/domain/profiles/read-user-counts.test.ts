import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { eraseUser } from '#src/domain/profiles/erase-user.ts'
import { readUserCounts } from '#src/domain/profiles/read-user-counts.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'

it('counts roles, states and languages', async () => {
  await Promise.all([addUser(cast.ada), addUser(cast.sam), addUser(cast.max)])
  await addUser({ email: 'bea@parvis.test', locale: 'nl-BE' })
  expect(Object.fromEntries(await readUserCounts(db))).toEqual({
    ...{ 'role:admin': 1, 'role:support': 1, 'role:member': 2, 'is:active': 4 },
    ...{ 'language:en': 2, 'language:fr': 1, 'language:nl:be': 1 },
  })
})

it('counts a deactivated administrator as one, and nobody who was erased', async () => {
  const [ada, sam] = [await addUser(cast.ada), await addUser(cast.sam)]
  const [max, bea] = [await addUser(cast.max), await addUser({ email: 'bea@parvis.test', locale: 'nl-BE' })]
  await db.run(sql`update users set deactivated_at = 1 where id in (${ada.id}, ${max.id})`)
  await eraseUser(db, bea.publicId, sam, settings, 1)
  const counts = Object.fromEntries(await readUserCounts(db))
  expect(counts).toEqual({
    ...{ 'role:admin': 1, 'role:support': 1, 'role:member': 2, 'is:active': 2, 'is:deactivated': 2 },
    ...{ 'language:en': 2, 'language:fr': 1, 'language:nl:be': 1 },
  })
})
