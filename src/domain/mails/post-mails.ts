import type { MailsMessage } from '#src/env.ts'
import { logFailure } from '#src/log-failure.ts'

const idsPerMessage = 100
const messagesPerSend = 100

/**
 * Tells the queue which mails to look at. What it does not take is found by the sweep, so a failure is only logged. `at` is as of
 * when they are due, for a clock that is ahead of the consumer's.
 */
export async function postMails(
  queue: Queue<MailsMessage>,
  mailIds: readonly number[],
  at?: number,
): Promise<void> {
  const messages = slices(mailIds, idsPerMessage).map((ids) => ({
    body: { mailIds: ids, ...(at !== undefined && { at }) },
  }))
  try {
    for (const batch of slices(messages, messagesPerSend)) await queue.sendBatch(batch)
  } catch (error) {
    logFailure('postMails', error)
  }
}

function slices<Item>(list: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(list.length / size)
  return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size))
}
