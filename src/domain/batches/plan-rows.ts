import type { Database } from '#src/db/client.ts'
import type { Settings } from '#src/env.ts'
import type { Keys } from '#src/keys.ts'
import { ensureGrants } from '../grants/ensure-grants.ts'
import { type Grant, grantKey } from '../grants/grant.ts'
import { newSeries } from '../ids/new-public-id.ts'
import { readAddress } from '../invitations/address.ts'
import type { Suppressions } from '../suppressions/suppressions.ts'
import type { BatchOptions, BatchSource } from './batch.ts'
import { checkRow, type Letters, problemAt, type ReadPerson } from './check-row.ts'
import type { Named } from './match-names.ts'
import { isPromisedSomething, type PlannedRow, planRow } from './plan-row.ts'
import { type CellReaders, cellReaders } from './read-cells.ts'
import { type KnownPeople, readPeople, readPlatform } from './read-known.ts'
import type { ReadRow } from './row.ts'

export type { PlannedRow } from './plan-row.ts'

/** What rows are planned with: read once, however many groups of rows follow. */
export type Plan = {
  db: Database
  keys: Keys
  now: number
  /** What the public ids of its invitations begin with. */
  series: string
  /** Whether every row gets a code for a letter, and none needs an address. */
  isForLetters: boolean
  /** Without groups and projects that have been deleted since the form was opened. */
  options: BatchOptions
  readers: CellReaders
  letters: Letters
  groupNames: ReadonlyMap<number, string>
  projectNames: ReadonlyMap<number, string>
  suppressions: Suppressions
  /** Grants by their content, as far as rows have needed them. */
  grantIds: Map<string, number>
}

export async function preparePlan(
  db: Database,
  keys: Keys,
  { source, options }: { source: BatchSource; options: BatchOptions },
  settings: Pick<Settings, 'languages'>,
  now: number,
): Promise<Plan> {
  const { things, suppressions } = await readPlatform(db)
  const exists = (known: readonly Named[]) => (id: number) => known.some((thing) => thing.id === id)
  return {
    ...{ db, keys, now, series: newSeries(), grantIds: new Map() },
    isForLetters: source === 'codes',
    options: {
      ...options,
      groups: options.groups.filter(exists(things.groups)),
      projects: options.projects.filter(exists(things.projects)),
    },
    readers: cellReaders(settings.languages, things),
    letters: new Map(options.sheet?.columns.map(({ column, letter }) => [column, letter])),
    groupNames: nameById(things.groups),
    projectNames: nameById(things.projects),
    suppressions,
  }
}

/**
 * Checks rows and decides what would happen to each, with one look-up in the database for all of them, and a second where
 * they promise something that nobody has promised before. `firstRows` tells where an address stands first; the rows add
 * theirs, and each later one is a problem that names the first.
 */
export async function planRows(
  plan: Plan,
  rows: readonly ReadRow[],
  firstRows: Map<string, number>,
): Promise<PlannedRow[]> {
  const people = rows.map((row) => readPerson(plan, row, firstRows))
  const known = await readPeople(
    plan.db,
    people.flatMap(({ emailKey }) => (emailKey === null ? [] : [emailKey])),
  )
  await ensurePromises(plan, people)
  return people.map((person, index) => planRow(person, rows[index], contextOf(plan, known)))
}

function readPerson(plan: Plan, row: ReadRow, firstRows: Map<string, number>): ReadPerson {
  const { options, readers, letters, isForLetters } = plan
  const email = isForLetters ? null : readAddress(row.values.email ?? '')
  const person = checkRow(row, email, options, readers, letters)
  if (person.emailKey === null) return person
  const firstRow = firstRows.get(person.emailKey)
  if (firstRow === undefined) firstRows.set(person.emailKey, row.row)
  else
    person.problems.unshift({
      ...problemAt(row.row, letters, 'duplicate_email', 'email', person.address),
      firstRow,
    })
  return person
}

async function ensurePromises(plan: Plan, people: readonly ReadPerson[]): Promise<void> {
  const { db, grantIds } = plan
  const promised = people.filter((person) => isPromisedSomething(person, plan)).map(({ grant }) => grant)
  const missing = promised.filter((grant) => !grantIds.has(grantKey(grant)))
  if (missing.length === 0) return
  for (const [key, id] of await ensureGrants(db, missing)) grantIds.set(key, id)
}

function contextOf(plan: Plan, known: KnownPeople) {
  return { ...plan, ...known, ...plan.options, grantIdOf: (grant: Grant) => idOf(plan.grantIds, grant) }
}

function nameById(things: readonly Named[]): Map<number, string> {
  return new Map(things.map(({ id, name }) => [id, name]))
}

function idOf(grantIds: ReadonlyMap<string, number>, grant: Grant): number {
  const id = grantIds.get(grantKey(grant))
  if (id === undefined) throw new Error('A promise was not stored')
  return id
}
