import * as v from 'valibot'
import type { Env, MailsMessage, SliceMessage } from '#src/env.ts'
import { logFailure } from '#src/log-failure.ts'
import { deliverMails } from './deliver-mails.ts'
import { openHouse } from './house.ts'
import { runNextSlice } from './run-next-slice.ts'

const mailsMessage = v.object({ mailIds: v.array(v.number()) })
const sliceMessage = v.object({ batchId: v.number() })

/** Works through what a queue brings. Each message stands alone: one that fails comes again, the others are done. */
export async function workThrough(
  batch: MessageBatch<MailsMessage | SliceMessage>,
  env: Env,
  clock: () => number,
): Promise<void> {
  for (const message of batch.messages) {
    try {
      await work(batch.queue, message.body, env, clock())
      message.ack()
    } catch (error) {
      logFailure(batch.queue, error)
      message.retry()
    }
  }
}

async function work(queue: string, body: unknown, env: Env, now: number): Promise<void> {
  const house = await openHouse(env)
  switch (queue) {
    case 'parvis-mails':
      return deliverMails(house, v.parse(mailsMessage, body).mailIds, now)
    case 'parvis-slices':
      return runNextSlice(house, v.parse(sliceMessage, body).batchId, now)
    default:
      throw new Error(`Nobody works through the queue ${queue}`)
  }
}
