import type { InvitationFilter } from './match-invitations.ts'

/** The filter of a list of invitations as people give it: days of the calendar, and what was typed. */
export type InvitationQuery = Pick<
  InvitationFilter,
  'state' | 'mail' | 'batch' | 'group' | 'inviter' | 'language'
> & {
  from?: string | undefined
  /** The last day that counts. */
  until?: string | undefined
  ends?: 'soon' | undefined
  q?: string | undefined
}
