import type { Delivery } from '#src/domain/mails/mail.ts'
import type { Letter } from './letter.ts'
import type { Transport } from './transport.ts'

/** A letter as it lies in the local mailbox; also an item of `/mailbox.json`. */
export type ReceivedLetter = {
  id: string
  kind: string
  to: string
  subject: string
  locale: string
  text: string
  html: string
  headers: Record<string, string>
  /** ISO 8601. */
  at: string
}

/** Most keys a bulk read of KV takes. */
const keysPerRead = 100

/** The transport that sends nothing: letters are kept in KV to be looked at. */
export function createMailbox(mailbox: KVNamespace): Transport {
  return { send: (letters) => Promise.all(letters.map((letter) => keep(mailbox, letter))) }
}

/** All letters, newest first. */
export async function readMailbox(mailbox: KVNamespace): Promise<ReceivedLetter[]> {
  const letters: ReceivedLetter[] = []
  let cursor: string | undefined
  do {
    const page = await listLetters(mailbox, cursor, 1000)
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
    const found = await mailbox.get<ReceivedLetter>(keys.slice(from, from + keysPerRead), 'json')
    for (const letter of found.values()) if (letter) letters.push(letter)
  }
  return { letters, next: page.list_complete ? undefined : page.cursor }
}

export async function readLetter(mailbox: KVNamespace, id: string): Promise<ReceivedLetter | null> {
  return mailbox.get<ReceivedLetter>(id, 'json')
}

async function keep(mailbox: KVNamespace, letter: Letter): Promise<Delivery> {
  const { kind, to, subject, locale, text, html, at, from, mailId } = letter
  const id = `${newestFirst(at)}-${mailId}`
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

/** KV lists keys in ascending order, so the instant is counted down. */
function newestFirst(at: number): string {
  return String(9_999_999_999_999 - at).padStart(13, '0')
}
