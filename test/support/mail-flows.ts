import { sql } from 'drizzle-orm'
import { batches, batchMailCounts } from '#src/db/schema/index.ts'
import { wayOutToken } from '#src/domain/mails/way-out.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { draft, rowsOf } from './batches.ts'
import { cast, db, keys } from './cast.ts'
import { makeLetterCode } from './letter-codes.ts'
import { closeMail } from './mail-flow.ts'
import { type MailWorld, minuteMs, press, tickTwice } from './mail-world.ts'
import { addBatchWith, addInvitation, queueMailOf } from './outbox.ts'
import { suppress } from './suppressions.ts'

/** Something that mails: what somebody does, and whose letters come of it, as `kind address`. */
export type MailFlow = {
  /** Answers with how often it was asked for. */
  act(world: MailWorld, start: number): Promise<number>
  expected: string[]
}

type House = { ada: Actor; cookie: string }
type Prepare = (house: House) => Promise<MailFlow>

/** Every way in which Parvis comes to write a letter, from its cause. */
export const mailFlows: Record<string, Prepare> = {
  'a batch that is confirmed, with its summary': confirmed,
  'a reminder, and the clock overlapping itself': reminded,
  'an invitation that is sent again': sentAgain,
  'an address that is corrected': corrected,
  'registering, new': () => registering('registration new@parvis.test', 'new@parvis.test'),
  'registering, already invited': async () => {
    await addInvitation({ address: 'vera@parvis.test' })
    return registering('invitation vera@parvis.test', 'vera@parvis.test')
  },
  'registering with an account': () => registering('account_exists max@parvis.test', cast.max.email),
  'an address that is given for a letter code': ({ ada }) =>
    giving(ada, 'zoe@parvis.test', 'address_confirmation'),
  'an account’s address that is given for a letter code': ({ ada }) =>
    giving(ada, cast.max.email, 'account_exists'),
  'a forgotten password': async () =>
    pressing(paths.passwordForgotten(), { email: cast.max.email }, ['password_reset max@parvis.test']),
  'a new mail for an expired invitation': askedAnew,
  'a refusal while mails wait': () => leaving({ reason: 'Not for me' }),
  'one click of a mail program while mails wait': () => leaving({ 'List-Unsubscribe': 'One-Click' }),
  'a test letter': async ({ cookie }) =>
    pressing(paths.admin.letterTest('invitation', 'en'), {}, ['invitation ada@parvis.test'], cookie),
  'failed mails that are tried again': triedAgain,
  'mail that is opened by hand': async ({ ada, cookie }) => {
    const { expected } = await waitingOf(await addBatchWith('', ada))
    await closeMail('forbidden')
    return pressing(paths.admin.mailResumption(), {}, expected, cookie)
  },
  'a paused batch that goes on': resumed,
  'the first administrator, invited by the clock': async () => {
    await db.run('delete from users')
    return { act: clock, expected: ['invitation admin@parvis.example'] }
  },
}

async function confirmed({ ada, cookie }: House): Promise<MailFlow> {
  const start = Date.now()
  await addInvitation({ address: 'again@parvis.test' }, start)
  await suppress('gone@parvis.test', 'bounce', start)
  const people = ['one', 'two', 'three', 'four', 'five', 'again', 'gone', 'max'].map(
    (name) => `${name}@parvis.test`,
  )
  const { publicId } = await draft(rowsOf(...people), ada, { existing: 'renew', message: 'Welcome' }, start)
  const invited = people.slice(0, 6).map((address) => `invitation ${address}`)
  const fields = { leave_out: 'on', admin: 'on' }
  return pressing(
    paths.admin.batchConfirmation(publicId),
    fields,
    [...invited, 'batch_done ada@parvis.test'],
    cookie,
  )
}

async function reminded({ ada }: House): Promise<MailFlow> {
  const batchId = await addBatchWith('Welcome', ada)
  const due = Date.now() - minuteMs
  for (const name of ['one', 'two', 'three'])
    await addInvitation({ address: `${name}@parvis.test`, batchId, remindAt: due })
  await addInvitation({
    address: 'late@parvis.test',
    batchId,
    remindAt: due,
    expiresAt: Date.now() + minuteMs,
  })
  return { act: clock, expected: ['one', 'two', 'three'].map((name) => `reminder ${name}@parvis.test`) }
}

async function clock(world: MailWorld, start: number): Promise<number> {
  await tickTwice(world, start)
  return 1
}

async function sentAgain({ cookie }: House): Promise<MailFlow> {
  const { publicId, sendings } = await addInvitation({ address: 'vera@parvis.test' })
  const path = paths.admin.invitationDeliveries(publicId)
  return pressing(path, { sendings: String(sendings) }, ['invitation vera@parvis.test'], cookie)
}

async function corrected({ cookie }: House): Promise<MailFlow> {
  const invitation = await addInvitation({ address: 'wrong@parvis.test' })
  await queueMailOf(invitation)
  const fields = { email: 'right@parvis.test', sendings: String(invitation.sendings) }
  const path = paths.admin.invitationAddress(invitation.publicId)
  return pressing(path, fields, ['invitation right@parvis.test'], cookie)
}

async function registering(expected: string, email: string): Promise<MailFlow> {
  return pressing(paths.register(), { email }, [expected])
}

async function giving(ada: Actor, email: string, kind: string): Promise<MailFlow> {
  const { code } = await makeLetterCode(ada, {}, Date.now())
  await db.run('delete from mails')
  return pressing(paths.invitation(), { email }, [`${kind} ${email}`], `parvis_code=${code}`)
}

async function askedAnew(): Promise<MailFlow> {
  const { code } = await addInvitation({ address: 'vera@parvis.test', expiresAt: Date.now() - 1 })
  const cookie = `parvis_code=${code}`
  return pressing(paths.invitationDeliveries(), {}, ['invitation vera@parvis.test'], cookie)
}

/** Vera leaves while her reminder, and the letters of others, lie in the queue. */
async function leaving(fields: Record<string, string>): Promise<MailFlow> {
  const vera = await addInvitation({ address: 'vera@parvis.test' })
  const others = await waitingOf(null)
  const mailIds = [await queueMailOf(vera, 'reminder'), ...others.mailIds]
  const path = paths.wayOut(wayOutToken(keys, vera.publicId, 'vera@parvis.test'))
  return {
    async act(world) {
      await world.env.MAILS.sendBatch([{ body: { mailIds } }]).catch(() => {})
      return press(world, path, fields)
    },
    expected: others.expected,
  }
}

async function triedAgain({ ada, cookie }: House): Promise<MailFlow> {
  const batchId = await addBatchWith('', ada)
  const { expected } = await waitingOf(batchId)
  await db.run("update mails set state = 'failed', last_error = 'unknown', doubts = 2, attempts = 2")
  await db.insert(batchMailCounts).values({ batchId, state: 'failed', count: waiting.length })
  return pressing(paths.admin.mailRetries(), {}, expected, cookie)
}

async function resumed({ ada, cookie }: House): Promise<MailFlow> {
  const batchId = await addBatchWith('', ada)
  const { expected } = await waitingOf(batchId)
  await db.run(
    sql`update batches set paused_at = ${Date.now()}, pause_reason = 'bounces' where id = ${batchId}`,
  )
  await db.run(sql`update mails set not_before = ${Date.UTC(9999, 0)}`)
  const [batch] = await db.select().from(batches)
  return pressing(paths.admin.batchResumption(batch?.publicId ?? ''), {}, expected, cookie)
}

const waiting = ['one', 'two', 'three']

/** Three invitations with their mails in the outbox. */
async function waitingOf(batchId: number | null) {
  const now = Date.now()
  const mailIds: number[] = []
  for (const name of waiting) {
    const expiresAt = now + 30 * dayMs
    const invitation = await addInvitation({ address: `${name}@parvis.test`, batchId, expiresAt }, now)
    mailIds.push(await queueMailOf(invitation, 'invitation', now))
  }
  return { mailIds, expected: waiting.map((name) => `invitation ${name}@parvis.test`) }
}

function pressing(path: string, fields: Record<string, string>, expected: string[], cookie = ''): MailFlow {
  return { act: (world) => press(world, path, fields, cookie), expected }
}
