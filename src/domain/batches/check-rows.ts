import type { ReadRow } from './batch.ts'
import { type CheckContext, checkRow, problemAt, type ReadPerson } from './check-row.ts'

/** Checks all rows and finds repeated addresses: the first row stands, each later one is a problem that names it. */
export function checkRows(rows: readonly ReadRow[], context: CheckContext): ReadPerson[] {
  const firstRows = new Map<string, number>()
  return rows.map((row) => {
    const person = checkRow(row, context)
    if (person.emailKey === null) return person
    const firstRow = firstRows.get(person.emailKey)
    if (firstRow === undefined) firstRows.set(person.emailKey, row.row)
    else person.problems.unshift({ ...problemAt(row, 'duplicate_email', 'email', person.address), firstRow })
    return person
  })
}
