import * as v from 'valibot'
import { beginsLikeCode } from '#src/domain/codes/looks-like-code.ts'
import { findByCode } from '#src/domain/invitations/find-by-code.ts'
import type { InvitationQuery } from '#src/domain/invitations/invitation-query.ts'
import { canSortByEnd, listInvitations, sorts } from '#src/domain/invitations/list-invitations.ts'
import type { AppContext } from '#src/http/context.ts'
import { invitationFilterOf, readInvitationQuery } from '#src/http/invitation-query.ts'
import { fragment, goTo, isHtmx, page } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { CodeNotice, CodeNoticePage } from '#views/invitations/code-notice.tsx'
import { InvitationListUpdate, InvitationsPage } from '#views/invitations/list.tsx'
import { type Listed, listAddress } from '#views/invitations/list-address.ts'

const sortField = v.fallback(v.picklist(sorts), 'newest')

/** What an address, or the form of the list, asks for. Only what is open has an end to come, so that order shows open ones. */
export function readListed(given: Readonly<Record<string, unknown>>): Listed {
  const query = readInvitationQuery(given)
  const sort = v.parse(sortField, given.sort)
  if (!canSortByEnd(query))
    return { query, sort: sort === 'expires' ? 'newest' : sort, orders: ['newest', 'oldest'] }
  const state = sort === 'expires' ? (query.state ?? 'open') : query.state
  return { query: { ...query, state }, sort, orders: sorts }
}

/** The list, or, where a code was typed, where it leads: its invitation, or the news that there is none. */
export async function answerWithList(
  c: AppContext,
  listed: Listed,
  place: { after?: string; before?: string },
) {
  return (await answerWithCode(c, listed)) ?? showList(c, listed, place)
}

export async function answerWithCode(c: AppContext, listed: Listed): Promise<Response | null> {
  const { q = '' } = listed.query
  if (!q) return null
  const found = await findByCode(c.get('db'), c.get('keys'), q)
  switch (found.outcome) {
    case 'found':
      return goTo(c, paths.admin.invitation(found.publicId))
    case 'unknown':
    case 'unknown_link':
    case 'mistyped': {
      const props = { listed, problem: found.outcome }
      const status = found.outcome === 'mistyped' ? 422 : 404
      return isHtmx(c)
        ? fragment(c, <CodeNotice {...props} />, status)
        : page(c, <CodeNoticePage {...props} />, status)
    }
    case 'no_code':
      return null
  }
}

async function showList(c: AppContext, listed: Listed, place: { after?: string; before?: string }) {
  const { query, sort } = listed
  const { db, keys, now, settings, words } = c.var
  const filter = invitationFilterOf(c, query)
  const asked = { ...filter, ...place, sort, query, keys, reader: words.language }
  const props = { ...(await listInvitations(db, asked, now)), listed, days: settings.expiryDays }
  return isHtmx(c)
    ? fragment(c, <InvitationListUpdate {...props} />)
    : page(c, <InvitationsPage {...props} />)
}

/** Where the list stands that was searched for while typing; a code that is still being typed stands in no address. */
export function addressWithoutCode({ query, sort }: Listed): string {
  const shown: InvitationQuery = query.q && beginsLikeCode(query.q) ? { ...query, q: undefined } : query
  return listAddress({ query: shown, sort })
}
