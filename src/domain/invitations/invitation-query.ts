import type { InvitationState } from './invitation.ts'

/** `open` means still waiting for an answer, reminded or not. */
export const listedStates = [
  'open',
  'reminded',
  'accepted',
  'expired',
  'refused',
] as const satisfies InvitationState[]
export type ListedState = (typeof listedStates)[number]

/**
 * What the latest mail came to; `unsubscribed` is no state of a mail, but says more than that it arrived, and `letter` stands for
 * codes on paper, which have none.
 */
export const listedMails = [
  'queued',
  'sent',
  'deferred',
  'delivered',
  'bounced',
  'complained',
  'suppressed',
  'failed',
  'unsubscribed',
  'letter',
] as const
export type ListedMail = (typeof listedMails)[number]

/** The filter of a list of invitations as people give it: days of the calendar, and what was typed. */
export type InvitationQuery = {
  state?: ListedState | undefined
  mail?: ListedMail | undefined
  /** Public ids. */
  batch?: string | undefined
  group?: string | undefined
  inviter?: string | undefined
  language?: string | undefined
  from?: string | undefined
  /** The last day that counts. */
  until?: string | undefined
  ends?: 'soon' | undefined
  q?: string | undefined
}

/** States are counted where nothing else is asked for, but perhaps a batch; mails where nothing else is at all. */
export function countsStates(query: InvitationQuery): boolean {
  return asksOnly(query, ['state', 'batch'])
}

export function countsMails(query: InvitationQuery): boolean {
  return asksOnly(query, ['mail'])
}

function asksOnly(query: InvitationQuery, names: (keyof InvitationQuery)[]): boolean {
  return Object.entries(query).every(([name, value]) => !value || names.some((known) => known === name))
}

/** How many there are in each state, or with each mail, as far as that is known without looking at each. */
export type InvitationCounts = {
  states: Partial<Record<ListedState | 'all', number>>
  mails: Partial<Record<ListedMail, number>>
}

/** What is known of a list by what is known of its tabs and its mails. */
export function countIn(
  { states, mails }: InvitationCounts,
  { state, mail }: InvitationQuery,
): number | undefined {
  return mail ? mails[mail] : states[state ?? 'all']
}
