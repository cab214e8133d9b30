import type { MailState } from '#src/domain/mails/report.ts'
import type { Invitee, Town } from './town.ts'
import type { MailRow } from './town-records.ts'

export type Letter = {
  /** Of which sending. */
  number: number
  writtenAt: number
  sentAt: number
  isReminder?: boolean
  end?: 'bounced' | 'complained' | 'failed' | 'suppressed' | undefined
}

const sentShare = 0.015
const deferredShare = 0.004
const reportMs = 4000
const leaseMs = 10 * 60_000

/** A mail in the outbox as it stands after it has left, and the provider has told what became of it. */
export function writeLetter(town: Town, { row }: Invitee, letter: Letter): void {
  const { number, writtenAt, sentAt, isReminder } = letter
  const kind = isReminder ? 'reminder' : kindOf(row)
  const state = stateOf(town, letter)
  const isReported = state !== 'sent' && state !== 'failed'
  town.mails.push({
    ...{ dedupeKey: `${row.publicId}/${kind}/${number}`, kind, invitationId: row.id, userId: null },
    ...{ address: row.address ?? '', locale: row.locale, state, attempts: state === 'failed' ? 2 : 1 },
    ...{ notBefore: sentAt + leaseMs, providerId: state === 'failed' ? null : `demo-${town.mails.length}` },
    ...{ lastError: state === 'failed' ? 'refused' : null, doubts: state === 'sent' ? 1 : 0 },
    ...{ reportedAt: isReported ? sentAt + reportMs : null, createdAt: writtenAt },
    sentAt: state === 'failed' ? null : sentAt,
  } satisfies MailRow)
  row.mailFate = state === 'sent' ? null : state
  if (state === 'delivered' || state === 'complained') row.deliveredAt ??= sentAt + reportMs
}

function kindOf({
  source,
  letterId,
}: Invitee['row']): 'invitation' | 'registration' | 'address_confirmation' {
  if (letterId !== null) return 'address_confirmation'
  return source === 'registration' ? 'registration' : 'invitation'
}

function stateOf(
  { random, until }: Town,
  { end, sentAt }: Letter,
): Exclude<MailState, 'queued' | 'sending' | 'cancelled'> {
  if (end) return end
  const luck = random.next()
  if (luck < sentShare) return 'sent'
  return luck < sentShare + deferredShare && until - sentAt < 3 * 24 * 60 * 60_000 ? 'deferred' : 'delivered'
}
