import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { read } from 'xlsx'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { draftBatch } from '#src/domain/batches/draft-batch.ts'
import type { CheckedRow } from '#src/domain/batches/row.ts'
import { runSlice } from '#src/domain/batches/run-slice.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { readWorkbook } from '#src/spreadsheets/read-workbook.ts'
import { now, plainOptions } from '#test/support/batches.ts'
import { addUser, cast, type db, keys, settings } from '#test/support/cast.ts'
import { type Meter, meteredDatabase } from '#test/support/metered.ts'
import { addGroup } from '#test/support/panel.ts'
import { workbookOf } from '#test/support/sheets.ts'
import { bounded, type Line, median, table, timed } from './measure.ts'

/** How many people a workbook has. */
const sizes = [10_000, 50_000, 100_000]
/**
 * Every round measures all sizes, the smallest several times: machines are quicker at times than at others, and sizes are
 * compared. The first round warms the runtime up and is not counted.
 */
const rounds = 4
const repeats = (people: number) => (people === sizes[0] ? 2 : 1)

type Step = 'parse' | 'draft' | 'insert' | 'confirm'
/** Milliseconds of each step, round by round. */
type Times = Record<Step, number[]>

it('invites a town from a workbook', async () => {
  const ada = await addUser(cast.ada)
  await addGroup('Quartier A')
  const measured = new Map(sizes.map((people) => [people, newMeasure(people)]))
  for (let round = 0; round < rounds; round++)
    for (const [people, measure] of measured)
      for (let time = 0; time < repeats(people); time++) await measureOnce(measure, people, ada, round === 0)
  const lines = [...measured].flatMap(([people, { times, meter }]) =>
    linesOf(people, mediansOf(times), meter),
  )
  lines.push(...growth(new Map([...measured].map(([people, { times }]) => [people, mediansOf(times)]))))
  console.log(`\n${table(lines)}\n`)
})

type Measure = { bytes: Uint8Array; times: Times; meter: Meter }

function newMeasure(people: number): Measure {
  const meter = { calls: 0, statements: 0, rowsRead: 0, rowsWritten: 0 }
  return { bytes: townList(people), times: { parse: [], draft: [], insert: [], confirm: [] }, meter }
}

async function measureOnce(measure: Measure, people: number, ada: Actor, isWarmUp: boolean) {
  const { bytes, times } = measure
  await clear()
  const metered = meteredDatabase()
  const [parse] = await timed(() => read(bytes, { type: 'array', dense: true }))
  const [draft, publicId] = await timed(() => draftFrom(bytes, ada, metered.db))
  const [insert] = await timed(await bareInsert())
  await env.DB.batch(['mails', 'invitations'].map((name) => env.DB.prepare(`delete from ${name}`)))
  const [confirm, mails] = await timed(() => carryOut(publicId, ada, metered.db))
  expect(mails).toBe(people)
  measure.meter = metered.meter
  if (isWarmUp) return
  for (const [step, ms] of Object.entries({ parse, draft, insert, confirm })) times[step as Step].push(ms) // -- the keys just written
}

/** A town's list with names, two languages, a group for every second person and a column of FALSE. */
function townList(people: number): Uint8Array {
  const header = ['email', 'first_name', 'last_name', 'language', 'groups', 'admin']
  const rows = Array.from({ length: people }, (_, index) => [
    `person${index}@town.example`,
    ['Zoé', 'Luc', 'Inès', 'Noël'][index % 4] ?? '',
    `Dupont-${index}`,
    index % 3 ? 'fr' : 'en',
    index % 2 ? 'Quartier A' : '',
    false,
  ])
  return workbookOf([header, ...rows])
}

async function clear(): Promise<void> {
  const names = ['mails', 'invitations', 'batch_chunks', 'batches', 'events']
  await env.DB.batch(names.map((name) => env.DB.prepare(`delete from ${name}`)))
}

/** Upload to review: everything between the bytes and the reviewed plan in the database. */
async function draftFrom(bytes: Uint8Array, actor: Actor, database: typeof db): Promise<string> {
  const workbook = await readWorkbook(bytes)
  if (workbook.state !== 'found') throw new Error(workbook.state)
  const options = { ...plainOptions, sheet: workbook.sheet }
  const batch = { source: 'workbook' as const, rows: workbook.rows, options }
  const drafted = await draftBatch(database, keys, batch, actor, settings, now)
  if (drafted.outcome !== 'drafted') throw new Error(drafted.outcome)
  return drafted.publicId
}

/** Confirmation to the last row written; answers with the number of mails. */
async function carryOut(publicId: string, actor: Actor, database: typeof db): Promise<number> {
  const confirmation = { leaveOut: false, grantAdmin: false }
  const confirmed = await confirmBatch(database, publicId, confirmation, actor, now)
  if (confirmed.outcome !== 'confirmed') throw new Error(confirmed.outcome)
  let mails = 0
  for (;;) {
    const { state, mailIds } = await runSlice(database, confirmed.batchId, settings, now)
    mails += mailIds.length
    if (state !== 'more') return mails
  }
}

/** The floor of writing: the drafted rows, made ready beforehand, into the same two tables, five thousand at a time. */
async function bareInsert() {
  const { results } = await env.DB.prepare(
    `select batch_id, rows from batch_chunks where outcome = 'invite' order by position`,
  ).all<{ batch_id: number; rows: string }>()
  const batchId = results[0]?.batch_id
  const rows = results.flatMap((chunk): CheckedRow[] => JSON.parse(chunk.rows))
  const lists: string[] = []
  for (let at = 0; at < rows.length; at += 5000) lists.push(JSON.stringify(rows.slice(at, at + 5000)))
  return async () => {
    for (const list of lists) await env.DB.batch(bareStatements(list, batchId))
  }
}

function bareStatements(list: string, batchId: number | undefined) {
  return [
    env.DB.prepare(`insert into invitations (public_id, source, address, email_key, first_name, last_name, locale, grant_id,
        batch_id, code_mac, created_at, expires_at)
      select value ->> 'publicId', 'batch', value ->> 'address', value ->> 'emailKey', value ->> 'firstName',
        value ->> 'lastName', value ->> 'locale', value ->> 'grantId', ?2, value ->> 'codeMac', 1, 2
      from json_each(?1)`).bind(list, batchId),
    env.DB.prepare(`insert into mails (dedupe_key, kind, invitation_id, address, locale, not_before, created_at)
      select i.public_id || '/invitation/1', 'invitation', i.id, i.address, i.locale, 1, 1
      from json_each(?) r join invitations i on i.public_id = r.value ->> 'publicId'`).bind(list),
  ]
}

function mediansOf(times: Times): Record<Step, number> {
  const { parse, draft, insert, confirm } = times
  return {
    parse: median(parse),
    draft: median(draft),
    insert: median(insert),
    confirm: median(confirm),
  }
}

function linesOf(people: number, ms: Record<Step, number>, meter: Meter): Line[] {
  const name = people.toLocaleString('en')
  const thousands = people / 1000
  return [
    { what: `${name}: bare parse of the workbook (floor)`, value: `${ms.parse.toFixed(0)} ms` },
    { what: `${name}: upload to review`, value: `${ms.draft.toFixed(0)} ms` },
    bounded(`${name}: … against the floor`, ms.draft / ms.parse, 2),
    { what: `${name}: bare insert of the same rows (floor)`, value: `${ms.insert.toFixed(0)} ms` },
    { what: `${name}: confirmation to all rows written`, value: `${ms.confirm.toFixed(0)} ms` },
    bounded(`${name}: … against the floor`, ms.confirm / ms.insert, 2),
    bounded(`${name}: D1 rows written per invitation with its mail`, meter.rowsWritten / people, 8),
    bounded(`${name}: queries per thousand people, upload to last row`, meter.statements / thousands, 3),
  ]
}

/** A hundred thousand against ten thousand people. */
function growth(medians: ReadonlyMap<number, Record<Step, number>>): Line[] {
  const [small, large] = [medians.get(10_000), medians.get(100_000)]
  if (!small || !large) return []
  return [
    bounded('upload to review, 100,000 against 10,000', large.draft / small.draft, 12),
    bounded('confirmation, 100,000 against 10,000', large.confirm / small.confirm, 12),
  ]
}
