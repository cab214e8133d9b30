import * as v from 'valibot'
import { tailOf } from '#src/domain/codes/code.ts'
import { readCodeEnd } from '#src/domain/codes/code-end.ts'
import { codeIn, spelledIn } from '#src/domain/codes/looks-like-code.ts'
import { letterLinkIn } from '#src/domain/codes/unwrap-link.ts'
import { type InvitationQuery, listedMails, listedStates } from '#src/domain/invitations/invitation-query.ts'
import type { InvitationFilter } from '#src/domain/invitations/match-invitations.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { AppContext } from './context.ts'
import { dayField, languageField, timesOfDays, typedField, typedMax, wordField } from './query-fields.ts'

/** What "soon" means where a list shows what expires soon. */
const soonMs = 7 * dayMs

/**
 * Of what is longer than a search is read, the link or the code that it holds: mail programs make long links, people paste whole
 * letters. Cut off, a code would not be found, and what is left of it would stand in an address. Of a sentence with a code in groups,
 * that code.
 */
const typedOrPasted = v.optional(
  v.pipe(
    v.unknown(),
    v.transform((typed) => {
      if (typeof typed !== 'string') return typed
      const found = typed.length > typedMax ? (letterLinkIn(typed) ?? codeIn(typed)) : spelledIn(typed)
      return found ?? typed
    }),
    typedField,
  ),
)

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
  q: typedOrPasted,
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

/**
 * What the domain finds by it; days are those of the platform, `until` included. What may be the end of a letter code finds that
 * letter, too.
 */
export function invitationFilterOf(c: AppContext, query: InvitationQuery): InvitationFilter {
  const { keys, settings, now } = c.var
  const { from, until, ends, q, ...same } = query
  const end = readCodeEnd(q ?? '')
  return {
    ...same,
    ...timesOfDays(from, until, settings.timeZone),
    endsBefore: ends === undefined ? undefined : now + soonMs,
    typed: q,
    tail: end === null ? undefined : tailOf(keys, end),
  }
}
