import type { Grant } from '../grants/grant.ts'
import { cleanName, cleanText, lengthOf } from '../groups/name.ts'
import { readAddress } from '../invitations/address.ts'
import {
  type BatchOptions,
  type Column,
  messageMax,
  nameMax,
  type Problem,
  type ProblemKey,
  type ReadRow,
} from './batch.ts'
import { fold, type Matcher } from './match-names.ts'
import { readAdmin, readLanguage } from './read-values.ts'
import { shorten } from './shorten.ts'

/** What a row is checked against: the options of its batch and what the platform knows. */
export type CheckContext = {
  options: BatchOptions
  languages: readonly string[]
  findGroup: Matcher
  findProject: Matcher
}

/** A row by itself: its values with the options filled in, and all its problems. */
export type ReadPerson = {
  row: number
  address: string
  /** Null when there is no valid address. */
  emailKey: string | null
  firstName: string | null
  lastName: string | null
  locale: string
  message: string | null
  grant: Grant
  problems: Problem[]
}

/** Most problems one row tells of; nobody reads more, and a hostile cell must not fill the database. */
const problemsMax = 20

/** Checks one row, without the database. A value of the sheet wins over the option; an empty cell leaves it (M8). */
export function checkRow(row: ReadRow, { options, ...known }: CheckContext): ReadPerson {
  const problems: Problem[] = []
  const report: Report = (key, column, value, max) =>
    problems.push({ ...problemAt(row, key, column, value), ...(max !== undefined && { max }) })
  const person = {
    row: row.row,
    ...readEmail(row, report),
    firstName: readText(row, 'first_name', nameMax, report),
    lastName: readText(row, 'last_name', nameMax, report),
    locale: readTag(row, known.languages, report) ?? options.language,
    message: readText(row, 'message', messageMax, report),
    grant: {
      admin: readRight(row, report) ?? options.admin,
      groups: readNames(row, 'groups', known.findGroup, report) ?? options.groups,
      projects: readNames(row, 'projects', known.findProject, report) ?? options.projects,
    },
  }
  return { ...person, problems: problems.slice(0, problemsMax) }
}

/** A problem with its place: the cell in a sheet, and the value that is wrong. */
export function problemAt(row: ReadRow, key: ProblemKey, column: Column, value: string): Problem {
  const cell = row.cells?.[column]
  return { key, column, ...(cell && { cell }), value: shorten(value) }
}

type Report = (key: ProblemKey, column: Column, value: string, max?: number) => void

function readEmail(row: ReadRow, report: Report): { address: string; emailKey: string | null } {
  const given = row.values.email?.trim() ?? ''
  const read = readAddress(given)
  if (read.state === 'valid') return { address: read.address, emailKey: read.emailKey }
  report(given === '' ? 'missing_email' : 'invalid_email', 'email', given)
  return { address: shorten(given), emailKey: null }
}

function readText(row: ReadRow, column: Column, max: number, report: Report): string | null {
  const given = row.values[column] ?? ''
  const text = column === 'message' ? cleanText(given) : cleanName(given)
  if (lengthOf(text) <= max) return text || null
  report('too_long', column, text, max)
  return null
}

function readTag(row: ReadRow, languages: readonly string[], report: Report): string | undefined {
  const given = row.values.language?.trim()
  if (!given) return undefined
  const found = readLanguage(given, languages)
  if (!found) report('unknown_language', 'language', given)
  return found
}

function readRight(row: ReadRow, report: Report): boolean | undefined {
  const given = row.values.admin?.trim()
  if (!given) return undefined
  const found = readAdmin(given)
  if (found === undefined) report('invalid_admin', 'admin', given)
  return found
}

/** The ids of the things named in a cell, or undefined when the cell is empty. */
function readNames(
  row: ReadRow,
  column: 'groups' | 'projects',
  find: Matcher,
  report: Report,
): number[] | undefined {
  const given = row.values[column] ?? ''
  const names = new Map(namesIn(given, find).map((name) => [fold(name), name]))
  if (names.size === 0) return undefined
  const ids: number[] = []
  for (const name of names.values()) {
    const match = find(name)
    if (match.state === 'found') ids.push(match.id)
    else if (column === 'projects') report('unknown_project', column, name)
    else report(match.state === 'unknown' ? 'unknown_group' : 'ambiguous_group', column, name)
  }
  return ids
}

/** Names are separated by commas; a cell that is one name as a whole may hold a comma itself. */
function namesIn(given: string, find: Matcher): string[] {
  const whole = cleanName(given)
  if (whole !== '' && find(whole).state === 'found') return [whole]
  return given
    .split(/[,;\n]/)
    .map(cleanName)
    .filter((name) => name !== '')
}
