import { expect, it, vi } from 'vitest'
import { postMails } from '#src/domain/mails/post-mails.ts'
import type { MailsMessage } from '#src/env.ts'

it('posts nothing for nobody', async () => {
  const { queue, sends } = newQueue()
  await postMails(queue, [])
  expect(sends).toEqual([])
})

it('packs a hundred mails into a message and a hundred messages into a sending', async () => {
  const { queue, sends } = newQueue()
  const ids = Array.from({ length: 10_101 }, (_, n) => n)
  await postMails(queue, ids)
  expect(sends.map((messages) => messages.length)).toEqual([100, 2])
  expect(sends.flat().flatMap((message) => message.mailIds)).toEqual(ids)
})

it('logs a queue that is down, and does not fail the person who asked', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const down = {
    sendBatch: async () => {
      throw new Error('down')
    },
  }
  await postMails(down as unknown as Queue<MailsMessage>, [1])
  expect(log.mock.calls).toHaveLength(1)
  log.mockRestore()
})

/** A queue that only remembers: what counts here is how messages are packed. */
function newQueue() {
  const sends: MailsMessage[][] = []
  const sendBatch = async (messages: { body: MailsMessage }[]) => {
    sends.push(messages.map(({ body }) => body))
  }
  return { queue: { sendBatch } as unknown as Queue<MailsMessage>, sends }
}
