import { readAddress } from '../invitations/address.ts'
import { findRepeats, findStanding } from './draft-rows.ts'
import { type Plan, planRows } from './plan-rows.ts'
import type { Replanned } from './replace-rows.ts'
import type { CheckedRow, Column, ReadRow } from './row.ts'
import type { PlacedRow } from './select-found.ts'

/** Most rows that are checked again because the address they repeat has been corrected. */
export const repeatsMax = 1000

/**
 * Plans a row of a draft with new values, beside all other rows: an address that stands elsewhere is a repetition. Behind it
 * come the rows that repeated the address it had, of which the first one now stands; one more than `repeatsMax` at most.
 */
export async function planAgain(
  plan: Plan,
  batchId: number,
  placed: PlacedRow,
  values: ReadRow['values'],
): Promise<[Replanned, ...Replanned[]]> {
  const read = readAgain(placed.row, values)
  const [before, after] = [standsFor(placed.row), addressOf(read)]
  const standing = after && (await findStanding(plan.db, batchId, after))
  const firstRows = new Map<string, number>()
  if (after && standing && standing.row.row !== read.row) firstRows.set(after, standing.row.row)
  const freed = before !== undefined && before !== after
  const repeats = freed
    ? await findRepeats(plan.db, batchId, before, { row: read.row, max: repeatsMax + 1 })
    : []
  const rows = [read, ...repeats.map(({ row }) => readAgain(row, {}))]
  const [planned, ...others] = await planRows(plan, rows, firstRows)
  if (!planned) throw new Error('A row was not planned')
  return [
    { position: placed.position, planned },
    ...others.map((other, index) => ({ position: repeats[index]?.position ?? 0, planned: other })),
  ]
}

/** The row as it would be read with these values in place of its own. */
function readAgain(
  { row, given = {}, others, problems = [] }: CheckedRow,
  values: ReadRow['values'],
): ReadRow {
  const merged = Object.entries({ ...given, ...values }).filter(([, text]) => text !== '')
  const broken = problems
    .filter(({ key, column }) => key === 'unreadable_cell' && isSame(values[column], given[column]))
    .map(({ column }) => column)
  return {
    row,
    values: Object.fromEntries(merged) as Partial<Record<Column, string>>, // -- the keys are those of two such records
    ...(others && { others }),
    ...(broken.length > 0 && { broken }),
  }
}

function isSame(value: string | undefined, before: string | undefined): boolean {
  return value === undefined || value === (before ?? '')
}

function addressOf({ values }: ReadRow): string | undefined {
  const read = readAddress(values.email ?? '')
  return read.state === 'valid' ? read.emailKey : undefined
}

/** The address that the row stands for; none where it repeats that of another row. */
function standsFor({ emailKey, problems = [] }: CheckedRow): string | undefined {
  return problems.some(({ key }) => key === 'duplicate_email') ? undefined : emailKey
}
