import { expect, it } from 'vitest'
import { read, utils } from 'xlsx'
import { paths } from '#src/paths.ts'
import { readWorkbook } from '#src/spreadsheets/read-workbook.ts'
import { addGroup } from '#test/support/batches.ts'
import { get } from '#test/support/browse.ts'
import { addUser, cast } from '#test/support/cast.ts'
import { xlsxType } from '#test/support/sheets.ts'

async function templateFor(locale: string) {
  const as = await addUser({ ...cast.ada, locale })
  const answer = await get(paths.admin.template(), { as })
  return { answer, bytes: new Uint8Array(await answer.clone().arrayBuffer()) }
}

it('is a workbook to download, with headings and an example our own reader understands', async () => {
  await addGroup('Quartier A')
  const { answer, bytes } = await templateFor('en')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('Content-Type')).toBe(xlsxType)
  expect(answer.headers.get('Content-Disposition')).toBe('attachment; filename="invitations.xlsx"')
  const workbook = readWorkbook(bytes, { rowsMax: 10 })
  expect(workbook).toMatchObject({ state: 'read', ignoredColumns: [] })
  if (workbook.state !== 'read') return
  expect(workbook.columns.toSorted()).toEqual([
    'admin',
    'email',
    'first_name',
    'groups',
    'language',
    'last_name',
  ])
  expect(workbook.rows[0]?.values).toMatchObject({ language: 'en', groups: 'Quartier A' })
})

it('speaks the reader’s language', async () => {
  const { answer, bytes } = await templateFor('fr')
  expect(answer.headers.get('Content-Disposition')).toContain('modele-invitations.xlsx')
  const [header] = utils.sheet_to_json<string[]>(read(bytes).Sheets.Invitations ?? {}, { header: 1 })
  expect(header).toEqual(['email', 'prénom', 'nom', 'langue', 'groupes', 'admin'])
  expect(readWorkbook(bytes, { rowsMax: 10 })).toMatchObject({ state: 'read', ignoredColumns: [] })
})

it('names no group as an example that a file could not tell from another', async () => {
  for (const name of ['Arts', 'arts', 'Zone']) await addGroup(name)
  const workbook = readWorkbook((await templateFor('en')).bytes, { rowsMax: 10 })
  expect(workbook).toMatchObject({ rows: [{ values: { groups: 'Zone' } }] })
})
