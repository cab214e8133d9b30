import * as v from 'valibot'
import type { Env, MailsMessage, SliceMessage } from '#src/env.ts'
import { logFailure } from '#src/log-failure.ts'
import { buryMails } from './bury-mails.ts'
import { deliverMails } from './deliver-mails.ts'
import { deliverOneByOne } from './deliver-one-by-one.ts'
import { type House, openHouse } from './house.ts'
import { runNextBulkSlice } from './run-next-bulk-slice.ts'
import { runNextSlice } from './run-next-slice.ts'

const mailsMessage = v.object({ mailIds: v.array(v.number()), at: v.optional(v.number()) })
const sliceMessage = v.union([v.object({ batchId: v.number() }), v.object({ bulkActionId: v.number() })])

const retrySeconds = 30
const retryMaxSeconds = 15 * 60

/** Works through what a queue brings. Each message stands alone: one that fails comes again, later each time; the others are done. */
export async function workThrough(
  batch: MessageBatch<MailsMessage | SliceMessage>,
  env: Env,
  clock: () => number,
): Promise<void> {
  for (const message of batch.messages) {
    try {
      const house = await openHouse(env)
      await work(house, batch.queue, message, clock())
      message.ack()
    } catch (error) {
      logFailure(batch.queue, error)
      const delaySeconds = Math.min(retrySeconds * 2 ** (message.attempts - 1), retryMaxSeconds)
      message.retry({ delaySeconds })
    }
  }
}

async function work(house: House, queue: string, message: Message<unknown>, now: number): Promise<void> {
  switch (queue) {
    case 'parvis-mails':
      return workOnMails(house, message, now)
    case 'parvis-slices':
      return workOnSlice(house, message.body, now)
    case 'parvis-dead-letters':
      return workOnDeadLetter(house, message.body, now)
    default:
      throw new Error(`Nobody works through the queue ${queue}`)
  }
}

function workOnSlice(house: House, body: unknown, now: number): Promise<void> {
  const slice = v.parse(sliceMessage, body)
  if ('batchId' in slice) return runNextSlice(house, slice.batchId, now)
  return runNextBulkSlice(house, slice.bulkActionId, now)
}

/** A message that has failed is taken apart, so that one mail cannot hold up the others. */
function workOnMails(house: House, { body, attempts }: Message<unknown>, clock: number): Promise<void> {
  const { mailIds, at } = v.parse(mailsMessage, body)
  const now = Math.max(clock, at ?? 0)
  return attempts > 1 ? deliverOneByOne(house, mailIds, now) : deliverMails(house, mailIds, now)
}

/** A slice needs nothing: the sweep finds batches and bulk actions that stand still. What nobody can read is written down, and gone. */
async function workOnDeadLetter(house: House, body: unknown, now: number): Promise<void> {
  const mails = v.safeParse(mailsMessage, body)
  if (mails.success) return buryMails(house, mails.output.mailIds, Math.max(now, mails.output.at ?? 0))
  const slice = v.safeParse(sliceMessage, body)
  logFailure(
    'deadLetter',
    new Error(slice.success ? `${nameOf(slice.output)} stood still` : 'A message says nothing'),
  )
}

function nameOf(slice: SliceMessage): string {
  return 'batchId' in slice ? `Batch ${slice.batchId}` : `Bulk action ${slice.bulkActionId}`
}
