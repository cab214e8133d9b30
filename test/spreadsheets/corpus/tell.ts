import type { SheetFacts } from '#src/domain/batches/batch.ts'
import { checkRow, type Letters, problemAt } from '#src/domain/batches/check-row.ts'
import { cellReaders } from '#src/domain/batches/read-cells.ts'
import type { Problem, ReadRow } from '#src/domain/batches/row.ts'
import { readAddress } from '#src/domain/invitations/address.ts'
import { readAll } from '#test/support/sheets.ts'

/** A platform with three languages, two groups and a project, for checking what the files say. */
const readers = cellReaders(['en', 'fr-FR', 'nl-BE'], {
  groups: [
    { id: 1, name: 'Quartier A' },
    { id: 2, name: 'Parents' },
  ],
  projects: [{ id: 3, name: 'Parc' }],
})
const options = {
  ...{ admin: false, groups: [], projects: [], language: 'en', message: '', existing: 'leave' as const },
  codes: false,
}

/** What comes of a file, short enough to be read and judged by a person: what is empty is left out. */
export async function tell(bytes: Uint8Array): Promise<unknown> {
  const read = await readAll(bytes)
  if (read.state === 'no_email_column') return { asks: read.preview.columns, of: read.preview.sheetName }
  if (read.state !== 'whole') return { refused: read.state }
  const { rows, blank, sheet } = read
  return withoutEmpty({
    sheet: sheet.sheetName,
    header: sheet.headerRow,
    columns: sheet.columns.map(({ column, letter }) => `${letter} ${column}`).join(', '),
    ignored: sheet.ignored.map(tellIgnored),
    guessed: sheet.isGuessedEncoding,
    hiddenRows: sheet.hiddenRows,
    hiddenSheets: sheet.hiddenSheets,
    otherSheets: sheet.otherSheets,
    mergedCells: sheet.mergedCells,
    blank,
    people: rows.length,
    rows: rows.slice(0, 6).map(({ row, values, others = [] }) => [row, values, ...others]),
    problems: problemsOf(rows, new Map(sheet.columns.map(({ column, letter }) => [column, letter]))),
  })
}

function tellIgnored({ header, letter, nearest }: SheetFacts['ignored'][number]): string {
  return `${letter} ${header}${nearest ? `, near ${nearest}` : ''}`
}

function problemsOf(rows: readonly ReadRow[], letters: Letters): string[] {
  const firstRows = new Map<string, number>()
  return rows.flatMap((row) => {
    const { emailKey, problems } = checkRow(
      row,
      readAddress(row.values.email ?? ''),
      options,
      readers,
      letters,
    )
    const firstRow = emailKey === null ? undefined : firstRows.get(emailKey)
    if (emailKey !== null && firstRow === undefined) firstRows.set(emailKey, row.row)
    if (firstRow === undefined) return problems.map(tellProblem)
    const duplicate = problemAt(row.row, letters, 'duplicate_email', 'email', row.values.email ?? '')
    return [{ ...duplicate, firstRow }, ...problems].map(tellProblem)
  })
}

function tellProblem({ cell, key, value, firstRow, max, addresses }: Problem): string {
  const more = [firstRow && `as in row ${firstRow}`, max && `at most ${max}`, addresses?.join(' and ')]
  return [`${cell} ${key}: ${value}`, ...more.filter(Boolean)].join(' – ')
}

function withoutEmpty(facts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).filter(([, fact]) => fact && !(Array.isArray(fact) && fact.length === 0)),
  )
}
