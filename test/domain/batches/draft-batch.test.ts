import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowOutcomes, rowsMax } from '#src/domain/batches/batch.ts'
import { cancelBatch } from '#src/domain/batches/cancel-batch.ts'
import { tallyOf } from '#src/domain/batches/chunk.ts'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { draftBatch } from '#src/domain/batches/draft-batch.ts'
import { listBatches } from '#src/domain/batches/list-batches.ts'
import { openDraft } from '#src/domain/batches/open-draft.ts'
import { readBatch } from '#src/domain/batches/read-batch.ts'
import type { ReadRow, RowSource } from '#src/domain/batches/row.ts'
import { rowSourceOf } from '#src/domain/batches/row-source.ts'
import { deriveCode, macOfCode } from '#src/domain/codes/code.ts'
import { registerAddress } from '#src/domain/invitations/register-address.ts'
import { dayMs } from '#src/domain/time/day.ts'
import {
  addGroup,
  addProject,
  draft,
  inviteAll,
  now,
  plainOptions,
  rowsIn,
  rowsOf,
  tableOf,
} from '#test/support/batches.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'

const refusalOf = async (rows: ReadRow[]) => {
  const batch = { source: 'addresses' as const, rows: rowSourceOf(rows), options: plainOptions }
  return (await draftBatch(db, keys, batch, await addUser(cast.ada), settings, now)).outcome
}

async function* withBlanks(rows: ReadRow[], blank: number): RowSource {
  yield rows
  return { state: 'whole', blank, hiddenRows: 0, mergedCells: 0 }
}

describe('a draft', () => {
  it('keeps the plan for review and sends nothing', async () => {
    const ada = await addUser(cast.ada)
    const batch = await draft(rowsOf('ann@x.test', 'bob@x.test'), ada, { message: 'Welcome' })
    expect(batch).toMatchObject({
      state: 'draft',
      source: 'addresses',
      createdBy: ada.id,
      inviterName: 'Ada Martin',
      chunkCount: 1,
      chunksDone: 0,
      counts: { invite: 2, add: 0, unchanged: 0, renew: 0, skip: 0, problem: 0, blank: 0, admins: 0 },
      options: { message: 'Welcome' },
    })
    expect(await tableOf('invitations')).toEqual([])
    expect(await tableOf('mails')).toEqual([])
    expect(await tableOf('events')).toMatchObject([
      { action: 'batch_drafted', actor_id: ada.id, subject_id: batch.publicId },
    ])
  })

  it('gives each invitation its own id and the mac of its code, never the code', async () => {
    const { rows } = await draft(rowsOf('ann@x.test', 'bob@x.test'), await addUser(cast.ada))
    const [ann, bob] = rows
    expect(ann?.publicId).not.toBe(bob?.publicId)
    expect(ann?.codeMac).toBe(macOfCode(keys, deriveCode(keys, ann?.publicId ?? '', 1)))
    expect(JSON.stringify(await tableOf('batch_chunks'))).not.toContain(
      deriveCode(keys, ann?.publicId ?? '', 1),
    )
  })

  it('shares one promise among those who are promised the same', async () => {
    const [group, project] = [await addGroup('Sport'), await addProject('Parc')]
    const people = rowsOf('a@x.test', 'b@x.test', { email: 'c@x.test', admin: 'yes' })
    const { rows } = await draft(people, await addUser(cast.ada), { groups: [group], projects: [project] })
    expect(rows[0]?.grantId).toBe(rows[1]?.grantId)
    expect((await tableOf('grants')).map(({ content_key }) => content_key)).toEqual([
      `admin=0;groups=${group};projects=${project}`,
      `admin=1;groups=${group};projects=${project}`,
    ])
    expect(await tableOf('grant_groups')).toHaveLength(2)
    expect(await tableOf('grant_projects')).toHaveLength(2)
  })

  it('promises no group that does not exist', async () => {
    const { options } = await draft(rowsOf('a@x.test'), await addUser(cast.ada), {
      groups: [77],
      projects: [78],
    })
    expect(options).toMatchObject({ groups: [], projects: [] })
  })

  it('remembers the file it was read from', async () => {
    const file = { fileName: 'liste.xlsx', fileSha256: 'ab12' }
    const batch = {
      source: 'workbook' as const,
      rows: withBlanks(rowsOf('a@x.test'), 3),
      options: plainOptions,
      ...file,
    }
    const drafted = await draftBatch(db, keys, batch, await addUser(cast.ada), settings, now)
    expect(drafted.outcome === 'drafted' && (await readBatch(db, drafted.publicId))).toMatchObject({
      ...file,
      counts: { blank: 3 },
    })
  })
})

describe('a person of a draft', () => {
  it('who is registered gains what is new', async () => {
    const max = await addUser(cast.max)
    const [sport, choir] = [await addGroup('Sport', [max]), await addGroup('Chœur')]
    const project = await addProject('Parc')
    const options = { groups: [sport, choir], projects: [project], admin: true }
    const { rows, counts } = await draft(rowsOf('MAX@parvis.test'), await addUser(cast.ada), options)
    expect(rows).toMatchObject([
      { outcome: 'add', gains: { admin: true, groups: ['Chœur'], projects: ['Parc'] } },
    ])
    expect(rows[0]).not.toHaveProperty('publicId')
    expect(counts).toMatchObject({ add: 1, admins: 1 })
  })

  it('who is registered and has it all is unchanged', async () => {
    const max = await addUser(cast.max)
    const sport = await addGroup('Sport', [max])
    const { rows, counts } = await draft(rowsOf('max@parvis.test'), await addUser(cast.ada), {
      groups: [sport],
    })
    expect(rows).toMatchObject([{ outcome: 'unchanged' }])
    expect(rows[0]).not.toHaveProperty('grantId')
    expect(counts).toMatchObject({ unchanged: 1, admins: 0 })
  })

  it('who is an administrator already gains no right', async () => {
    const { rows, counts } = await draft(rowsOf('ada@parvis.test'), await addUser(cast.ada), { admin: true })
    expect(rows[0]?.outcome).toBe('unchanged')
    expect(counts.admins).toBe(0)
  })

  it('who is invited already is left or renewed, as chosen', async () => {
    const ada = await addUser(cast.ada)
    const { rows: first } = await inviteAll(rowsOf('ann@x.test'), ada)
    const left = await draft(rowsOf('Ann@X.test'), ada)
    expect(left.rows).toMatchObject([{ outcome: 'skip' }])
    expect(left.counts).toMatchObject({ skip: 1, existing: 1 })
    const renewed = await draft(rowsOf('Ann@X.test'), ada, { existing: 'renew' })
    expect(renewed.rows).toMatchObject([{ outcome: 'renew', publicId: first[0]?.publicId }])
  })

  it('whose invitation has expired is always renewed', async () => {
    const ada = await addUser(cast.ada)
    await inviteAll(rowsOf('ann@x.test'), ada)
    const expiry = now + 30 * dayMs
    expect((await draft(rowsOf('ann@x.test'), ada, {}, expiry - 1)).counts.skip).toBe(1)
    expect((await draft(rowsOf('ann@x.test'), ada, {}, expiry)).counts.renew).toBe(1)
  })

  it('who only asked to register is invited in place of that', async () => {
    await registerAddress(
      db,
      keys,
      { address: 'ann@x.test', emailKey: 'ann@x.test', locale: 'en' },
      settings,
      now,
    )
    expect((await draft(rowsOf('ann@x.test'), await addUser(cast.ada))).counts).toMatchObject({
      renew: 1,
      skip: 0,
    })
  })

  it('with a problem is promised nothing', async () => {
    const { rows, counts } = await draft(
      rowsOf('ann@x.test', { email: 'ANN@x.test', admin: 'yes' }, { email: 'bob@x.test', language: 'xx' }),
      await addUser(cast.ada),
    )
    expect(rows[1]).toMatchObject({ outcome: 'problem', given: { email: 'ANN@x.test', admin: 'yes' } })
    expect(rows[1]).not.toHaveProperty('grantId')
    expect(rows[1]).not.toHaveProperty('codeMac')
    expect(rows[1]?.problems).toMatchObject([{ key: 'duplicate_email', firstRow: 1 }])
    expect(counts).toMatchObject({ invite: 1, problem: 2, admins: 0 })
  })
})

describe('a list', () => {
  it('of nobody is refused', async () => {
    expect(await refusalOf([])).toBe('nothing_to_invite')
  })

  it('of one row more than a batch takes is refused and leaves no trace', async () => {
    async function* endless(): RowSource {
      for (let row = 1; ; row += 1000)
        yield Array.from({ length: 1000 }, (_, at) => ({
          row: row + at,
          values: { email: `p${row + at}@x.test` },
        }))
    }
    const batch = { source: 'addresses' as const, rows: endless(), options: plainOptions }
    const drafted = await draftBatch(db, keys, batch, await addUser(cast.ada), settings, now)
    expect([drafted.outcome, rowsMax]).toEqual(['too_many_rows', 100_000])
    expect(await tableOf('batches')).toEqual([])
    expect(await tableOf('batch_chunks')).toEqual([])
  })

  it('that turns out to be damaged at its end leaves no trace', async () => {
    async function* damaged(): RowSource {
      for (let part = 0; part < 6; part++)
        yield rowsOf(...Array.from({ length: 1000 }, (_, at) => `p${part}.${at}@x.test`))
      return { state: 'unreadable_file' }
    }
    const batch = { source: 'workbook' as const, rows: damaged(), options: plainOptions }
    const drafted = await draftBatch(db, keys, batch, await addUser(cast.ada), settings, now)
    expect(drafted.outcome).toBe('unreadable_file')
    expect([await tableOf('batches'), await tableOf('batch_chunks')]).toEqual([[], []])
  })

  it('is nobody’s draft while it is being read', async () => {
    const ada = await addUser(cast.ada)
    const seen: unknown[] = []
    async function* slow(): RowSource {
      yield rowsOf(...Array.from({ length: 6000 }, (_, at) => `p${at}@x.test`))
      const [batch] = await tableOf('batches')
      const publicId = String(batch?.public_id)
      seen.push(batch?.state, await readBatch(db, publicId), (await listBatches(db)).rows)
      seen.push((await cancelBatch(db, publicId, ada, now)).outcome)
      const confirmation = { leaveOut: true, grantAdmin: true }
      seen.push((await confirmBatch(db, publicId, confirmation, ada, now)).outcome)
      return { state: 'whole', blank: 0, hiddenRows: 0, mergedCells: 0 }
    }
    const batch = { source: 'addresses' as const, rows: slow(), options: plainOptions }
    expect((await draftBatch(db, keys, batch, ada, settings, now)).outcome).toBe('drafted')
    expect(seen).toEqual(['draft', null, [], 'unknown', 'unknown'])
  })

  it('lets the first of a repeated address stand and names it in each later row', async () => {
    const emails = ['Ann@x.test', 'ann@X.TEST', 'bad', 'bad', 'ann@x.test']
    const { rows } = await draft(rowsOf(...emails), await addUser(cast.ada))
    expect(rows.map(({ problems }) => problems?.map(({ key, firstRow }) => [key, firstRow]))).toEqual([
      undefined,
      [['duplicate_email', 1]],
      [['invalid_email', undefined]],
      [['invalid_email', undefined]],
      [['duplicate_email', 1]],
    ])
  })

  it('is stored in chunks of one outcome, with what their rows receive', async () => {
    const [ada] = [await addUser(cast.ada), await addUser(cast.max)]
    await inviteAll(rowsOf('old@x.test'), ada)
    const sport = await addGroup('Sport')
    const people = rowsOf(
      { email: 'a@x.test', language: 'fr', message: 'Hi' },
      { email: 'b@x.test', admin: 'yes' },
      'max@parvis.test',
      'old@x.test',
      { email: '', first_name: 'Zoé' },
      { email: '', admin: 'yes' },
      'bad',
    )
    const { id, counts } = await draft(people, ada, { groups: [sport] })
    const chunks = (await tableOf('batch_chunks')).filter(({ batch_id }) => batch_id === id)
    expect(
      chunks.map(({ outcome, choice, makes_admins, row_count }) => [
        outcome,
        choice,
        makes_admins,
        row_count,
      ]),
    ).toEqual([
      ['invite', null, 0, 1],
      ['invite', null, 1, 1],
      ['add', null, 0, 1],
      ['skip', 'existing', 0, 1],
      ['problem', 'codes', 0, 1],
      ['problem', null, 0, 2],
    ])
    expect(JSON.parse(String(chunks[0]?.tally))).toMatchObject({ locales: { fr: 1 }, ownMessages: 1 })
    expect(JSON.parse(String(chunks[2]?.tally))).toMatchObject({ groups: { Sport: 1 }, grants: {} })
    expect(counts).toMatchObject({ invite: 2, add: 1, skip: 1, problem: 3, admins: 1, existing: 1, codes: 1 })
  })

  it('with long messages is stored in chunks that D1 can hold', async () => {
    const message = 'é'.repeat(2000)
    const rows = Array.from({ length: 600 }, (_, index) => ({ email: `p${index}@x.test`, message }))
    const batch = await draft(rowsOf(...rows), await addUser(cast.ada))
    const sizes = (await tableOf('batch_chunks')).map(
      ({ rows }) => new TextEncoder().encode(String(rows)).length,
    )
    expect(Math.max(...sizes)).toBeLessThan(2_000_000)
    expect(batch.chunkCount).toBe(sizes.length)
    expect(sizes.length).toBeGreaterThan(1)
    expect(batch.rows.map(({ row }) => row)).toEqual(rows.map((_, index) => index + 1))
  })
})

it('puts every row it reads under exactly one outcome', async () => {
  const ada = await addUser(cast.ada)
  const max = await addUser(cast.max)
  await addGroup('Sport', [max])
  await inviteAll(rowsOf('i0@x.test', 'i1@x.test'), ada)
  const emails = [
    'i0@x.test',
    'i1@x.test',
    'n0@x.test',
    'N1@x.test',
    'n1@x.test',
    'max@parvis.test',
    'ada@parvis.test',
    'bad',
    '',
  ]
  const row = fc.record({
    email: fc.constantFrom(...emails),
    admin: fc.constantFrom('', 'oui', 'non', '?'),
    groups: fc.constantFrom('', 'sport', 'nowhere'),
  })
  const existing = fc.constantFrom('leave' as const, 'renew' as const)
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), existing, async (people, choice) => {
      const { id, counts } = await draft(rowsOf(...people), ada, { existing: choice })
      expect(rowOutcomes.reduce((sum, outcome) => sum + counts[outcome], 0)).toBe(people.length)
      const keys = (await rowsIn(id))
        .filter(({ outcome }) => outcome !== 'problem')
        .map(({ emailKey }) => emailKey)
      expect(new Set(keys).size).toBe(keys.length)
    }),
    { numRuns: 25 },
  )
})

it('writes any number of chunks at once, within the parameters that D1 binds', async () => {
  const head = { source: 'addresses' as const, options: plainOptions }
  const draft = await openDraft(db, head, await addUser(cast.ada), now)
  const empty = { outcome: 'skip', choice: 'existing', makesAdmins: false, rowCount: 0, rows: '[]' } as const
  await draft.write(Array.from({ length: 30 }, () => ({ ...empty, tally: tallyOf([]) })))
  expect(await tableOf('batch_chunks')).toHaveLength(30)
})
