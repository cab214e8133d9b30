import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import type { StopReason } from '#src/domain/invitations/stop.ts'
import type { Keys } from '#src/keys.ts'
import { emailKeyOf } from '../invitations/address.ts'
import { mailReference } from '../mails/mail-reference.ts'
import { type MailReport, type ReportKind, stateAfter, stateRanks } from '../mails/report.ts'
import { addressHash } from '../suppressions/address-hash.ts'
import type { SuppressionReason } from '../suppressions/suppression.ts'

/** The furthest that one mail has come by these reports. */
export type Move = { mailId: number; state: ReturnType<typeof stateAfter>; rank: number; at: number }

/** What ends writing to the address of a mail. */
export type Ending = {
  mailId: number
  kind: keyof typeof endings
  /** That of the state it moves the mail to; null where the mail's state does not tell whether it is news. */
  rank: number | null
  hash: string
  reference: string
}

/** What each of these means for the address and for the invitation. */
export const endings = {
  bounced: { suppression: 'bounce', stop: 'bounced' },
  unsubscribed: { suppression: 'unsubscribe', stop: 'unsubscribed' },
  complained: { suppression: 'complaint', stop: 'complained' },
} as const satisfies Partial<Record<ReportKind, { suppression: SuppressionReason; stop: StopReason }>>

/** Leaves out what is about no mail of ours or about somebody else, and takes together what is said about one mail. */
export async function gatherReports(
  db: Database,
  keys: Keys,
  reports: readonly MailReport[],
): Promise<{ moves: Move[]; endings: Ending[] }> {
  const known = await readAddresses(db, reports)
  const meant = reports.filter(({ mailId, recipient }) => isTo(known.get(mailId), recipient))
  const moves = new Map<number, Move>()
  const ends = new Map<string, Ending>()
  for (const { mailId, kind, at } of meant) {
    const move = moveOf(mailId, kind, at)
    if (move.rank > (moves.get(mailId)?.rank ?? 0)) moves.set(mailId, move)
    if (isEnding(kind)) ends.set(`${mailId}/${kind}`, endingOf(keys, mailId, kind, known.get(mailId) ?? ''))
  }
  return { moves: [...moves.values()], endings: [...ends.values()] }
}

async function readAddresses(db: Database, reports: readonly MailReport[]): Promise<Map<number, string>> {
  const ids = [...new Set(reports.map(({ mailId }) => mailId))]
  const rows = await db.all<{ id: number; address: string }>(
    sql`select id, address from mails where id in (select value from ${jsonList(ids)})`,
  )
  return new Map(rows.map(({ id, address }) => [id, address]))
}

function isTo(address: string | undefined, recipient: string | undefined): boolean {
  return Boolean(address) && (recipient === undefined || emailKeyOf(recipient) === emailKeyOf(address ?? ''))
}

function moveOf(mailId: number, kind: ReportKind, at: number): Move {
  const state = stateAfter(kind)
  return { mailId, state, rank: stateRanks[state], at }
}

function isEnding(kind: ReportKind): kind is keyof typeof endings {
  return kind in endings
}

function endingOf(keys: Keys, mailId: number, kind: keyof typeof endings, address: string): Ending {
  const rank = kind === 'unsubscribed' ? null : stateRanks[kind]
  return {
    mailId,
    kind,
    rank,
    hash: addressHash(keys, emailKeyOf(address)),
    reference: mailReference(keys, mailId),
  }
}
