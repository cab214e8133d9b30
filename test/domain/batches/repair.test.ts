import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BatchOptions } from '#src/domain/batches/batch.ts'
import { cancelBatch } from '#src/domain/batches/cancel-batch.ts'
import { changeChoice } from '#src/domain/batches/change-choice.ts'
import { readBatch } from '#src/domain/batches/read-batch.ts'
import { readHeads } from '#src/domain/batches/read-heads.ts'
import { repairRow } from '#src/domain/batches/repair-row.ts'
import type { ReadRow } from '#src/domain/batches/row.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { addGroup, confirm, draft, now, rowsIn, rowsOf, runAll, tableOf } from '#test/support/batches.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'

type Values = ReadRow['values']

async function drafted(people: (string | Values)[], options: Partial<BatchOptions> = {}) {
  const ada = await addUser(cast.ada)
  const { id, publicId } = await draft(rowsOf(...people), ada, options)
  const repair = (row: number, values: Values, by: Actor = ada) =>
    repairRow(db, keys, publicId, { row, values }, by, settings, now)
  return { id, publicId, ada, repair }
}

/** Each row as `outcome address`, with its problems. */
async function standing(id: number): Promise<string[]> {
  return (await rowsIn(id)).map(({ row, outcome, address, problems = [] }) =>
    [
      row,
      outcome,
      address,
      ...problems.map(({ key, firstRow }) => [key, firstRow].filter(Boolean).join(' ')),
    ].join(' '),
  )
}

/** What the chunks say of themselves agrees with their rows, and the batch with its chunks. */
async function expectSound(publicId: string) {
  const batch = await readBatch(db, publicId)
  const [heads, rows] = [await readHeads(db, batch?.id ?? 0), await rowsIn(batch?.id ?? 0)]
  expect(batch?.chunkCount).toBe(heads.length)
  expect(heads.map(({ position }) => position)).toEqual(heads.map((_, index) => index))
  expect(heads.reduce((sum, { rowCount }) => sum + rowCount, 0)).toBe(rows.length)
  for (const outcome of ['invite', 'add', 'unchanged', 'renew', 'skip', 'problem'] as const)
    expect(batch?.counts[outcome]).toBe(rows.filter((row) => row.outcome === outcome).length)
  const locales = heads.flatMap(({ tally }) => Object.values(tally.locales))
  expect(locales.reduce((sum, count) => sum + count, 0)).toBe(rows.length)
}

describe('a repaired row', () => {
  it('moves under what will now happen to it, and is carried out', async () => {
    const { id, publicId, ada, repair } = await drafted(['ann@x.test', 'bob@x', 'cem@x.test'])
    expect(await repair(2, { email: 'Bob@x.test' })).toMatchObject({
      outcome: 'repaired',
      planned: { outcome: 'invite' },
    })
    expect(await standing(id)).toEqual(['1 invite ann@x.test', '2 invite Bob@x.test', '3 invite cem@x.test'])
    await expectSound(publicId)
    expect(await readBatch(db, publicId)).toMatchObject({ revision: 1, counts: { invite: 3, problem: 0 } })
    expect(await tableOf('events')).toMatchObject([
      { action: 'batch_drafted' },
      { action: 'batch_row_repaired', details: '{"row":2}' },
    ])
    await confirm(publicId, ada)
    expect(await runAll(id)).toHaveLength(3)
  })

  it('keeps what the rest of the row said', async () => {
    const group = await addGroup('Sport')
    const { id, repair } = await drafted([
      { email: 'ann@x', first_name: 'Ann', groups: 'sport', language: 'fr' },
    ])
    await repair(1, { email: 'ann@x.test' })
    const [row] = await rowsIn(id)
    expect(row).toMatchObject({ address: 'ann@x.test', firstName: 'Ann', locale: 'fr' })
    expect(row).not.toHaveProperty('problems')
    expect(await tableOf('grant_groups')).toMatchObject([{ group_id: group, grant_id: row?.grantId }])
  })

  it('may turn out to be somebody registered, or an administrator to be', async () => {
    const { id, publicId, repair } = await drafted([
      { email: 'nobody' },
      { email: 'ann@x.test', admin: 'perhaps' },
    ])
    const max = await addUser(cast.max)
    await repair(1, { email: max.email, admin: 'oui' })
    await repair(2, { admin: 'oui' })
    expect(await standing(id)).toEqual([`1 add ${max.email}`, '2 invite ann@x.test'])
    expect((await readBatch(db, publicId))?.counts).toMatchObject({ add: 1, invite: 1, admins: 2 })
    await expectSound(publicId)
  })

  it('that still has problems stays as it was, and names all of them', async () => {
    const { id, publicId, repair } = await drafted([{ email: 'ann@x', language: 'tlh' }])
    const before = [await tableOf('batches'), await tableOf('batch_chunks'), await tableOf('events')]
    const repaired = await repair(1, { email: 'ann@x.test', groups: 'nowhere' })
    expect(repaired).toMatchObject({
      outcome: 'has_problems',
      planned: { row: { problems: [{ key: 'unknown_language' }, { key: 'unknown_group' }] } },
    })
    expect([await tableOf('batches'), await tableOf('batch_chunks'), await tableOf('events')]).toEqual(before)
    expect(await standing(id)).toEqual(['1 problem ann@x invalid_email unknown_language'])
    await expectSound(publicId)
  })

  it('with an address that stands elsewhere is a repetition of that row, wherever it stands', async () => {
    const { repair } = await drafted(['nobody', 'ann@x.test', 'ANN@x.test'])
    for (const row of [1, 3])
      expect(await repair(row, { email: 'Ann@X.test' })).toMatchObject({
        outcome: 'has_problems',
        planned: { row: { problems: [{ key: 'duplicate_email', firstRow: 2 }] } },
      })
  })

  it('frees the rows that repeated its old address: the first of them stands', async () => {
    const { id, publicId, repair } = await drafted([
      { email: 'ann@x.test', language: 'tlh' },
      'ann@x.test',
      'bob@x.test',
      'ann@x.test',
      { email: 'ann@x.test', language: 'tlh' },
    ])
    await repair(1, { email: 'cem@x.test', language: '' })
    expect(await standing(id)).toEqual([
      '1 invite cem@x.test',
      '2 invite ann@x.test',
      '3 invite bob@x.test',
      '4 problem ann@x.test duplicate_email 2',
      '5 problem ann@x.test duplicate_email 2 unknown_language',
    ])
    await expectSound(publicId)
  })

  it('leaves the rows that repeat its address alone when it keeps it', async () => {
    const { id, repair } = await drafted([{ email: 'ann@x.test', language: 'tlh' }, 'ann@x.test'])
    await repair(1, { language: 'en' })
    expect(await standing(id)).toEqual(['1 invite ann@x.test', '2 problem ann@x.test duplicate_email 1'])
  })

  it('is one of two thousand', async () => {
    const people = Array.from({ length: 2500 }, (_, n) => (n % 500 === 7 ? `p${n}@x` : `p${n}@x.test`))
    const { publicId, repair } = await drafted(people)
    for (const row of [8, 1508])
      expect((await repair(row, { email: `r${row}@x.test` })).outcome).toBe('repaired')
    expect((await readBatch(db, publicId))?.counts).toMatchObject({ invite: 2497, problem: 3 })
    await expectSound(publicId)
  })

  it('finds a new chunk where the last one is full, with positions that follow each other', async () => {
    const people = [...Array.from({ length: 1000 }, (_, n) => `p${n}@x.test`), 'bad', 'worse']
    const { publicId, repair } = await drafted(people)
    await repair(1001, { email: 'good@x.test' })
    await repair(1002, { email: 'better@x.test' })
    await expectSound(publicId)
    const heads = await readHeads(db, (await readBatch(db, publicId))?.id ?? 0)
    expect(heads.map(({ outcome, rowCount }) => `${outcome} ${rowCount}`)).toEqual([
      'invite 1000',
      'problem 0',
      'invite 2',
    ])
  })

  it('is told apart where there is nothing to repair', async () => {
    const { publicId, ada, repair } = await drafted(['ann@x.test', 'bad'])
    expect(await repair(1, { email: 'x@x.test' })).toEqual({ outcome: 'not_a_problem' })
    expect(await repair(9, {})).toEqual({ outcome: 'unknown' })
    expect(await repairRow(db, keys, 'nowhere', { row: 1, values: {} }, ada, settings, now)).toEqual({
      outcome: 'unknown',
    })
    await cancelBatch(db, publicId, ada, now)
    expect(await repair(2, { email: 'b@x.test' })).toEqual({ outcome: 'not_a_draft' })
  })

  it('of a thousand repetitions and more asks for the list to be corrected', async () => {
    const people = [
      { email: 'ann@x.test', language: 'tlh' },
      ...Array.from({ length: 1001 }, () => 'ann@x.test'),
    ]
    const { publicId, repair } = await drafted(people)
    expect(await repair(1, { email: 'b@x.test', language: '' })).toEqual({ outcome: 'too_many_repeats' })
    expect(await readBatch(db, publicId)).toMatchObject({ revision: 0 })
  })
})

describe('two changes at once', () => {
  it('of two rows both hold', async () => {
    const { id, publicId, repair } = await drafted(['a@x', 'b@x', 'c@x', 'd@x'])
    const repaired = await Promise.all([1, 2, 3, 4].map((row) => repair(row, { email: `p${row}@x.test` })))
    expect(repaired.map(({ outcome }) => outcome)).toEqual(Array(4).fill('repaired'))
    expect((await standing(id)).filter((row) => row.includes('invite'))).toHaveLength(4)
    expect(await readBatch(db, publicId)).toMatchObject({ revision: 4 })
    await expectSound(publicId)
  })

  it('to the same address are one person', async () => {
    const { id, publicId, repair } = await drafted(['a@x', 'b@x'])
    const repaired = await Promise.all([1, 2].map((row) => repair(row, { email: 'ann@x.test' })))
    expect(repaired.map(({ outcome }) => outcome).toSorted()).toEqual(['has_problems', 'repaired'])
    expect((await standing(id)).filter((row) => row.includes('invite'))).toHaveLength(1)
    await expectSound(publicId)
  })

  it('of a row and a choice both hold', async () => {
    const { id, publicId, ada, repair } = await drafted(['a@x', { first_name: 'Bo' }])
    await Promise.all([
      repair(1, { email: 'ann@x.test' }),
      changeChoice(db, publicId, { existing: 'leave', codes: true }, ada, now),
    ])
    expect(await standing(id)).toEqual(['1 invite ann@x.test', '2 invite  missing_email'])
    await expectSound(publicId)
  })
})

it('whatever is repaired in whatever order: sums add up, no address stands twice, each repetition names the row that stands', async () => {
  const ada = await addUser(cast.ada)
  const email = fc.constantFrom('a@x.test', 'A@x.test', 'b@x.test', 'c@x.test', 'max@parvis.test', 'bad', '')
  const language = fc.constantFrom('', '', 'fr', 'tlh')
  const repairs = fc.array(fc.record({ row: fc.integer({ min: 1, max: 8 }), email, language }), {
    maxLength: 8,
  })
  const people = fc.array(fc.record({ email, language }), { minLength: 3, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(people, repairs, async (list, changes) => {
      const { id, publicId } = await draft(rowsOf(...list), ada)
      for (const { row, ...values } of changes)
        await repairRow(db, keys, publicId, { row, values }, ada, settings, now)
      await expectSound(publicId)
      const rows = await rowsIn(id)
      const repeats = rows.flatMap(({ emailKey, problems = [] }) =>
        problems
          .filter(({ key }) => key === 'duplicate_email')
          .map(({ firstRow }) => ({ emailKey, firstRow })),
      )
      const standing = rows.filter(({ problems = [] }) =>
        problems.every(({ key }) => key !== 'duplicate_email'),
      )
      const keysStanding = standing.flatMap(({ emailKey }) => emailKey ?? [])
      expect(new Set(keysStanding).size).toBe(keysStanding.length)
      for (const { emailKey, firstRow } of repeats)
        expect(standing.find(({ row }) => row === firstRow)?.emailKey).toBe(emailKey)
    }),
    { numRuns: 12 },
  )
}, 60_000)
