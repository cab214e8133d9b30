import { Hono } from 'hono'
import * as v from 'valibot'
import { listUsers, userSorts } from '#src/domain/profiles/list-users.ts'
import { readUserChoices } from '#src/domain/profiles/read-user-choices.ts'
import { maySeeUsers } from '#src/domain/users/may.ts'
import type { App } from '#src/http/context.ts'
import { allow } from '#src/http/guards.ts'
import { readListQuery } from '#src/http/list-query.ts'
import { readerOf } from '#src/http/reader.ts'
import { fragment, isHtmx, page } from '#src/http/respond.tsx'
import { readUserQuery, userFilterOf } from '#src/http/user-query.ts'
import { paths } from '#src/paths.ts'
import { UserListUpdate, UsersPage } from '#views/users/list.tsx'

export const userListRoutes = new Hono<App>()

const sortQuery = v.fallback(v.optional(v.picklist(userSorts), 'newest'), 'newest')

userListRoutes.get(paths.admin.users(), allow(maySeeUsers), async (c) => {
  const db = c.get('db')
  const filter = userFilterOf(readUserQuery(c.req.query()))
  const sort = v.parse(sortQuery, c.req.query('sort'))
  const { after, before } = readListQuery(c)
  const choices = await readUserChoices(db, filter.group, readerOf(c))
  const list = await listUsers(db, { ...filter, sort, after, before }, choices.filtered)
  const props = { ...list, filter, sort, choices }
  return isHtmx(c) ? fragment(c, <UserListUpdate {...props} />) : page(c, <UsersPage {...props} />)
})
