import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { confirmBulkAction } from '#src/domain/bulk-actions/confirm-bulk-action.ts'
import { tick } from '#src/jobs/cron.ts'
import { bulkAction, draftBulk } from '#test/support/bulk.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { bring, lettersTo } from '#test/support/mailbox.ts'
import { addInvitation } from '#test/support/outbox.ts'

const now = Date.now()
const minuteMs = 60_000

it('carries out what was confirmed and lets its mails leave, once, however often it is told', async () => {
  const { id } = await confirmed()
  const result = await bring('parvis-slices', { bulkActionId: id }, { bulkActionId: id })
  await bring('parvis-slices', { bulkActionId: id })
  expect(result.explicitAcks).toEqual(['m0', 'm1'])
  await expect.poll(() => lettersTo(), { timeout: 10_000 }).toHaveLength(2)
})

it('is told again by the clock when its message was lost, and forgets a draft that nobody confirmed', async () => {
  const { publicId, by } = await confirmed()
  const draft = await draftBulk('delete', by, { now })
  await tick(env, now + minuteMs)
  expect(await bulkAction(publicId)).toMatchObject({ state: 'confirmed' })
  await tick(env, now + 3 * minuteMs)
  await expect.poll(async () => (await bulkAction(publicId)).state, { timeout: 10_000 }).toBe('done')
  await tick(env, now + 24 * 60 * minuteMs)
  await expect(bulkAction(draft.publicId)).rejects.toThrow('There is no bulk action')
})

async function confirmed() {
  const by = await addUser(cast.ada)
  for (const name of ['v1', 'v2']) await addInvitation({ address: `${name}@parvis.test` })
  const draft = await draftBulk('send_again', by, { now })
  await confirmBulkAction(db, draft, by, now)
  return { ...draft, by }
}
