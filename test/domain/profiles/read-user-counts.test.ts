import { expect, it } from 'vitest'
import { readUserCounts } from '#src/domain/profiles/read-user-counts.ts'
import { addUser, cast, db } from '#test/support/cast.ts'

it('counts roles, states and languages', async () => {
  await Promise.all([addUser(cast.ada), addUser(cast.sam), addUser(cast.max)])
  await addUser({ email: 'bea@parvis.test', locale: 'nl-BE' })
  expect(Object.fromEntries(await readUserCounts(db))).toEqual({
    ...{ 'role:admin': 1, 'role:support': 1, 'role:member': 2, 'is:active': 4 },
    ...{ 'language:en': 2, 'language:fr': 1, 'language:nl:be': 1 },
  })
})
