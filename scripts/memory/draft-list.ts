// Takes a workbook from its bytes to the reviewed plan, as an upload does, and says how much memory that took at most.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '#src/db/client.ts'
import { groups, users } from '#src/db/schema/index.ts'
import { draftBatch } from '#src/domain/batches/draft-batch.ts'
import type { RowSource } from '#src/domain/batches/row.ts'
import { type Env, settingsFrom } from '#src/env.ts'
import { keysFrom } from '#src/keys.ts'
import { readWorkbook } from '#src/spreadsheets/read-workbook.ts'
import { sqliteD1 } from './sqlite-d1.ts'

const [, , path = '', until = ''] = process.argv
const secret = 'a secret for measuring only, 0123456789abcdef'
const before = used()
let peak = before
const d1 = sqliteD1(look)
const db = openDatabase(d1)
await furnish()

const bytes = new Uint8Array(readFileSync(path))
const begin = performance.now()
const workbook = await readWorkbook(bytes)
if (workbook.state !== 'found') throw new Error(workbook.state)
const rows = watched(workbook.rows)
const count = until === 'rows' ? await drain(rows) : await draft(rows)
const ms = Math.round(performance.now() - begin)
const rss = process.resourceUsage().maxRSS * 1024
console.log(JSON.stringify({ count, ms, file: bytes.length, before, peak, rss }))

/** What the engine holds and what it holds outside its heap; buffers are part of the latter. */
function used(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

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
  const vars = { ORIGIN: 'https://parvis.test', PLATFORM_NAME: 'Parvis', MAIL_FROM: 'hello@parvis.test' }
  const settings = settingsFrom({ ...vars, MAIL_TRANSPORT: 'mailbox', SECRET: secret } as Env) // -- bindings are not looked at
  const [actor] = await db.select().from(users)
  if (!actor) throw new Error('Nobody is there to invite.')
  const options = {
    ...{ admin: false, groups: [], projects: [], language: 'en', message: '' },
    ...{ existing: 'leave' as const, codes: false },
  }
  const batch = { source: 'workbook' as const, rows: source, options }
  const drafted = await draftBatch(db, keysFrom(secret), batch, actor, settings, Date.now())
  if (drafted.outcome !== 'drafted') throw new Error(drafted.outcome)
  const counted = await d1
    .prepare('select sum(row_count) as count from batch_chunks')
    .first<{ count: number }>()
  return counted?.count ?? 0
}

/** The tables, an administrator, and the group that the list names. */
async function furnish(): Promise<void> {
  const folder = join(import.meta.dirname, '../../migrations')
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort())
    await d1.exec(readFileSync(join(folder, name), 'utf8'))
  const at = new Date(0)
  const ada = { firstName: 'Ada', lastName: 'Martin', locale: 'en', role: 'admin' as const }
  await db
    .insert(users)
    .values({ publicId: 'ada', email: 'ada@parvis.test', ...ada, createdAt: at, updatedAt: at })
  await db.insert(groups).values({ publicId: 'quartier', name: 'Quartier A', createdAt: 0 })
}
