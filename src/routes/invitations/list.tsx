import { Hono } from 'hono'
import { countFirst, countMeanwhile, type MatchCount } from '#src/domain/invitations/count-first.ts'
import {
  countInvitations,
  readInvitationCounts,
  readStateCounts,
} from '#src/domain/invitations/count-invitations.ts'
import { countIn } from '#src/domain/invitations/invitation-query.ts'
import { maySeeInvitations } from '#src/domain/invitations/may.ts'
import { readFilterChoices } from '#src/domain/invitations/read-filter-choices.ts'
import { readFilterNames } from '#src/domain/invitations/read-filter-names.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { allow } from '#src/http/guards.ts'
import { invitationFilterOf } from '#src/http/invitation-query.ts'
import { readListQuery } from '#src/http/list-query.ts'
import { readBody } from '#src/http/read-body.ts'
import { fragment, goTo, isHtmx, page } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { CountsUpdate } from '#views/invitations/counts.tsx'
import { FiltersPage, MoreFilters } from '#views/invitations/filters.tsx'
import { fieldsOf, type Listed, listAddress } from '#views/invitations/list-address.ts'
import { ExactCount, MatchCountOrMore, MatchCountPage } from '#views/invitations/match-count.tsx'
import { addressWithoutCode, answerWithCode, answerWithList, readListed } from './show-list.tsx'

export const invitationListRoutes = new Hono<App>()

const { invitations, invitationSearch, invitationCount, invitationCounts, invitationFilters } = paths.admin

invitationListRoutes.get(invitations(), allow(maySeeInvitations), (c) => {
  const { after, before } = readListQuery(c)
  return answerWithList(c, readListed(c.req.query()), { ...(after && { after }), ...(before && { before }) })
})

// Posted, because a code that is looked for shall stand in no address, no history and no log.
invitationListRoutes.post(invitationSearch(), allow(maySeeInvitations), async (c) => {
  const listed = readListed(await readBody(c))
  if (!isHtmx(c)) return (await answerWithCode(c, listed)) ?? goTo(c, listAddress(listed))
  c.header('HX-Replace-Url', addressWithoutCode(listed))
  return answerWithList(c, listed, {})
})

// Reloading, or changing the language, on the page that says that nothing has this code.
invitationListRoutes.get(invitationSearch(), allow(maySeeInvitations), (c) => goTo(c, invitations()))

invitationListRoutes.get(invitationCount(), allow(maySeeInvitations), async (c) => {
  const listed = readListed(c.req.query())
  const { db, now } = c.var
  const filter = invitationFilterOf(c, listed.query)
  if (!isHtmx(c)) return showCount(c, listed, () => countFirst(db, filter, now))
  const found = await countMeanwhile(db, filter, now)
  return fragment(c, <MatchCountOrMore found={found} query={listed.query} />)
})

// Posted, because it looks at every one: nobody does that by opening a page.
invitationListRoutes.post(invitationCount(), allow(maySeeInvitations), async (c) => {
  const listed = readListed(c.req.query())
  const { db, now } = c.var
  const countAll = () => countInvitations(db, invitationFilterOf(c, listed.query), now)
  return isHtmx(c)
    ? fragment(c, <ExactCount count={await countAll()} isAskedFor />)
    : showCount(c, listed, async () => ({ count: await countAll(), isExact: true }))
})

invitationListRoutes.get(invitationCounts(), allow(maySeeInvitations), async (c) => {
  const listed = readListed(c.req.query())
  if (!isHtmx(c)) return goTo(c, invitationCount(fieldsOf(listed.query)))
  const counts = await readInvitationCounts(c.get('db'), listed.query, c.get('now'))
  return fragment(c, <CountsUpdate listed={listed} counts={counts} />)
})

invitationListRoutes.get(invitationFilters(), allow(maySeeInvitations), async (c) => {
  const listed = readListed(c.req.query())
  const choices = await readFilterChoices(c.get('db'), c.get('words').language)
  const names = await readFilterNames(c.get('db'), listed.query, c.get('words').language)
  const props = { listed, choices, names }
  return isHtmx(c) ? fragment(c, <MoreFilters {...props} />) : page(c, <FiltersPage {...props} />)
})

/** A page of its own, with what is known of the tabs; it counts what these do not say. */
async function showCount(c: AppContext, listed: Listed, count: () => Promise<MatchCount>) {
  const { query } = listed
  const { db, now, words } = c.var
  const names = await readFilterNames(db, query, words.language)
  const counts = await readStateCounts(db, query, now)
  const known = countIn(counts, query)
  const found = known === undefined ? await count() : { count: known, isExact: true }
  return page(c, <MatchCountPage {...{ found, listed, names, counts }} />)
}
