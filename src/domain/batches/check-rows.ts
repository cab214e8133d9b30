import type { BatchOptions, ReadRow } from './batch.ts'
import { checkRow, problemAt, type ReadPerson } from './check-row.ts'
import type { CellReaders } from './read-cells.ts'

/** Checks all rows and finds repeated addresses: the first row stands, each later one is a problem that names it. */
export function checkRows(
  rows: readonly ReadRow[],
  options: BatchOptions,
  readers: CellReaders,
): ReadPerson[] {
  const firstRows = new Map<string, number>()
  return rows.map((row) => {
    const person = checkRow(row, options, readers)
    if (person.emailKey === null) return person
    const firstRow = firstRows.get(person.emailKey)
    if (firstRow === undefined) firstRows.set(person.emailKey, row.row)
    else person.problems.unshift({ ...problemAt(row, 'duplicate_email', 'email', person.address), firstRow })
    return person
  })
}
