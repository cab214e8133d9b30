import * as v from 'valibot'
import { type InvitationQuery, listedMails, listedStates } from '#src/domain/invitations/invitation-query.ts'
import type { InvitationFilter } from '#src/domain/invitations/match-invitations.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { dayField, languageField, timesOfDays, typedField, wordField } from './query-fields.ts'

/** What "soon" means where a list shows what expires soon. */
const soonMs = 7 * dayMs

const invitationQuery = v.object({
  state: v.fallback(v.optional(v.picklist(listedStates)), undefined),
  mail: v.fallback(v.optional(v.picklist(listedMails)), undefined),
  batch: wordField,
  group: wordField,
  inviter: wordField,
  language: languageField,
  from: dayField,
  until: dayField,
  ends: v.fallback(v.optional(v.picklist(['soon'])), undefined),
  q: typedField,
})

/**
 * Reads a filter from a query or from the fields of a form, leaving out what is not valid; `bounced` and the like may also be given
 * as a state, as lists once did.
 */
export function readInvitationQuery(given: Readonly<Record<string, unknown>>): InvitationQuery {
  const read = v.parse(invitationQuery, given)
  const mail = listedMails.find((name) => name === given.state)
  return mail && !read.mail ? { ...read, mail } : read
}

/** What the domain finds by it; days are those of the platform, `until` included. */
export function invitationFilterOf(query: InvitationQuery, timeZone: string, now: number): InvitationFilter {
  const { from, until, ends, q, ...same } = query
  return {
    ...same,
    ...timesOfDays(from, until, timeZone),
    endsBefore: ends === undefined ? undefined : now + soonMs,
    typed: q,
  }
}
