import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { read } from 'xlsx'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { draftBatch } from '#src/domain/batches/draft-batch.ts'
import { readBatch } from '#src/domain/batches/read-batch.ts'
import { runSlice } from '#src/domain/batches/run-slice.ts'
import { deriveCode, macOfCode } from '#src/domain/codes/code.ts'
import { newPublicId } from '#src/domain/ids/new-public-id.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { readWorkbook } from '#src/spreadsheets/read-workbook.ts'
import { addGroup, now, plainOptions } from '#test/support/batches.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { meteredDatabase } from '#test/support/metered.ts'
import { workbookOf } from '#test/support/sheets.ts'
import { type Line, median, table, timed } from './measure.ts'

const people = 2000
const rounds = 9
/** Rounds that warm the runtime up and are not counted. */
const warmUps = 3

/** A town's list; every round has its own people. */
function listOf(round: number): Uint8Array {
  const header = ['email', 'first_name', 'last_name', 'language', 'groups', 'admin']
  const rows = Array.from({ length: people }, (_, index) => [
    `person${index}.${round}@town.example`,
    ['Zoé', 'Luc', 'Inès', 'Noël'][index % 4] ?? '',
    `Dupont-${index}`,
    index % 3 ? 'fr' : 'en',
    index % 2 ? 'Quartier A' : '',
    'FALSE',
  ])
  return workbookOf([header, ...rows])
}

/** Upload to reviewed plan, in ms, and the draft. */
async function draftFrom(bytes: Uint8Array, actor: Actor, database = db) {
  const workbook = readWorkbook(bytes, { rowsMax: people })
  if (workbook.state !== 'read') throw new Error(workbook.state)
  const { rows, blank } = workbook
  const batch = { source: 'workbook' as const, rows, blank, options: plainOptions }
  const drafted = await draftBatch(database, keys, batch, actor, settings, now)
  if (drafted.outcome !== 'drafted') throw new Error(drafted.outcome)
  return drafted.publicId
}

async function carryOut(publicId: string, actor: Actor, database = db) {
  await confirmBatch(database, publicId, { leaveOut: false, grantAdmin: false }, actor, now)
  const batch = await readBatch(database, publicId)
  const { state, mailIds } = await runSlice(database, batch?.id ?? 0, settings, now)
  expect([state, mailIds.length]).toEqual(['done', people])
}

/** The floor of writing: the same rows, made beforehand, into the same two tables, from one JSON list. */
async function insertBare(round: number) {
  const list = Array.from({ length: people }, (_, index) => {
    const publicId = newPublicId()
    const email = `bare${index}.${round}@town.example`
    return { publicId, email, mac: macOfCode(keys, deriveCode(keys, publicId, 1)) }
  })
  const json = JSON.stringify(list)
  const write = [
    env.DB.prepare(`insert into invitations (public_id, source, address, email_key, first_name, last_name, locale, grant_id,
        code_mac, created_at, expires_at)
      select value ->> 'publicId', 'batch', value ->> 'email', value ->> 'email', 'Zoé', 'Dupont', 'fr', 1, value ->> 'mac', 1, 2
      from json_each(?)`).bind(json),
    env.DB.prepare(`insert into mails (dedupe_key, kind, invitation_id, address, locale, not_before, created_at)
      select i.public_id || '/invitation/1', 'invitation', i.id, i.address, i.locale, 1, 1
      from json_each(?) r join invitations i on i.public_id = r.value ->> 'publicId'`).bind(json),
  ]
  return () => env.DB.batch(write)
}

it(`invites ${people} people from a workbook`, async () => {
  const ada = await addUser(cast.ada)
  await addGroup('Quartier A')
  const times = { parse: [], draft: [], insert: [], confirm: [] } as Record<string, number[]>
  for (let round = 0; round < warmUps + rounds; round++) {
    const bytes = listOf(round)
    const [parse] = await timed(() => read(bytes, { type: 'array', dense: true }))
    const [draft, publicId] = await timed(() => draftFrom(bytes, ada))
    const [insert] = await timed(await insertBare(round))
    const [confirm] = await timed(() => carryOut(publicId, ada))
    for (const [name, ms] of Object.entries({ parse, draft, insert, confirm })) times[name]?.push(ms)
  }
  const { db: metered, meter } = meteredDatabase()
  const bytes = listOf(warmUps + rounds)
  const publicId = await draftFrom(bytes, ada, metered)
  const drafted = { ...meter }
  await carryOut(publicId, ada, metered)

  const ms = (name: string) => median(times[name]?.slice(warmUps) ?? [])
  const ratio = (name: string, floor: string) => ms(name) / ms(floor)
  const perPerson = meter.rowsWritten / people
  const statements = meter.statements - drafted.statements
  const calls = meter.batches - drafted.batches
  const bounded = (what: string, number: number, max: number): Line => ({
    what,
    value: number.toFixed(2),
    bound: `≤ ${max}`,
    isMet: number <= max,
  })
  const lines: Line[] = [
    { what: 'floor: bare parse of the workbook', value: `${ms('parse').toFixed(0)} ms` },
    { what: 'workbook to reviewed plan', value: `${ms('draft').toFixed(0)} ms` },
    bounded('… against the bare parse', ratio('draft', 'parse'), 2),
    { what: 'floor: bare insert of the same rows', value: `${ms('insert').toFixed(0)} ms` },
    { what: 'confirmation to all invitations and mails written', value: `${ms('confirm').toFixed(0)} ms` },
    bounded('… against the bare insert', ratio('confirm', 'insert'), 2),
    bounded('D1 rows written per invitation with its mail', perPerson, 8),
    bounded('D1 calls per thousand people, confirmation', (calls * 1000) / people, 3),
    {
      what: 'D1 statements per thousand people, confirmation',
      value: ((statements * 1000) / people).toFixed(1),
    },
  ]
  console.log(`\n${people} people, median of ${rounds} rounds\n\n${table(lines)}\n`)
})
