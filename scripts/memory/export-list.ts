// Takes as many invitations as asked for out of the house, with their codes, and says how much memory that took at most.
import { sql } from 'drizzle-orm'
import { openDatabase } from '#src/db/client.ts'
import { users } from '#src/db/schema/index.ts'
import { formatCode } from '#src/domain/codes/code.ts'
import { exportInvitations } from '#src/domain/invitations/export-invitations.ts'
import type { ExportedInvitation } from '#src/domain/invitations/read-export.ts'
import { wallClock } from '#src/domain/time/wall-clock.ts'
import { keysFrom } from '#src/keys.ts'
import { writeCsv } from '#src/spreadsheets/write-csv.ts'
import { type ListRow, writeListWorkbook } from '#src/spreadsheets/write-list.ts'
import { furnish, secret, used } from './furnish.ts'
import { sqliteD1 } from './sqlite-d1.ts'

const columns = [
  ...['email', 'first_name', 'last_name', 'language', 'groups', 'State', 'Inviter', 'Code', 'Link'].map(
    (header) => ({ header, width: 20, kind: 'text' as const }),
  ),
  ...['Invited on', 'Expires on'].map((header) => ({ header, width: 20, kind: 'moment' as const })),
]

const [, , format = 'xlsx', invited = '0'] = process.argv
const before = used()
let peak = before
const d1 = sqliteD1(look)
const db = openDatabase(d1)
await furnish(d1, db)
await invite(Number(invited))
const begin = performance.now()
const { count, file } = await take(format === 'csv' ? 'csv' : 'xlsx')
const ms = Math.round(performance.now() - begin)
console.log(JSON.stringify({ count, ms, file, before, peak, rss: 0 }))

function look(): void {
  peak = Math.max(peak, used())
}

/** Set by set, so that nothing stands in this process; each with a promise and an inviter that others share. */
async function invite(count: number): Promise<void> {
  await db.run(sql`insert into grants (content_key, admin) values ('groups', 0)`)
  await db.run(sql`insert into grant_groups (grant_id, group_id) values (1, 1)`)
  await db.run(sql`
    with recursive n (i) as (select 1 union all select i + 1 from n where i < ${count})
    insert into invitations (public_id, source, address, email_key, first_name, last_name, locale, grant_id, inviter_id,
      code_mac, created_at, expires_at)
    select 'invitation' || i, 'batch', 'person.' || i || '@town.test', 'person.' || i || '@town.test', 'Zoé ' || i,
      'O’Brien, ' || i, 'fr', 1, 1, 'mac' || i, 1790000000000 + i * 60000, 1793000000000 + i * 60000 from n`)
}

async function take(kind: 'xlsx' | 'csv'): Promise<{ count: number; file: number }> {
  const [ada] = await db.select().from(users)
  if (!ada) throw new Error('Nobody is there to take it.')
  const request = { format: kind, filter: [], max: 1_048_575, withCodes: true, language: 'en' }
  const chosen = { filter: { language: 'fr' } }
  const exported = await exportInvitations(db, keysFrom(secret), { ...request, chosen }, ada, Date.now())
  if (exported.outcome !== 'exported') throw new Error(exported.outcome)
  const list = { name: 'Invitations', columns, rows: rowsOf(exported.pages) }
  const content = kind === 'csv' ? writeCsv(list, ',') : writeListWorkbook(list)
  let file = 0
  for await (const chunk of content) {
    file += chunk.length
    look()
  }
  return { count: exported.count, file }
}

async function* rowsOf(pages: AsyncGenerator<ExportedInvitation[]>): AsyncGenerator<ListRow[]> {
  const show = wallClock('Europe/Brussels')
  for await (const rows of pages)
    yield rows.map(({ code, ...row }) => [
      ...[
        row.address,
        row.firstName,
        row.lastName,
        row.locale,
        row.groups.join(', '),
        row.state,
        row.inviter,
      ],
      ...[code && formatCode(code), code && `https://parvis.test/i/${code}`],
      ...[show(row.createdAt), show(row.expiresAt)],
    ])
}
