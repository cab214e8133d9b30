import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { mails } from '#src/db/schema/index.ts'
import type { ReceivedLetter } from '#src/domain/mails/received-letter.ts'
import worker from '#src/index.ts'
import { readMailbox } from '#src/mail/mailbox.ts'
import { db } from './cast.ts'

/** The letters in the local mailbox, newest first; only those to one address when it is given. */
export async function lettersTo(address?: string): Promise<ReceivedLetter[]> {
  const letters = await mailboxOf()
  return address ? letters.filter((letter) => letter.to === address) : letters
}

/** Delivers what waits in the outbox, as the queue would, and answers with the mailbox. */
export async function deliverWaiting(): Promise<ReceivedLetter[]> {
  const waiting = await db.select({ id: mails.id }).from(mails).where(eq(mails.state, 'queued'))
  await deliver(waiting.map(({ id }) => id))
  return mailboxOf()
}

/** Brings these mails to the consumer in one message. */
export async function deliver(mailIds: number[]) {
  return bring('parvis-mails', { mailIds })
}

/** Brings messages to the consumer of a queue, as the runtime does. */
export async function bring(queue: string, ...bodies: unknown[]) {
  return bringAgain(1, queue, ...bodies)
}

/** The same for messages that have been refused: `attempts` counts this time too. */
export async function bringAgain(attempts: number, queue: string, ...bodies: unknown[]) {
  const messages = bodies.map((body, index) => ({ id: `m${index}`, timestamp: 0, attempts, body }))
  const batch = createMessageBatch(queue, messages)
  const ctx = createExecutionContext()
  await worker.queue(batch as Parameters<typeof worker.queue>[0], env) // -- bodies may be wrong on purpose
  return getQueueResult(batch, ctx)
}

export async function emptyMailbox(): Promise<void> {
  const page = await env.MAILBOX?.list()
  if (!page || page.keys.length === 0) return
  await Promise.all(page.keys.map(({ name }) => env.MAILBOX?.delete(name)))
  await emptyMailbox()
}

function mailboxOf(): Promise<ReceivedLetter[]> {
  if (!env.MAILBOX) throw new Error('The tests need a mailbox')
  return readMailbox(env.MAILBOX)
}
