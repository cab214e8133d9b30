import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { read, utils, type WorkSheet, write } from 'xlsx'
import { batchChunks, batches } from '#src/db/schema/index.ts'
import type { BatchOptions } from '#src/domain/batches/batch.ts'
import type { CheckedRow } from '#src/domain/batches/row.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { openReview, postAddresses } from '#test/support/batch-pages.ts'
import { addGroup, confirm, rowsIn, runAll } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { type Cell, workbookOf, xlsxType } from '#test/support/sheets.ts'

const people: Cell[][] = [
  ['Shirt size', 'email', 'First name', 'groups', 'admin'],
  ['Rue Haute', 'mia@parvis.test', 'Mia', '', ''],
  ['=1+1', 'leo at parvis.test', '+32 2', '', ''],
  ['@x', '', '007', 'Chess', 'perhaps'],
  ['', 'mia@parvis.test', 'Mia again', '', ''],
]

async function upload(rows: Cell[][], as: Actor, name = 'Liste d’été.xlsx'): Promise<string> {
  return uploadBytes(workbookOf(rows), as, name)
}

async function uploadBytes(bytes: Uint8Array<ArrayBuffer>, as: Actor, name: string): Promise<string> {
  const file = new File([bytes], name, { type: xlsxType })
  const fields = { source: 'workbook', file, language: 'en', existing: 'leave' }
  return (await openReview(await post(paths.admin.batches(), fields, { as }), as)).id
}

async function problemsOf(id: string, as: Actor) {
  const answer = await get(paths.admin.batchProblems(id), { as })
  if (answer.status !== 200) return { answer, bytes: new Uint8Array(), sheet: {}, cells: [] }
  const bytes = new Uint8Array(await answer.clone().arrayBuffer())
  const { SheetNames, Sheets } = read(bytes, { cellStyles: true })
  const sheet: WorkSheet = Sheets[SheetNames[0] ?? ''] ?? {}
  return { answer, bytes, sheet, cells: utils.sheet_to_json<unknown[]>(sheet, { header: 1, defval: '' }) }
}

/** The workbook as it comes back from a spreadsheet program, with some cells changed. */
function corrected(bytes: Uint8Array, changes: Record<string, string>): Uint8Array<ArrayBuffer> {
  const book = read(bytes)
  const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {}
  for (const [cell, value] of Object.entries(changes)) utils.sheet_add_aoa(sheet, [[value]], { origin: cell })
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }))
}

function problemRow(row: number): CheckedRow {
  const problems = [{ key: 'invalid_email' as const, column: 'email' as const, value: `nobody ${row}` }]
  return {
    row,
    address: '',
    locale: 'en',
    problems,
    given: { email: `nobody ${row}` },
    others: ['Rue Basse'],
  }
}

async function draftOf(publicId: string) {
  const [batch] = await db.select().from(batches).where(eq(batches.publicId, publicId))
  if (!batch) throw new Error('There is no such draft')
  return { ...batch, rows: await rowsIn(batch.id) }
}

describe('who gets it', () => {
  it('is for administrators', async () => {
    const id = await upload(people, await addUser(cast.ada))
    expect((await get(paths.admin.batchProblems(id))).status).toBe(303)
    expect((await problemsOf(id, await addUser(cast.sam))).answer.status).toBe(403)
  })

  it('is not there for an unknown batch, without problems, and once the rows are erased', async () => {
    const as = await addUser(cast.ada)
    expect((await problemsOf('unknown', as)).answer.status).toBe(404)
    const fine = await upload(people.slice(0, 2), as)
    expect((await problemsOf(fine, as)).answer.status).toBe(404)
    const id = await upload(people, as)
    await db.update(batches).set({ erasedAt: 1 }).where(eq(batches.publicId, id))
    expect((await problemsOf(id, as)).answer.status).toBe(404)
  })

  it('stays when the others have been invited', async () => {
    const as = await addUser(cast.ada)
    const id = await upload(people, as)
    await runAll(await confirm(id, as, Date.now()), Date.now())
    expect((await problemsOf(id, as)).cells).toHaveLength(4)
  })
})

describe('what stands in it', () => {
  it('has the columns of the sheet as they were, behind the reason and the row', async () => {
    const as = await addUser(cast.ada)
    const { cells, answer } = await problemsOf(await upload(people, as), as)
    expect(cells[0]).toEqual(['Parvis: what to correct', 'Parvis: row', ...(people[0] ?? [])])
    expect(cells.slice(1).map((row) => row.slice(1))).toEqual([
      [3, '=1+1', 'leo at parvis.test', '+32 2', '', ''],
      [4, '@x', '', '007', 'Chess', 'perhaps'],
      [5, '', 'mia@parvis.test', 'Mia again', '', ''],
    ])
    expect(answer.headers.get('Content-Type')).toBe(xlsxType)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
  })

  it('says of each cell what is wrong and what to do, and marks it', async () => {
    const as = await addUser(cast.ada)
    const { cells, sheet } = await problemsOf(await upload(people, as), as)
    expect(cells[1]?.[0]).toContain('email “leo at parvis.test”: This is not an e-mail address. Look for')
    const reasons = String(cells[2]?.[0]).split('\n')
    expect(reasons.map((reason) => reason.split(':')[0])).toEqual([
      'email',
      'groups “Chess”',
      'admin “perhaps”',
    ])
    expect(cells[3]?.[0]).toContain('already in row 2')
    const marked = Object.keys(sheet).filter((name) => sheet[name]?.s?.fgColor?.rgb === 'FFE08A')
    expect(marked.toSorted()).toEqual(['D2', 'D3', 'D4', 'F3', 'G3'])
  })

  it('asks for a row each where a cell holds several addresses, and for nothing else', async () => {
    const as = await addUser(cast.ada)
    const { cells } = await problemsOf(await upload([['email'], ['mia@x.org, leo@x.org']], as), as)
    expect(cells[1]?.[0]).toMatch(/Each person needs a row of their own\.$/)
  })

  it('holds texts whatever they look like, and no formula', async () => {
    const as = await addUser(cast.ada)
    const { sheet } = await problemsOf(await upload(people, as), as)
    for (const [cell, v] of Object.entries({ C2: '=1+1', E2: '+32 2', C3: '@x', E3: '007' })) {
      expect(sheet[cell]).toMatchObject({ t: 's', v })
      expect(sheet[cell]).not.toHaveProperty('f')
    }
  })

  it('speaks the reader’s language, under a name made from that of the file', async () => {
    const as = await addUser({ ...cast.ada, locale: 'fr' })
    const { cells, answer } = await problemsOf(await upload(people, as), as)
    expect(cells[0]?.slice(0, 2)).toEqual(['Parvis\u202f: à corriger', 'Parvis\u202f: ligne'])
    expect(answer.headers.get('Content-Disposition')).toBe(
      `attachment; filename="Liste d'ete - a corriger.xlsx"; filename*=UTF-8''${encodeURIComponent('Liste d’été – à corriger.xlsx')}`,
    )
  })

  it('makes a name that every system allows of whatever the file was called', async () => {
    const as = await addUser(cast.ada)
    const id = await upload(people, as)
    const fileName = '../a"b\r\nSet-Cookie: x=1;\u202e%41\\🙂＂／＼.xlsx'
    await db.update(batches).set({ fileName }).where(eq(batches.publicId, id))
    const { answer } = await problemsOf(id, as)
    expect(answer.headers.get('Set-Cookie') ?? '').not.toContain('x=1')
    const [, plain = '', encoded = ''] =
      /^attachment; filename="([^"]*)"; filename\*=UTF-8''([\w.%~!-]*)$/.exec(
        answer.headers.get('Content-Disposition') ?? '',
      ) ?? []
    expect(plain).toBe('.. a b Set-Cookie x=1_ _41 _____ - to correct.xlsx')
    expect(decodeURIComponent(encoded)).toBe('.. a b Set-Cookie x=1; %41 🙂＂／＼ – to correct.xlsx')
  })

  it('names a column that only a person understood as we know it, so that nobody is asked again', async () => {
    const as = await addUser(cast.ada)
    const id = await upload(people, as)
    const { options } = await draftOf(id)
    const { sheet } = options as BatchOptions // -- written by draftBatch
    const columns = sheet?.columns.map((column) =>
      column.column === 'email' ? { ...column, header: 'Adr. él.' } : column,
    )
    const mapped = { ...(options as BatchOptions), sheet: { ...sheet, columns } }
    await db.update(batches).set({ options: mapped }).where(eq(batches.publicId, id))
    const { cells } = await problemsOf(id, as)
    expect(cells[0]?.slice(2)).toEqual(['Shirt size', 'email', 'First name', 'groups', 'admin'])
    expect(cells[1]?.[0]).toContain('email “leo at parvis.test”')
  })

  it('writes a typed list under headings of our own', async () => {
    const as = await addUser(cast.ada)
    const answer = await postAddresses('Ann <ann@parvis.test>, nobody', as, { language: 'en' })
    const { id } = await openReview(answer, as)
    const { cells } = await problemsOf(id, as)
    expect(cells[0]).toEqual([
      'Parvis: what to correct',
      'Parvis: position',
      'email',
      'first_name',
      'last_name',
    ])
    expect(cells[1]?.slice(1, 3)).toEqual([2, 'nobody'])
  })
})

it('is written while it is read, however many rows there are', async () => {
  const as = await addUser(cast.ada)
  const { id, publicId } = await draftOf(await upload(people, as))
  await db.insert(batchChunks).values(
    Array.from({ length: 12 }, (_, chunk) => ({
      ...{ batchId: id, position: 100 + chunk, rowCount: 1000 },
      rows: Array.from({ length: 1000 }, (_, at) => problemRow(1000 * chunk + at + 10)),
    })),
  )
  const { cells } = await problemsOf(publicId, as)
  expect(cells).toHaveLength(12_004)
  expect(cells.slice(4).map((row) => row[1])).toEqual(Array.from({ length: 12_000 }, (_, at) => at + 10))
})

describe('corrected and uploaded again', () => {
  it('brings only those people, nobody twice, and nothing about our own columns', async () => {
    const as = await addUser(cast.ada)
    await addGroup('Chess club')
    const id = await upload(people, as)
    const { bytes } = await problemsOf(id, as)
    await runAll(await confirm(id, as, Date.now()), Date.now())
    const fixed = {
      D2: 'leo@parvis.test',
      D3: 'zoe@parvis.test',
      F3: 'Chess club',
      G3: 'no',
      D4: 'max@parvis.test',
    }
    const again = await draftOf(await uploadBytes(corrected(bytes, fixed), as, 'again.xlsx'))
    expect(again.rows.map(({ address, outcome }) => [address, outcome])).toEqual([
      ['leo@parvis.test', 'invite'],
      ['zoe@parvis.test', 'invite'],
      ['max@parvis.test', 'invite'],
    ])
    expect(again.options).toMatchObject({ sheet: { ignored: [{ header: 'Shirt size', letter: 'C' }] } })
  })

  it('finds somebody who was invited meanwhile invited, and a row that was cleared gone', async () => {
    const as = await addUser(cast.ada)
    const id = await upload(people, as)
    const { bytes } = await problemsOf(id, as)
    await runAll(await confirm(id, as, Date.now()), Date.now())
    const cleared = { C2: '', D2: '', E2: '', C3: '', D3: '', E3: '', F3: '', G3: '' }
    const again = await draftOf(await uploadBytes(corrected(bytes, cleared), as, 'again.xlsx'))
    expect(again.rows.map(({ address, outcome }) => [address, outcome])).toEqual([
      ['mia@parvis.test', 'skip'],
    ])
    expect(again.counts).toMatchObject({ blank: 2 })
  })

  it('keeps what is still wrong, with its other columns', async () => {
    const as = await addUser(cast.ada)
    const { bytes } = await problemsOf(await upload(people, as), as)
    const again = await uploadBytes(new Uint8Array(bytes), as, 'again.xlsx')
    const { cells } = await problemsOf(again, as)
    expect(cells[0]).toEqual(['Parvis: what to correct', 'Parvis: row', ...(people[0] ?? [])])
    expect(cells.slice(1).map((row) => row.slice(1))).toEqual([
      [2, '=1+1', 'leo at parvis.test', '+32 2', '', ''],
      [3, '@x', '', '007', 'Chess', 'perhaps'],
    ])
  })
})
