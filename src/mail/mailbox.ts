import type { Delivery } from '#src/domain/mails/mail.ts'
import type { ReceivedLetter } from '#src/domain/mails/received-letter.ts'
import { logFailure } from '#src/log-failure.ts'
import type { Letter } from './letter.ts'
import type { Transport } from './transport.ts'

/** Most keys a bulk read of KV takes. */
const keysPerRead = 100

/**
 * The transport that sends nothing: letters are kept in KV to be looked at, each under the number of its mail. So a letter
 * that is handed over again, because nobody knows whether it was kept, takes the place of the first.
 */
export function createMailbox(mailbox: KVNamespace): Transport {
  return {
    // One that cannot be kept does not make the others uncertain.
    send: (letters) => Promise.all(letters.map((letter) => keep(mailbox, letter).catch(unknownFor))),
    probe: async () => true,
  }
}

/** All letters, newest first. KV lists at most a thousand at once. */
export async function readMailbox(mailbox: KVNamespace, atOnce = 1000): Promise<ReceivedLetter[]> {
  const letters: ReceivedLetter[] = []
  let cursor: string | undefined
  do {
    const page = await listLetters(mailbox, cursor, atOnce)
    letters.push(...page.letters)
    cursor = page.next
  } while (cursor)
  return letters
}

/** One page of the mailbox, newest first, and where the next page begins. */
export async function listLetters(mailbox: KVNamespace, cursor: string | undefined, limit: number) {
  const page = await mailbox.list({ limit, ...(cursor && { cursor }) })
  const keys = page.keys.map((key) => key.name)
  const letters: ReceivedLetter[] = []
  for (let from = 0; from < keys.length; from += keysPerRead) {
    const some = keys.slice(from, from + keysPerRead)
    const found = await mailbox.get<ReceivedLetter>(some, 'json')
    letters.push(...some.flatMap((key) => found.get(key) ?? []))
  }
  return { letters, next: page.list_complete ? undefined : page.cursor }
}

export async function readLetter(mailbox: KVNamespace, id: string): Promise<ReceivedLetter | null> {
  return /^\d{10}$/.test(id) ? mailbox.get<ReceivedLetter>(id, 'json') : null
}

async function keep(mailbox: KVNamespace, letter: Letter): Promise<Delivery> {
  const { kind, to, subject, locale, text, html, at, from, mailId } = letter
  const id = countDown(mailId)
  const headers = {
    From: `${from.name} <${from.address}>`,
    To: to,
    Subject: subject,
    Date: new Date(at).toUTCString(),
    ...letter.headers,
  }
  const received = { id, kind, to, subject, locale, text, html, headers, at: new Date(at).toISOString() }
  await mailbox.put(id, JSON.stringify(received satisfies ReceivedLetter))
  return { outcome: 'sent', providerId: id }
}

function unknownFor(error: unknown): Delivery {
  logFailure('mailbox', error)
  return { outcome: 'unknown' }
}

/** KV lists keys in ascending order, so numbers are counted down for the newest to come first. */
function countDown(number: number): string {
  return String(10 ** 10 - 1 - number).padStart(10, '0')
}
