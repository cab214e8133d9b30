import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Paged, type Place, pageRows, toPage } from '#src/db/paging.ts'
import { users } from '#src/db/schema/index.ts'
import type { Role } from '../users/user.ts'
import { type FilteredGroup, matchUsers, type UserFilter } from './match-users.ts'

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
export const lookedAtMax = 20_000

type Asked = UserFilter & Place & { sort?: UserSort | undefined }

/** A page of the people who meet a filter. */
export async function listUsers(
  db: Database,
  { sort = 'newest', after, before, ...filter }: Asked,
  group: FilteredGroup,
  looked = lookedAtMax,
): Promise<UserPage> {
  const { source, condition, key, isWalk } = matchUsers(filter, group)
  const isRising = (sort === 'oldest') !== (before !== undefined)
  const start = startOf(before ?? after, isRising)
  const ahead = isRising ? sql`${key} > ${start}` : sql`${key} < ${start}`
  const end = isRising ? sql`${start} + ${looked}` : sql`${start} - ${looked}`
  const within = isRising ? sql`${key} <= ${end}` : sql`${key} >= ${end}`
  const found = await db.all<ListedUser>(sql`
    select ${listed} from ${source} where ${condition} and ${ahead} and ${isWalk ? within : sql`true`}
    order by ${key} ${isRising ? sql`asc` : sql`desc`} limit ${pageRows + 1}`)
  const page = toPage(found, { after, before })
  return isWalk && found.length <= pageRows
    ? reachOn(db, page, { end, isRising, isBackwards: before !== undefined })
    : { ...page, isCut: false }
}

const listed = sql`${users.publicId} as publicId, ${users.email} as email, ${users.firstName} as firstName,
  ${users.lastName} as lastName, ${users.locale} as locale, ${users.role} as role, ${users.createdAt} as createdAt,
  ${users.deactivatedAt} as deactivatedAt`

/** Where a page begins: at a person, who may have been erased since, else at the end of all. */
function startOf(anchor: string | undefined, isRising: boolean): SQL {
  const end = isRising ? sql`0` : sql`(select coalesce(max(id), 0) + 1 from users)`
  if (anchor === undefined) return end
  return sql`coalesce((select id from users where public_id = ${anchor}), ${end})`
}

type Walk = { end: SQL; isRising: boolean; isBackwards: boolean }

/** A page that is not full though people are left who were not looked at: the list goes on at the last one looked at. */
async function reachOn(db: Database, page: Paged<ListedUser>, { end, isRising, isBackwards }: Walk) {
  const [last] = await db.all<{ publicId: string }>(
    isRising
      ? sql`select public_id as publicId from users where id <= ${end} and exists
          (select 1 from users later where later.id > ${end}) order by id desc limit 1`
      : sql`select public_id as publicId from users where id >= ${end} and exists
          (select 1 from users earlier where earlier.id < ${end}) order by id limit 1`,
  )
  if (!last) return { ...page, isCut: false }
  return { ...page, [isBackwards ? 'previous' : 'next']: last.publicId, isCut: true }
}
