import type { CheckedRow, Problem, RowOutcome } from './batch.ts'

/** What a grant contains, by name. The admin right stands on the row itself. */
export type Promises = { groups: string[]; projects: string[] }

/** A person on the review page, with what is theirs after confirmation (for `add`: only what is new). */
export type ReviewedPerson = Promises & {
  row: number
  address: string
  name: string
  locale: string
  admin: boolean
  /** This person's own message, when the sheet gives one. */
  message: string | null
}

/** Something people receive, and how many of them. */
export type Received = { name: string; count: number }

/** A draft, sorted for the eye: every row under what will happen to it, and every option with the people it touches. */
export type Review = {
  people: Record<Exclude<RowOutcome, 'problem'>, ReviewedPerson[]>
  problems: (Problem & { row: number })[]
  admins: ReviewedPerson[]
  /** `name` is a language tag. Only people who get a mail count. */
  languages: Received[]
  groups: Received[]
  projects: Received[]
  batchMessageCount: number
  ownMessageCount: number
}

/**
 * Sorts the checked rows. `chosen` are the names of the batch-wide options: they are listed even where the sheet
 * overrides them for everyone.
 */
export function sortForReview(
  rows: readonly CheckedRow[],
  promises: ReadonlyMap<number, Promises>,
  chosen: Promises,
): Review {
  const people: Review['people'] = { invite: [], add: [], unchanged: [], renew: [], skip: [] }
  for (const row of rows) {
    if (row.outcome !== 'problem') people[row.outcome].push(toPerson(row, promises))
  }
  const mailed = [...people.invite, ...people.renew]
  const receiving = [...mailed, ...people.add]
  const ownMessageCount = mailed.filter((person) => person.message !== null).length
  return {
    people,
    problems: rows.flatMap(({ row, problems = [] }) => problems.map((problem) => ({ ...problem, row }))),
    admins: receiving.filter((person) => person.admin).toSorted((a, b) => a.row - b.row),
    languages: count(mailed.map((person) => [person.locale])),
    groups: count(
      receiving.map((person) => person.groups),
      chosen.groups,
    ),
    projects: count(
      receiving.map((person) => person.projects),
      chosen.projects,
    ),
    batchMessageCount: mailed.length - ownMessageCount,
    ownMessageCount,
  }
}

function toPerson(row: CheckedRow, promises: ReadonlyMap<number, Promises>): ReviewedPerson {
  const { address, locale, gains, message } = row
  const promised = row.grantId === null ? undefined : promises.get(row.grantId)
  const isAdded = row.outcome === 'add'
  return {
    row: row.row,
    address,
    locale,
    message,
    name: [row.firstName, row.lastName].filter(Boolean).join(' '),
    admin: isAdded ? gains?.admin === true : row.admin,
    groups: (isAdded ? gains?.groups : promised?.groups) ?? [],
    projects: (isAdded ? gains?.projects : promised?.projects) ?? [],
  }
}

function count(received: string[][], chosen: readonly string[] = []): Received[] {
  const counts = new Map(chosen.map((name) => [name, 0]))
  for (const names of received)
    for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({ name, count })).toSorted((a, b) => b.count - a.count)
}
