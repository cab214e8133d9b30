import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { findLackOfRoom } from '#src/domain/batches/code-room.ts'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { draftBatch } from '#src/domain/batches/draft-batch.ts'
import { readBatch } from '#src/domain/batches/read-batch.ts'
import { emptyRows } from '#src/domain/batches/row-source.ts'
import { runSlice } from '#src/domain/batches/run-slice.ts'
import { deriveLetterCode, macOfCode, tailOf } from '#src/domain/codes/code.ts'
import { codesPerBatchMax, liveCodesMax } from '#src/domain/codes/limits.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { addGroup, plainOptions } from '#test/support/batches.ts'
import { post } from '#test/support/browse.ts'
import { addUser, cast, type db, keys, settings } from '#test/support/cast.ts'
import { type Meter, meteredDatabase } from '#test/support/metered.ts'
import { bounded, type Line, median, table, timed } from './measure.ts'

const count = codesPerBatchMax
/** The first round warms the runtime up and is not counted. */
const rounds = 4

type Step = 'codes' | 'insert' | 'draft' | 'confirm' | 'derive' | 'xlsx' | 'csv'
type Times = Record<Step, number[]>

it('makes ten thousand codes for letters and takes them out', async () => {
  const ada = await addUser(cast.ada)
  const group = await addGroup('Quartier A')
  const times: Times = { codes: [], insert: [], draft: [], confirm: [], derive: [], xlsx: [], csv: [] }
  const meters: Meter[] = []
  for (let round = 0; round < rounds; round++) {
    const measured = await measureOnce(ada, group)
    meters.push(measured.meter)
    if (round > 0) for (const [step, ms] of Object.entries(measured.ms)) times[step as Step].push(ms) // -- the keys just written
  }
  const lines = linesOf(times, meters.at(-1))
  console.log(`\n${table([...lines, ...(await whenNearlyFull(ada, group))])}\n`)
})

async function measureOnce(ada: Actor, group: number) {
  await env.DB.batch(
    ['invitations', 'batch_chunks', 'batches', 'events'].map((name) => env.DB.prepare(`delete from ${name}`)),
  )
  const metered = meteredDatabase()
  const [codes] = await timed(bareCodes)
  const [draft, publicId] = await timed(() => draftCodes(metered.db, ada, group))
  const [insert] = await timed(await bareInsert())
  await env.DB.prepare('delete from invitations').run()
  const [confirm] = await timed(() => carryOut(metered.db, publicId, ada))
  const [derive] = await timed(bareDerive)
  const [xlsx] = await timed(() => takeOut(paths.admin.batchCodes(publicId), ada))
  const [csv] = await timed(() => takeOut(paths.admin.batchCodesCsv(publicId), ada))
  return { ms: { codes, insert, draft, confirm, derive, xlsx, csv }, meter: metered.meter }
}

/** The floor of drafting: the codes alone, with what the database keeps of each. */
function bareCodes() {
  for (let at = 0; at < count; at++) {
    const code = deriveLetterCode(keys, `floor${at}`, 1)
    macOfCode(keys, code)
    tailOf(keys, code)
  }
}

/** The form's values to the reviewed plan. */
async function draftCodes(database: typeof db, actor: Actor, group: number): Promise<string> {
  const options = { ...plainOptions, groups: [group], codes: true, expiryDays: 30 }
  const batch = { source: 'codes' as const, rows: emptyRows(count), options }
  // Now, because what is taken out must be open.
  const drafted = await draftBatch(database, keys, batch, actor, settings, Date.now())
  if (drafted.outcome !== 'drafted') throw new Error(drafted.outcome)
  return drafted.publicId
}

/** Confirmation to the last row written. */
async function carryOut(database: typeof db, publicId: string, actor: Actor): Promise<void> {
  const confirmation = { leaveOut: false, grantAdmin: false }
  const confirmed = await confirmBatch(database, publicId, confirmation, actor, Date.now())
  if (confirmed.outcome !== 'confirmed') throw new Error(confirmed.outcome)
  while ((await runSlice(database, confirmed.batchId, settings, Date.now())).state === 'more');
}

/** The floor of writing: the drafted rows into the same table, five thousand at a time. */
async function bareInsert() {
  const { results } = await env.DB.prepare(
    'select batch_id, json_group_array(json(r.value)) as list from batch_chunks c join json_each(c.rows) r group by c.position / 5',
  ).all<{ batch_id: number; list: string }>()
  return async () => {
    for (const { batch_id, list } of results)
      await env.DB.prepare(`insert into invitations (public_id, source, locale, grant_id, batch_id, code_mac, code_tail, created_at,
          expires_at)
        select value ->> 'publicId', 'batch', value ->> 'locale', value ->> 'grantId', ?2, value ->> 'codeMac', value ->> 'codeTail',
          1, 2
        from json_each(?1)`)
        .bind(list, batch_id)
        .run()
  }
}

/** The floor of taking out: all rows read, and their codes derived. */
async function bareDerive() {
  const { results } = await env.DB.prepare(
    'select public_id, generation, first_name, last_name, postal_address, expires_at from invitations order by id',
  ).all<{ public_id: string; generation: number }>()
  expect(results).toHaveLength(count)
  for (const { public_id, generation } of results) deriveLetterCode(keys, public_id, generation)
}

async function takeOut(path: string, as: Actor): Promise<void> {
  const answer = await post(path, {}, { as })
  expect(answer.status).toBe(200)
  expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(count * 10)
}

function linesOf(times: Times, meter: Meter | undefined): Line[] {
  const ms = Object.fromEntries(Object.entries(times).map(([step, all]) => [step, median(all)])) as Record<
    Step,
    number
  > // -- the same keys
  const name = `${count.toLocaleString('en')} codes`
  const floor = ms.codes + ms.insert
  return [
    { what: `${name}: deriving and bare insert (floor)`, value: `${floor.toFixed(0)} ms` },
    { what: `${name}: form to last row`, value: `${(ms.draft + ms.confirm).toFixed(0)} ms` },
    bounded(`${name}: … against the floor`, (ms.draft + ms.confirm) / floor, 2),
    bounded(`${name}: D1 rows written per code`, (meter?.rowsWritten ?? 0) / count, 5.1),
    { what: `${name}: reading and deriving (floor)`, value: `${ms.derive.toFixed(0)} ms` },
    { what: `${name}: taken out as a workbook`, value: `${ms.xlsx.toFixed(0)} ms` },
    { what: `${name}: taken out as a text table`, value: `${ms.csv.toFixed(0)} ms` },
  ]
}

/** Near the most codes that may be open, a confirmation has to count them. */
async function whenNearlyFull(ada: Actor, group: number): Promise<Line[]> {
  for (let made = count; made < liveCodesMax; made += count) {
    const { db: database } = meteredDatabase()
    await carryOut(database, await draftCodes(database, ada, group), ada)
  }
  const metered = meteredDatabase()
  const { db: database, meter } = metered
  const draft = await readBatch(database, await draftCodes(database, ada, group))
  if (!draft) throw new Error('The draft is gone')
  const before = meter.rowsRead
  const [review, lack] = await timed(() => findLackOfRoom(database, draft.id, Date.now()))
  expect(lack).toMatchObject({ open: liveCodesMax, left: 0 })
  const [confirm, refused] = await timed(() =>
    confirmBatch(database, draft.publicId, { leaveOut: false, grantAdmin: false }, ada, Date.now()),
  )
  expect(refused.outcome).toBe('too_many_codes')
  const open = `${liveCodesMax.toLocaleString('en')} codes open`
  return [
    { what: `${open}: what the review says of it`, value: `${review.toFixed(0)} ms` },
    { what: `${open}: a confirmation is refused`, value: `${confirm.toFixed(0)} ms` },
    { what: `${open}: D1 rows read by both`, value: (meter.rowsRead - before).toLocaleString('en') },
  ]
}
