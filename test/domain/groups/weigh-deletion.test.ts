import { sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { countedPromises } from '#src/domain/groups/group.ts'
import { weighDeletion } from '#src/domain/groups/weigh-deletion.ts'
import { hourMs } from '#src/domain/time/day.ts'
import { db } from '#test/support/cast.ts'
import { invite, inviteAlso } from '#test/support/invitations.ts'
import { addGroup } from '#test/support/panel.ts'

const hour = Date.UTC(2026, 8, 1, 9)
const now = hour + hourMs / 2
let group: Awaited<ReturnType<typeof addGroup>>

beforeEach(async () => {
  group = await addGroup('Harbour')
})

/** So many that promise the group, all of which end at this time. */
async function promise(count: number, expiresAt: number) {
  const model = await invite('one@ville.test', { promise: { groups: [group.id] }, expiresAt })
  await inviteAlso(model, count - 1)
}

const promised = async () => (await weighDeletion(db, group.publicId, now))?.openInvitations

it.each([
  ['later', 3, now + hourMs, 3],
  ['later', countedPromises, now + hourMs, countedPromises],
  ['later', countedPromises + 1, now + hourMs, 'many'],
  ['this hour', 3, now + 1, 3],
  ['this hour', countedPromises + 1, now + 1, 'many'],
  ['just now', 3, now - 1, 0],
  ['just now', countedPromises + 1, now - 1, 'ending'],
  ['long ago', countedPromises + 1, hour - 1, 0],
])('of invitations that end %s (%i) are told', async (_when, count, expiresAt, told) => {
  await promise(count, expiresAt)
  expect(await promised()).toBe(told)
})

it('adds those that end later to those of this hour', async () => {
  await promise(countedPromises + 1, now - 1)
  await db.run(sql`update invitations set expires_at = ${now + hourMs} where id % 2 = 0`)
  expect(await promised()).toBeGreaterThan(20)
})
