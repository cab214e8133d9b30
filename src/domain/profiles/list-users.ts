import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Paged, type Place, pageRows, toPage } from '#src/db/paging.ts'
import { users } from '#src/db/schema/index.ts'
import { union } from '#src/db/union.ts'
import { lookThrough } from '../users/look-through.ts'
import type { Role } from '../users/user.ts'
import { type FilteredGroup, type MatchingUsers, matchPage, type UserFilter } from './match-users.ts'

export const userSorts = ['newest', 'oldest'] as const
export type UserSort = (typeof userSorts)[number]

export type ListedUser = {
  publicId: string
  email: string
  firstName: string
  lastName: string
  locale: string
  role: Role
  createdAt: number
  deactivatedAt: number | null
}

/** `isCut`: not everybody was looked at, so a page may hold few, or nobody, and others still follow. */
export type UserPage = Paged<ListedUser> & { isCut: boolean }

/** How many people are looked at for one page where no index knows who is meant. */
const lookedAtMax = 20_000

type Asked = UserFilter & Place & { sort?: UserSort | undefined }

/** A page of the people who meet a filter. */
export async function listUsers(
  db: Database,
  { sort = 'newest', after, before, ...filter }: Asked,
  group: FilteredGroup,
  looked = lookedAtMax,
): Promise<UserPage> {
  const parts = matchPage(filter, group)
  const isWalk = parts.some((part) => part.isWalk)
  const place = { after, before }
  const isRising = (sort === 'oldest') !== (before !== undefined)
  const order = sql`${isRising ? sql`asc` : sql`desc`} limit ${pageRows + 1}`
  const { last } = lookThrough(sql`id`, place, isRising, looked)
  const rows = await db.all<Row>(sql`
    select * from (${union(parts.map(selectPart))} order by id ${order})
    ${isWalk ? sql`union all select 0, public_id, '', '', '', '', '', 0, null, 1 from (${last})` : sql``}`)
  const found = rows.filter(({ isLast }) => isLast === 0).map(({ isLast: _, id: __, ...user }) => user)
  const end = rows.find(({ isLast }) => isLast === 1)
  const page = toPage(found, place)
  if (!end || found.length > pageRows) return { ...page, isCut: false }
  // The list goes on at the last one who was looked at.
  return { ...page, [before === undefined ? 'next' : 'previous']: end.publicId, isCut: true }

  function selectPart({ source, condition, key }: MatchingUsers): SQL {
    const { isAhead, isWithin } = lookThrough(key, place, isRising, looked)
    return sql`select * from (select ${listed}, 0 as isLast from ${source}
      where ${condition} and ${isAhead} and ${isWalk ? isWithin : sql`true`} order by ${key} ${order})`
  }
}

type Row = ListedUser & { id: number; isLast: number }

const listed = sql`${users.id} as id, ${users.publicId} as publicId, ${users.email} as email, ${users.firstName} as firstName,
  ${users.lastName} as lastName, ${users.locale} as locale, ${users.role} as role, ${users.createdAt} as createdAt,
  ${users.deactivatedAt} as deactivatedAt`
