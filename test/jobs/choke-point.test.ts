import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { mails, suppressions } from '#src/db/schema/index.ts'
import { letterKinds } from '#src/domain/mails/mail.ts'
import { addressHash } from '#src/domain/suppressions/address-hash.ts'
import { tick } from '#src/jobs/cron.ts'
import { addUser, cast, db, keys } from '#test/support/cast.ts'
import { bring, bringAgain, deliver, lettersTo } from '#test/support/mailbox.ts'
import {
  addBatchWith,
  addInvitation,
  mailCountsOf,
  mailOf,
  queueAccountMail,
  queueMailOf,
} from '#test/support/outbox.ts'

const accountKinds: readonly string[] = ['account_exists', 'password_reset', 'batch_done']

it.each(letterKinds)('withholds from a suppressed address: %s', async (kind) => {
  const id = accountKinds.includes(kind)
    ? await queueAccountMail(await addUser({ email: 'vera@parvis.test' }), kind)
    : await queueMailOf(await addInvitation({ source: 'registration' }), kind)
  await suppress('vera@parvis.test')
  await deliver([id])
  expect(await lettersTo()).toEqual([])
  expect(await mailOf(id)).toMatchObject({ state: 'suppressed', doubts: 0, leaseUntil: null, sentAt: null })
})

it.each(['invitation', 'reminder'] as const)(
  'withholds a test letter from a suppressed address: %s',
  async (kind) => {
    const id = await queueAccountMail(await addUser(cast.ada), kind)
    await suppress(cast.ada.email)
    await deliver([id])
    expect(await lettersTo()).toEqual([])
    expect((await mailOf(id)).state).toBe('suppressed')
  },
)

it('knows an address however it is written', async () => {
  const id = await queueMailOf(await addInvitation({ address: ' Vera@BÜCHER.test', emailKey: 'x' }))
  await suppress('vera@xn--bcher-kva.test')
  await deliver([id])
  expect(await lettersTo()).toEqual([])
})

it('lets the others of the same message leave, and counts whom it withheld', async () => {
  const batchId = await addBatchWith('', await addUser(cast.ada))
  const withheld = await queueMailOf(await addInvitation({ batchId }))
  const other = await queueMailOf(await addInvitation({ batchId, address: 'other@parvis.test' }))
  await suppress('vera@parvis.test')
  await deliver([withheld, other])
  expect(await lettersTo()).toMatchObject([{ to: 'other@parvis.test' }])
  expect(await mailCountsOf(batchId)).toEqual({ sent: 1, suppressed: 1 })
})

it('stands in every way to the transport: a first message, a second, a dead one, the clock', async () => {
  await addUser(cast.ada)
  await queueMailOf(await addInvitation())
  await suppress('vera@parvis.test')
  const ids = (await db.select({ id: mails.id }).from(mails)).map(({ id }) => id)
  const ways = [
    () => deliver(ids),
    () => bringAgain(2, 'parvis-mails', { mailIds: ids }),
    () => bring('parvis-dead-letters', { mailIds: ids }),
    () => tick(env, Date.now() + 60 * 60 * 1000),
  ]
  for (const way of ways) {
    await db.update(mails).set({ state: 'queued', attempts: 0, leaseUntil: null, notBefore: 0 })
    await way()
    await expect.poll(async () => (await mailOf(ids[0] ?? 0)).state, { timeout: 10_000 }).toBe('suppressed')
  }
  expect(await lettersTo()).toEqual([])
})

async function suppress(emailKey: string) {
  await db
    .insert(suppressions)
    .values({ addressHash: addressHash(keys, emailKey), reason: 'bounce', since: 1 })
}
