import * as v from 'valibot'
import type { InvitationQuery } from '#src/domain/invitations/invitation-query.ts'
import {
  type InvitationFilter,
  listedMails,
  listedStates,
} from '#src/domain/invitations/match-invitations.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { isDay, startOfDay } from '#src/domain/time/start-of-day.ts'

/** Most characters of a search that are used and shown again. */
const typedMax = 100
/** What "soon" means where a list shows what expires soon. */
const soonMs = 7 * dayMs

const text = v.fallback(v.optional(v.pipe(v.string(), v.trim(), v.minLength(1))), undefined)
const day = v.fallback(v.optional(v.pipe(v.string(), v.check(isDay))), undefined)

const invitationQuery = v.object({
  state: v.fallback(v.optional(v.picklist(listedStates)), undefined),
  mail: v.fallback(v.optional(v.picklist(listedMails)), undefined),
  batch: text,
  group: text,
  inviter: text,
  language: text,
  from: day,
  until: day,
  ends: v.fallback(v.optional(v.picklist(['soon'])), undefined),
  q: v.fallback(v.optional(v.pipe(v.string(), v.trim(), v.transform(shorten))), undefined),
})

export type { InvitationQuery }

/** Reads a filter from a query or from the fields of a form, leaving out what is not valid; `bounced` and the like may also be given as a state, as lists once did. */
export function readInvitationQuery(given: Readonly<Record<string, unknown>>): InvitationQuery {
  const read = v.parse(invitationQuery, given)
  const mail = listedMails.find((name) => name === given.state)
  return mail && !read.mail ? { ...read, mail } : read
}

/** What the domain finds by it; days are those of the platform, `until` included. */
export function filterOf(query: InvitationQuery, timeZone: string, now: number): InvitationFilter {
  const { from, until, ends, q, ...same } = query
  return {
    ...same,
    from: from === undefined ? undefined : startOfDay(from, timeZone),
    until: until === undefined ? undefined : startOfDay(nextDay(until), timeZone),
    endsBefore: ends === undefined ? undefined : now + soonMs,
    typed: q,
  }
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10)
}

function shorten(typed: string): string {
  return Array.from(typed).slice(0, typedMax).join('')
}
