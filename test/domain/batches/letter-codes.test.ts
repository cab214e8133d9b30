import { asc, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { batchChunks, batches, invitations, mails } from '#src/db/schema/index.ts'
import type { BatchOptions } from '#src/domain/batches/batch.ts'
import { cancelBatch } from '#src/domain/batches/cancel-batch.ts'
import { changeChoice } from '#src/domain/batches/change-choice.ts'
import { findLackOfRoom } from '#src/domain/batches/code-room.ts'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { draftBatch } from '#src/domain/batches/draft-batch.ts'
import { readBatch } from '#src/domain/batches/read-batch.ts'
import { repairRow } from '#src/domain/batches/repair-row.ts'
import type { ReadRow, RowSource } from '#src/domain/batches/row.ts'
import { emptyRows, rowSourceOf } from '#src/domain/batches/row-source.ts'
import { runSlice } from '#src/domain/batches/run-slice.ts'
import { codeOf, tailOf } from '#src/domain/codes/code.ts'
import { codesPerBatchMax, liveCodesMax } from '#src/domain/codes/limits.ts'
import { extendInvitation } from '#src/domain/invitations/extend-invitation.ts'
import { replaceCode } from '#src/domain/invitations/replace-code.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import {
  addGroup,
  confirm,
  now,
  plainOptions,
  rowsIn,
  rowsOf,
  runAll,
  tableOf,
} from '#test/support/batches.ts'
import { doInBulk } from '#test/support/bulk.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { meteredDatabase } from '#test/support/metered.ts'

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

const onPaper: BatchOptions = { ...plainOptions, codes: true, expiryDays: 30 }

async function draftCodes(rows: RowSource, options: Partial<BatchOptions> = {}, database = db) {
  const batch = { source: 'codes' as const, rows, options: { ...onPaper, ...options } }
  const drafted = await draftBatch(database, keys, batch, ada, settings, now)
  if (drafted.outcome !== 'drafted') throw new Error(drafted.outcome)
  const found = await readBatch(db, drafted.publicId)
  if (!found) throw new Error('The draft is gone')
  return found
}

const listOf = (...people: ReadRow['values'][]) => rowSourceOf(rowsOf(...people))

async function madeBy(batchId: number) {
  return db.select().from(invitations).where(eq(invitations.batchId, batchId)).orderBy(asc(invitations.id))
}

function tryToConfirm(publicId: string, at = now) {
  return confirmBatch(db, publicId, { leaveOut: false, grantAdmin: false }, ada, at)
}

describe('so many codes', () => {
  it('are made for nobody in particular, open for as long as was chosen, and nothing is mailed', async () => {
    const group = await addGroup('Quartier A')
    const options = { groups: [group], language: 'fr', message: 'Bienvenue', expiryDays: 365 }
    const draft = await draftCodes(emptyRows(1001), options)
    expect(draft.counts).toMatchObject({ invite: 1001, problem: 0, codes: 1001, admins: 0 })
    await confirm(draft.publicId, ada)
    expect(await runAll(draft.id)).toEqual([])
    const made = await madeBy(draft.id)
    expect(made).toHaveLength(1001)
    expect(new Set(made.map(({ codeMac }) => codeMac)).size).toBe(1001)
    const [first] = made
    if (!first) throw new Error('No code was made')
    expect(first).toMatchObject({ address: null, firstName: null, postalAddress: null, locale: 'fr' })
    expect(first.expiresAt).toBe(now + 365 * dayMs)
    expect(first.codeTail).toBe(tailOf(keys, codeOf(keys, first)))
    expect(await db.select().from(mails)).toEqual([])
    const done = await readBatch(db, draft.publicId)
    expect(done).toMatchObject({ state: 'done', invitedCount: 1001 })
  })

  it('are at most ten thousand in a batch; of one more nothing is kept', async () => {
    await expect(draftCodes(emptyRows(codesPerBatchMax + 1))).rejects.toThrow('too_many_rows')
    expect(await db.select().from(batches)).toEqual([])
    const draft = await draftCodes(emptyRows(codesPerBatchMax))
    expect(draft.counts.invite).toBe(codesPerBatchMax)
  })

  it('stay codes, whatever choice is posted', async () => {
    const draft = await draftCodes(emptyRows(2))
    expect(await changeChoice(db, draft.publicId, { codes: false }, ada, now)).toEqual({
      outcome: 'unchanged',
    })
    expect((await readBatch(db, draft.publicId))?.counts).toMatchObject({ invite: 2, problem: 0 })
  })

  it('cost five rows written each, and what their batch needs', async () => {
    const metered = meteredDatabase()
    const draft = await draftCodes(emptyRows(1000), {}, metered.db)
    await confirm(draft.publicId, ada)
    await runSlice(metered.db, draft.id, settings, now)
    expect(metered.meter.rowsWritten / 1000).toBeLessThan(5.1)
  })
})

describe('a list for letters', () => {
  const zoe = {
    first_name: 'Zoé',
    last_name: 'Roy',
    street: 'Rue du Midi 3\nBte 2',
    postcode: '01000',
    city: 'Bruxelles',
  }

  it('gives every row a code, with the lines of its postal address', async () => {
    const draft = await draftCodes(listOf(zoe, { city: 'Liège' }, { first_name: 'Bo' }))
    await confirm(draft.publicId, ada)
    await runAll(draft.id)
    expect(
      (await madeBy(draft.id)).map(({ firstName, postalAddress }) => [firstName, postalAddress]),
    ).toEqual([
      ['Zoé', 'Rue du Midi 3\nBte 2\n01000 Bruxelles'],
      [null, 'Liège'],
      ['Bo', null],
    ])
  })

  it('takes group, language and message of a row before those of the form', async () => {
    const [north, south] = [await addGroup('Nord'), await addGroup('Sud')]
    const own = { groups: 'Sud', language: 'nl', message: 'Dag' }
    const draft = await draftCodes(listOf(own, {}), { groups: [north], message: 'Hello' })
    const rows = await rowsIn(draft.id)
    expect(rows).toMatchObject([{ locale: 'nl', message: 'Dag' }, { locale: 'en' }])
    expect(new Set(rows.map(({ grantId }) => grantId)).size).toBe(2)
    expect(south).not.toBe(north)
  })

  it('looks at no e-mail address and gives no rights, whatever a row or a repair says', async () => {
    const values = { email: 'nobody', admin: 'TRUE', projects: 'X', street: 'x'.repeat(201), city: 'Gent' }
    const draft = await draftCodes(listOf({ email: 'ann@x.org', admin: 'TRUE', projects: 'X' }, values))
    expect(draft.counts).toMatchObject({ invite: 1, problem: 1, admins: 0 })
    const [fine, wrong] = await rowsIn(draft.id)
    expect(fine).toMatchObject({ address: '', outcome: 'invite' })
    expect(wrong?.problems).toEqual([
      { key: 'too_long', column: 'street', value: expect.any(String), max: 200 },
    ])
    const repair = { row: 2, values: { street: 'Rue 1', admin: 'TRUE' } }
    const repaired = await repairRow(db, keys, draft.publicId, repair, ada, settings, now)
    expect(repaired).toMatchObject({ outcome: 'repaired', planned: { makesAdmins: false } })
    expect((await readBatch(db, draft.publicId))?.counts).toMatchObject({ invite: 2, problem: 0, codes: 2 })
  })

  it('names what does not fit an envelope', async () => {
    const rows = [
      { street: 'a\nb\nc\nd\ne\nf' },
      { street: 'a\nb\nc\nd\ne', city: 'Gent' },
      { street: 'x'.repeat(303) },
      { street: 'x'.repeat(201), postcode: '9000' },
      { postcode: '1'.repeat(21) },
      { city: 'x'.repeat(81) },
      { first_name: 'x'.repeat(101) },
      { groups: 'Nobody knows' },
      { street: 'a\nb\nc\nd', city: 'Gent' },
      { street: 'a\nb\nc\nd\n9000 Gent' },
    ]
    const draft = await draftCodes(listOf(...rows))
    const found = await rowsIn(draft.id)
    expect(
      found.map(({ problems }) => problems?.map(({ key, column, max = '' }) => `${key} ${column} ${max}`)),
    ).toEqual([
      ['too_many_lines street 5'],
      ['too_many_lines street 4'],
      ['too_long street 302'],
      ['too_long street 200'],
      ['too_long postcode 20'],
      ['too_long city 80'],
      ['too_long first_name 100'],
      ['unknown_group groups '],
      undefined,
      undefined,
    ])
  })

  it('keeps postal addresses of those who get a letter, and of nobody who is written to', async () => {
    const rows = listOf({ email: 'ann@x.org', street: 'x'.repeat(300), city: 'Gent' }, { ...zoe })
    const batch = { source: 'workbook' as const, rows, options: { ...plainOptions, codes: true } }
    const drafted = await draftBatch(db, keys, batch, ada, settings, now)
    if (drafted.outcome !== 'drafted') throw new Error(drafted.outcome)
    await runAll(await confirm(drafted.publicId, ada))
    const made = await db.select().from(invitations).orderBy(asc(invitations.id))
    const told = made.map(({ address, postalAddress, codeTail, expiresAt }) => ({
      ...{ address, postalAddress, hasTail: codeTail !== null, days: (expiresAt - now) / dayMs },
    }))
    expect(told).toContainEqual({
      address: 'ann@x.org',
      postalAddress: null,
      hasTail: false,
      days: settings.expiryDays,
    })
    expect(told).toContainEqual({
      ...{ address: null, postalAddress: 'Rue du Midi 3\nBte 2\n01000 Bruxelles' },
      ...{ hasTail: true, days: settings.expiryDays },
    })
  })
})

describe('confirming', () => {
  it('twice at once makes them once', async () => {
    const draft = await draftCodes(emptyRows(3))
    const outcomes = await Promise.all([tryToConfirm(draft.publicId), tryToConfirm(draft.publicId)])
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['confirmed', 'not_a_draft'])
    await Promise.all([runAll(draft.id), runAll(draft.id)])
    expect(await madeBy(draft.id)).toHaveLength(3)
  })

  it('is refused where more would be open than may be, and goes again when there is room', async () => {
    const made = await draftCodes(emptyRows(10))
    await runAll(await confirm(made.publicId, ada))
    const running = await nearlyMaking(liveCodesMax - 15)
    const draft = await draftCodes(emptyRows(10))
    expect(await tryToConfirm(draft.publicId)).toEqual({ outcome: 'too_many_codes' })
    const full = { max: liveCodesMax, open: liveCodesMax - 5, left: 5 }
    expect(await findLackOfRoom(db, draft.id, now)).toEqual(full)
    const fewer = await draftCodes(emptyRows(5))
    expect(await findLackOfRoom(db, fewer.id, now)).toBeNull()
    await cancelBatch(db, running.publicId, ada, now)
    expect(await findLackOfRoom(db, draft.id, now)).toBeNull()
    expect(await tryToConfirm(draft.publicId)).toMatchObject({ outcome: 'confirmed' })
  })

  it('counts codes that have expired or were used as open no more', async () => {
    const made = await draftCodes(emptyRows(4), { expiryDays: 1 })
    await runAll(await confirm(made.publicId, ada))
    const [used, extended] = await madeBy(made.id)
    await db
      .update(invitations)
      .set({ acceptedAt: now, acceptedBy: ada.id })
      .where(eq(invitations.id, used?.id ?? 0))
    const inAYear = now + 364 * dayMs
    await db
      .update(invitations)
      .set({ expiresAt: inAYear })
      .where(eq(invitations.id, extended?.id ?? 0))
    await nearlyMaking(liveCodesMax)
    const draft = await draftCodes(emptyRows(1))
    const openAt = async (at: number) => (await findLackOfRoom(db, draft.id, at))?.open ?? 0
    expect((await openAt(now)) - liveCodesMax).toBe(3)
    expect((await openAt(now + dayMs - 1)) - liveCodesMax).toBe(3)
    for (const days of [1.05, 31, 100, 200, 363])
      expect((await openAt(now + days * dayMs)) - liveCodesMax).toBe(1)
    expect((await openAt(now + 366 * dayMs)) - liveCodesMax).toBe(0)
  })

  it('leaves expired ones expired where more would be open than may be, and opens them when there is room', async () => {
    const made = await draftCodes(emptyRows(4), { expiryDays: 1 })
    await runAll(await confirm(made.publicId, ada))
    const later = now + 2 * dayMs
    const running = await nearlyMaking(liveCodesMax - 3)
    const extend = () => doInBulk('extend', ada, { days: 30, now: later })
    expect(await extend()).toMatchObject({ doneCount: 0, skipped: { no_room: 4 } })
    await cancelBatch(db, running.publicId, ada, later)
    expect(await extend()).toMatchObject({ doneCount: 4, skipped: {} })
  })

  it('leaves one expired that is to be opened by hand, and one that is open may last longer', async () => {
    const made = await draftCodes(emptyRows(3), { expiryDays: 1 })
    await runAll(await confirm(made.publicId, ada))
    const [one, two, open] = (await madeBy(made.id)).map(({ publicId }) => publicId)
    if (!one || !two || !open) throw new Error('No codes were made')
    const later = now + 2 * dayMs
    const extend = (publicId: string, days = 30) => extendInvitation(db, publicId, days, ada, later)
    const replace = (publicId: string) => replaceCode(db, keys, { publicId, actor: ada }, settings, later)
    await extend(open, 1)
    const running = await nearlyMaking(liveCodesMax - 1)
    const before = [await tableOf('invitations'), await tableOf('events')]
    expect([await extend(one), await replace(two)]).toEqual([{ outcome: 'no_room' }, { outcome: 'no_room' }])
    expect([await tableOf('invitations'), await tableOf('events')]).toEqual(before)
    expect([await extend(open), await replace(open)]).toMatchObject([
      { outcome: 'extended' },
      { outcome: 'replaced' },
    ])
    await cancelBatch(db, running.publicId, ada, later)
    await nearlyMaking(liveCodesMax - 2)
    const outcomes = await Promise.all([extend(one), replace(two)])
    expect(outcomes.map(({ outcome }) => outcome)).toContain('no_room')
    expect(outcomes.filter(({ outcome }) => outcome !== 'no_room')).toHaveLength(1)
  })

  it('costs a few rows read while there is much room', async () => {
    const draft = await draftCodes(emptyRows(1000))
    const metered = meteredDatabase()
    await confirmBatch(metered.db, draft.publicId, { leaveOut: false, grantAdmin: false }, ada, now)
    expect(metered.meter.rowsRead).toBeLessThan(60)
  })
})

/** A batch on its way that has so many codes to make. */
async function nearlyMaking(count: number) {
  const batch = await draftCodes(emptyRows(1))
  await confirm(batch.publicId, ada)
  await db.update(batchChunks).set({ rowCount: count }).where(eq(batchChunks.batchId, batch.id))
  return batch
}
