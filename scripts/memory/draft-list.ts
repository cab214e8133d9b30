// Takes a workbook from its bytes to the reviewed plan, as an upload does, and says how much memory that took at most.
import { readFileSync } from 'node:fs'
import { openDatabase } from '#src/db/client.ts'
import { users } from '#src/db/schema/index.ts'
import { draftBatch } from '#src/domain/batches/draft-batch.ts'
import type { RowSource } from '#src/domain/batches/row.ts'
import { keysFrom } from '#src/keys.ts'
import { readWorkbook } from '#src/spreadsheets/read-workbook.ts'
import { furnish, secret, settingsOf, used } from './furnish.ts'
import { sqliteD1 } from './sqlite-d1.ts'

const [, , path = '', until = ''] = process.argv
const before = used()
let peak = before
const d1 = sqliteD1(look)
const db = openDatabase(d1)
await furnish(d1, db)

const bytes = new Uint8Array(readFileSync(path))
const begin = performance.now()
const workbook = await readWorkbook(bytes)
if (workbook.state !== 'found') throw new Error(workbook.state)
const rows = watched(workbook.rows)
const count = until === 'rows' ? await drain(rows) : await draft(rows)
const ms = Math.round(performance.now() - begin)
const rss = process.resourceUsage().maxRSS * 1024
console.log(JSON.stringify({ count, ms, file: bytes.length, before, peak, rss }))

function look(): void {
  peak = Math.max(peak, used())
}

async function* watched(source: RowSource): RowSource {
  for (;;) {
    const { done, value } = await source.next()
    look()
    if (done) return value
    yield value
  }
}

async function drain(source: RowSource): Promise<number> {
  let count = 0
  for await (const group of source) count += group.length
  return count
}

async function draft(source: RowSource): Promise<number> {
  const [actor] = await db.select().from(users)
  if (!actor) throw new Error('Nobody is there to invite.')
  const options = {
    ...{ admin: false, groups: [], projects: [], language: 'en', message: '' },
    ...{ existing: 'leave' as const, codes: false },
  }
  const batch = { source: 'workbook' as const, rows: source, options }
  const drafted = await draftBatch(db, keysFrom(secret), batch, actor, settingsOf(), Date.now())
  if (drafted.outcome !== 'drafted') throw new Error(drafted.outcome)
  const counted = await d1
    .prepare('select sum(row_count) as count from batch_chunks')
    .first<{ count: number }>()
  return counted?.count ?? 0
}
