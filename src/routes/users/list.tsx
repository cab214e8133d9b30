import { Hono } from 'hono'
import * as v from 'valibot'
import { listUsers, userSorts } from '#src/domain/profiles/list-users.ts'
import { readUserChoices } from '#src/domain/profiles/read-user-choices.ts'
import { readUserCounts } from '#src/domain/profiles/read-user-counts.ts'
import { maySeeUsers } from '#src/domain/users/may.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { allow } from '#src/http/guards.ts'
import { readListQuery } from '#src/http/list-query.ts'
import { readerOf } from '#src/http/reader.ts'
import { fragment, isHtmx, page } from '#src/http/respond.tsx'
import { readUserQuery, userFilterOf } from '#src/http/user-query.ts'
import { paths } from '#src/paths.ts'
import { UserCountsUpdate } from '#views/users/filters.tsx'
import { type Listed, UserListUpdate, UsersPage } from '#views/users/list.tsx'

export const userListRoutes = new Hono<App>()

const sortQuery = v.fallback(v.optional(v.picklist(userSorts), 'newest'), 'newest')

userListRoutes.get(paths.admin.users(), allow(maySeeUsers), async (c) => {
  const props = await readUserList(c)
  return isHtmx(c) ? fragment(c, <UserListUpdate {...props} />) : page(c, <UsersPage {...props} />)
})

// A page of its own for whoever browses without scripts; the list loads the numbers alone.
userListRoutes.get(paths.admin.userCounts(), allow(maySeeUsers), async (c) => {
  const counts = await readUserCounts(c.get('db'))
  if (isHtmx(c)) return fragment(c, <UserCountsUpdate list={readListed(c)} counts={counts} />)
  return page(c, <UsersPage {...(await readUserList(c))} counts={counts} />)
})

function readListed(c: AppContext): Listed {
  return {
    filter: userFilterOf(readUserQuery(c.req.query())),
    sort: v.parse(sortQuery, c.req.query('sort')),
  }
}

async function readUserList(c: AppContext) {
  const db = c.get('db')
  const { filter, sort } = readListed(c)
  const { after, before } = readListQuery(c)
  const choices = await readUserChoices(db, filter.group, readerOf(c))
  const list = await listUsers(db, { ...filter, sort, after, before }, choices.filtered)
  return { ...list, filter, sort, choices }
}
