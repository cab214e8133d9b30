import { expect, it } from 'vitest'
import { read } from 'xlsx'
import { readWorkbook } from '#src/spreadsheets/read-workbook.ts'
import { writeTemplate } from '#src/spreadsheets/write-template.ts'

const headers = ['email', 'prénom', 'nom', 'langue', 'groupes', 'admin']
const example = ['anne@exemple.test', 'Anne', 'Exemple', 'fr', 'Quartier A', false]

it('can be filled in and uploaded as it is', () => {
  const bytes = writeTemplate({ sheetName: 'Invitations', headers, example })
  expect(readWorkbook(bytes, { rowsMax: 2000 })).toMatchObject({
    state: 'read',
    ignoredColumns: [],
    rows: [
      {
        row: 2,
        values: {
          email: 'anne@exemple.test',
          first_name: 'Anne',
          last_name: 'Exemple',
          language: 'fr',
          groups: 'Quartier A',
          admin: 'FALSE',
        },
      },
    ],
  })
})

it('has a boolean in the admin cell, wide columns and a name of its own', () => {
  const book = read(writeTemplate({ sheetName: 'Invités: [2026]', headers, example }), { cellStyles: true })
  expect(book.SheetNames).toEqual(['Invités   2026'])
  const sheet = book.Sheets['Invités   2026']
  expect(sheet?.F2).toMatchObject({ t: 'b', v: false })
  expect(sheet?.['!cols']?.[0]?.width).toBeGreaterThan(17)
})

it('writes a formula of a group name as text', () => {
  const bytes = writeTemplate({ sheetName: '', headers: ['email'], example: ['=1+1'] })
  expect(read(bytes).Sheets.Sheet1?.A2).toMatchObject({ t: 's', v: '=1+1' })
})
