import type { ReadAddress } from '../invitations/address.ts'
import type { BatchOptions, ReadRow } from './batch.ts'
import { checkRow, problemAt, type ReadPerson } from './check-row.ts'
import type { CellReaders } from './read-cells.ts'

/** Checks all rows, whose addresses have been read, and finds repeated addresses: the first row stands, each later one is a problem that names it. */
export function checkRows(
  rows: readonly ReadRow[],
  emails: readonly ReadAddress[],
  options: BatchOptions,
  readers: CellReaders,
): ReadPerson[] {
  const firstRows = new Map<string, number>()
  return rows.map((row, index) => {
    const person = checkRow(row, emails[index] ?? { state: 'invalid' }, options, readers)
    if (person.emailKey === null) return person
    const firstRow = firstRows.get(person.emailKey)
    if (firstRow === undefined) firstRows.set(person.emailKey, row.row)
    else person.problems.unshift({ ...problemAt(row, 'duplicate_email', 'email', person.address), firstRow })
    return person
  })
}
