import { env } from 'cloudflare:workers'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BatchOptions, RowOutcome, SheetFacts } from '#src/domain/batches/batch.ts'
import type { CheckedRow, ReadRow } from '#src/domain/batches/row.ts'
import { readWorkbook } from '#src/spreadsheets/read-workbook.ts'
import {
  addGroup,
  addProject,
  confirm,
  draft,
  inviteAll,
  now,
  rowsOf,
  runAll,
  tableOf,
} from '#test/support/batches.ts'
import { addUser, cast } from '#test/support/cast.ts'
import { type Cell, workbookOf } from '#test/support/sheets.ts'

/** The rows of a workbook, and what is known of the sheet. */
async function sheetOf(cells: Cell[][]): Promise<{ rows: ReadRow[]; sheet: SheetFacts }> {
  const read = await readWorkbook(workbookOf(cells))
  if (read.state !== 'found') throw new Error(read.state)
  const rows: ReadRow[] = []
  for await (const part of read.rows) rows.push(...part)
  return { rows, sheet: read.sheet }
}

/** Who has what after all: by address, of accounts and of invitations. */
async function heldBy(table: 'users' | 'invitations'): Promise<Map<unknown, string>> {
  const held =
    table === 'users'
      ? `select email, role = 'admin' as admin, (select group_concat(group_id) from
          (select group_id from group_members where user_id = users.id order by 1)) as groups from users`
      : `select email_key as email, g.admin, (select group_concat(group_id) from
          (select group_id from grant_groups where grant_id = g.id order by 1)) as groups
          from invitations i join grants g on g.id = i.grant_id`
  const { results } = await env.DB.prepare(held).all()
  return new Map(
    results.map(({ email, admin, groups }) => [email, `admin ${admin}, groups ${groups ?? 'none'}`]),
  )
}

describe('a French sheet', () => {
  const header = ['email', 'first_name', 'last_name', 'langue', 'groupes', 'admin']

  it('is read as its owner means it, problems and all', async () => {
    const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
    const quarter = await addGroup('Quartier A')
    const { rows: people, sheet } = await sheetOf([
      header,
      ['Chloe@x.test', 'Chloé', 'Dupont', 'FR', 'quartier a', 'VRAI'],
      ['luc@x.test', 'Luc', 'Petit', 'en', '', 'FAUX'],
      [],
      ['max@parvis.test', '', '', '', 'QUARTIER A', ''],
      ['CHLOE@x.test', '', '', '', '', ''],
      ['pas une adresse', '', '', 'xx', 'Quartier Z', 'peut-être'],
      ['zoe@x.test', 'Zoé', 'Martin', '', '', true],
      ['jean@x.test', 'Jean', 'Noir', '', '', false],
    ])
    const batch = await draft(people, ada, { language: 'fr', admin: true, message: 'Bienvenue', sheet })
    expect(batch.counts).toMatchObject({
      invite: 4,
      add: 1,
      unchanged: 0,
      renew: 0,
      skip: 0,
      problem: 2,
      admins: 3,
    })
    const problems = batch.rows.flatMap(({ row, problems }) =>
      (problems ?? []).map((one) => [row, one.key, one.cell, one.value]),
    )
    expect(problems).toEqual([
      [6, 'duplicate_email', 'A6', 'CHLOE@x.test'],
      [7, 'invalid_email', 'A7', 'pas une adresse'],
      [7, 'unknown_language', 'D7', 'xx'],
      [7, 'unknown_group', 'E7', 'Quartier Z'],
      [7, 'invalid_admin', 'F7', 'peut-être'],
    ])
    await confirm(batch.publicId, ada)
    expect(await runAll(batch.id)).toHaveLength(4)
    expect([...(await heldBy('invitations'))].sort()).toEqual([
      ['chloe@x.test', `admin 1, groups ${quarter}`],
      ['jean@x.test', 'admin 0, groups none'],
      ['luc@x.test', 'admin 0, groups none'],
      ['zoe@x.test', 'admin 1, groups none'],
    ])
    expect((await tableOf('mails')).map(({ address, locale }) => [address, locale]).sort()).toEqual([
      ['Chloe@x.test', 'fr'],
      ['jean@x.test', 'fr'],
      ['luc@x.test', 'en'],
      ['zoe@x.test', 'fr'],
    ])
    expect(await tableOf('group_members')).toEqual([{ group_id: quarter, user_id: max.id, added_at: now }])
  })
})

describe('the sheet wins over the options', () => {
  it('row by row: groups and projects replace, FALSE takes the right away, empty cells leave it', async () => {
    const ada = await addUser(cast.ada)
    const [sport, choir] = [await addGroup('Sport'), await addGroup('Chœur')]
    const [park, station] = [await addProject('Parc'), await addProject('Gare')]
    const { rows: people, sheet } = await sheetOf([
      ['admin', 'groups', 'projects', 'email'],
      ['FALSE', 'chœur', 'gare', 'ann@x.test'],
      ['', '', '', 'bob@x.test'],
      [false, '', '', 'cleo@x.test'],
    ])
    await draft(people, ada, { admin: true, groups: [sport], projects: [park], sheet })
    expect((await tableOf('grants')).map(({ content_key }) => content_key)).toEqual([
      `admin=0;groups=${choir};projects=${station}`,
      `admin=1;groups=${sport};projects=${park}`,
      `admin=0;groups=${sport};projects=${park}`,
    ])
  })
})

it('hostile names go through unchanged but for what hides or turns text', async () => {
  const name = `O'Brien"); drop table users; -- <b>\u202e\u0000{{x}}`
  const { rows, sheet } = await sheetOf([
    ['email', 'nom'],
    ['ann@x.test', name],
  ])
  await inviteAll(rows, await addUser(cast.ada), { sheet })
  expect(await tableOf('invitations')).toMatchObject([
    { last_name: `O'Brien"); drop table users; -- <b>{{x}}` },
  ])
})

it('confirming does exactly what the review said', async () => {
  const ada = await addUser(cast.ada)
  const [max, sam] = [await addUser(cast.max), await addUser(cast.sam)]
  const groups = [await addGroup('Sport', [max]), await addGroup('Chœur', [sam])]
  await inviteAll(rowsOf('i0@x.test', 'i1@x.test'), ada)
  const email = fc.constantFrom('i0@x.test', 'I1@x.test', 'max@parvis.test', 'sam@parvis.test', 'bad')
  const fresh = fc.nat(30).map((index) => `n${index}@x.test`)
  const row = fc.record({
    email: fc.oneof(email, fresh),
    admin: fc.constantFrom('', '', 'oui', 'non'),
    groups: fc.constantFrom('', 'sport', 'chœur', 'Sport, Chœur', 'nowhere'),
  })
  const options = fc.record<Partial<BatchOptions>>({
    existing: fc.constantFrom('leave', 'renew'),
    groups: fc.subarray(groups),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), options, async (people, chosen) => {
      const [users, invited] = [await heldBy('users'), await heldBy('invitations')]
      const mailsBefore = (await tableOf('mails')).length
      const batch = await draft(rowsOf(...people), ada, chosen)
      const { invite, renew, add } = batch.counts
      if (invite + renew + add === 0) return
      await confirm(batch.publicId, ada)
      expect(await runAll(batch.id)).toHaveLength(invite + renew)
      expect(await tableOf('mails')).toHaveLength(mailsBefore + invite + renew)
      expect(changed(users, await heldBy('users'))).toEqual(keysOf(batch.rows, ['add']))
      const touched = keysOf(batch.rows, ['invite', 'renew'])
      for (const key of changed(invited, await heldBy('invitations'))) expect(touched).toContain(key)
      expect((await heldBy('invitations')).size).toBe(invited.size + invite)
    }),
    { numRuns: 15 },
  )
})

function changed(before: Map<unknown, string>, after: Map<unknown, string>): unknown[] {
  return [...after]
    .filter(([key, held]) => before.get(key) !== held)
    .map(([key]) => key)
    .sort()
}

function keysOf(rows: (CheckedRow & { outcome: RowOutcome })[], outcomes: RowOutcome[]): unknown[] {
  return rows
    .filter(({ outcome }) => outcomes.includes(outcome))
    .map(({ emailKey }) => emailKey)
    .sort()
}
