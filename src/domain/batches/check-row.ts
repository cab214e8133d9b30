import type { Grant } from '../grants/grant.ts'
import { addressesIn, type ReadAddress } from '../invitations/address.ts'
import { cleanLine, cleanText, lengthOf } from '../text/clean.ts'
import { personNameMax } from '../users/user.ts'
import { type BatchOptions, messageMax } from './batch.ts'
import { readPostalAddress } from './postal-address.ts'
import type { CellReader, CellReaders } from './read-cells.ts'
import { type Column, type Problem, type ProblemKey, postalColumns, type ReadRow } from './row.ts'
import { shorten } from './shorten.ts'

/** The letter of each column, in sheets. */
export type Letters = ReadonlyMap<Column, string>

/** A row by itself: its values with the options filled in, and all its problems. */
export type ReadPerson = {
  row: number
  address: string
  /** Null when there is no valid address. */
  emailKey: string | null
  firstName: string | null
  lastName: string | null
  /** Only of who has no address: nothing else is sent by post. */
  postalAddress: string | null
  locale: string
  message: string | null
  grant: Grant
  problems: Problem[]
}

/** Most problems one row tells of; nobody reads more, and a hostile cell must not fill the database. */
const problemsMax = 20

/**
 * Checks one row, without the database. A value of the sheet wins over the option; an empty cell leaves it (M8). On a list for
 * letters no row needs an address: there `email` is null, and nobody gets rights.
 */
export function checkRow(
  row: ReadRow,
  email: ReadAddress | null,
  options: BatchOptions,
  readers: CellReaders,
  letters: Letters,
): ReadPerson {
  const problems: Problem[] = []
  const report: Report = (key, column, value, more) => {
    if (problems.length < problemsMax)
      problems.push({ ...problemAt(row.row, letters, key, column, value), ...more })
  }
  const isByPost = email === null || !row.values.email
  for (const column of row.broken ?? [])
    if (column !== 'email' && (isByPost || !isPostal(column)))
      report('unreadable_cell', column, row.values[column] ?? '')
  return {
    row: row.row,
    ...(email ? checkEmail(row, email, report) : { address: '', emailKey: null }),
    firstName: readText(row, 'first_name', personNameMax, report),
    lastName: readText(row, 'last_name', personNameMax, report),
    postalAddress: isByPost ? checkPostalAddress(row, report) : null,
    locale: readCell(row, 'language', readers.language, report) ?? options.language,
    message: readText(row, 'message', messageMax, report),
    grant: {
      groups: readCell(row, 'groups', readers.groups, report) ?? options.groups,
      admin: email !== null && (readCell(row, 'admin', readers.admin, report) ?? options.admin),
      projects: email ? (readCell(row, 'projects', readers.projects, report) ?? options.projects) : [],
    },
    problems,
  }
}

/** A problem with its place: the cell in a sheet, and the value that is wrong. */
export function problemAt(
  row: number,
  letters: Letters,
  key: ProblemKey,
  column: Column,
  value: string,
): Problem {
  const letter = letters.get(column)
  return { key, column, ...(letter && { cell: letter + row }), value: shorten(value) }
}

type Report = (
  key: ProblemKey,
  column: Column,
  value: string,
  more?: Pick<Problem, 'max' | 'addresses'>,
) => void

function checkEmail(row: ReadRow, email: ReadAddress, report: Report) {
  if (email.state === 'valid') return { address: email.address, emailKey: email.emailKey }
  const given = row.values.email?.trim() ?? ''
  const addresses = addressesIn(given).map(shorten)
  if (given === '') report('missing_email', 'email', given)
  else report('invalid_email', 'email', given, addresses.length > 1 ? { addresses } : {})
  return { address: shorten(given), emailKey: null }
}

function isPostal(column: Column): boolean {
  return postalColumns.some((postal) => postal === column)
}

function checkPostalAddress(row: ReadRow, report: Report): string | null {
  const isBroken = (column: Column) => row.broken?.includes(column) ?? false
  const { address, faults } = readPostalAddress(row.values, isBroken)
  for (const { key, column, value, max } of faults) report(key, column, value, { max })
  return faults.length > 0 ? null : address
}

/** One line of plain letters, which most names are: nothing in it needs cleaning. */
const plainLine = /^[!-~]+( [!-~]+)*$/

function readText(row: ReadRow, column: Column, max: number, report: Report): string | null {
  const given = row.values[column]
  if (!given || row.broken?.includes(column)) return null
  if (given.length <= max && plainLine.test(given)) return given
  const text = column === 'message' ? cleanText(given) : cleanLine(given)
  if (lengthOf(text) <= max) return text || null
  report('too_long', column, text, { max })
  return null
}

function readCell<Value>(
  row: ReadRow,
  column: Column,
  read: CellReader<Value>,
  report: Report,
): Value | undefined {
  if (row.broken?.includes(column)) return undefined
  const { value, faults } = read(row.values[column] ?? '')
  for (const fault of faults) report(fault.key, column, fault.value)
  return value
}
