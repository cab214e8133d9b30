import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Actor } from '#src/domain/users/user.ts'
import { buildDemoTown } from '#test/support/demo-town.ts'
import { findSights } from '#test/support/sights.ts'
import { browserOf, pagesOfPanel } from '#test/support/visit.ts'
import { visits } from '#test/support/visits.ts'
import { watchedDatabase } from '#test/support/watched.ts'

/** Tables that grow with the town; all others are as long as what people do by hand. */
const large = [
  'users',
  'invitations',
  'mails',
  'events',
  'group_members',
  'batch_chunks',
  'accounts',
  'sessions',
]

/** Partial indexes hold few rows, however large their table is. */
const few =
  /USING (COVERING )?INDEX (users_admins|mails_failed|mails_waiting|invitations_remind|invitations_letter)/

/** Other walks through a large table that are meant, and why none of them is long. */
const meant: { statement: RegExp; why: string }[] = [
  {
    statement: /order by (\w+\.)?id( asc| desc)? limit/,
    why: 'one end of the list, as many as a page shows',
  },
  {
    statement: /json_each\((\(select conditions from groups|\?, '\$\.)/,
    why: 'no index knows who meets the conditions of a smart group',
  },
  {
    statement: /from \(select \* from "users" "sessions_user" where "sessions_user"\."id" = .* limit \?\)/,
    why: 'one row, which was found by its id, taken apart',
  },
  {
    statement: /^select count\(\*\) as count from invitations i where true$/,
    why: 'the number of all, loaded after the list',
  },
]

describe('every page of the panel', () => {
  it('has a visit, here and in the bench', () => {
    expect(pagesOfPanel().filter((path) => !Object.hasOwn(visits, path))).toEqual([])
  })

  it('is open, whatever it is asked', async () => {
    const { scans, broken } = await visitAll()
    expect(broken).toEqual([])
    expect(scans).toEqual([])
  }, 240_000)
})

/** What is answered otherwise than by a page, and the steps of plans that walk through a large table. */
async function visitAll() {
  await buildDemoTown(120)
  const sights = await findSights(env.DB)
  const [watched, broken] = [watchedDatabase(env.DB), [] as string[]]
  for (const actor of [sights.admin, sights.support]) {
    const browse = await browserOf(actor)
    // Support staff's lists are those of administrators: each page once is enough for what differs.
    for (const route of pagesOfPanel())
      for (const path of visits[route]?.(sights).slice(0, actor.role === 'admin' ? undefined : 1) ?? []) {
        const status = await browse(path, watched.d1)
        if (!isMeantStatus(status, path, actor)) broken.push(`${status} ${path}`)
      }
  }
  return { broken, scans: await scansOf(watched.asked) }
}

/** Where a town has no such thing there is nothing to see; and support staff do not see everything, nor the acts of others. */
function isMeantStatus(status: number, path: string, { role }: Actor): boolean {
  if (role === 'support') return status < 400 || status === 403 || status === 404
  return status < 400 || (status === 404 && path.endsWith('/nothing'))
}

async function scansOf(asked: ReadonlyMap<string, unknown[]>): Promise<string[]> {
  const scans: string[] = []
  for (const [statement, values] of asked) {
    const explained = env.DB.prepare(`explain query plan ${statement}`).bind(...values)
    const plan = await explained.all<{ detail: string }>()
    const tables = tablesIn(statement)
    for (const { detail } of plan.results) {
      const name = /^SCAN (\w+)(?! VIRTUAL)/.exec(detail)?.[1] ?? ''
      const isLarge = (tables.get(name) ?? [name]).some((table) => large.includes(table)) && !few.test(detail)
      if (isLarge && !meant.some((walk) => walk.statement.test(statement)))
        scans.push(`${detail}: ${statement}`)
    }
  }
  return scans
}

/** The tables of a statement by the names that it gives them; plans know no others. */
function tablesIn(statement: string): Map<string, string[]> {
  const tables = new Map<string, string[]>()
  for (const [, table = '', alias = ''] of statement.matchAll(
    /\b(?:from|join)\s+"?(\w+)"?\s+(?:as\s+)?"?(\w+)"?/g,
  ))
    tables.set(alias, [...(tables.get(alias) ?? []), table])
  return tables
}
