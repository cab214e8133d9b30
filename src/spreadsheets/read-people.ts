import { rowsMax } from '#src/domain/batches/batch.ts'
import type { ReadRow, RowSource } from '#src/domain/batches/row.ts'
import { addressIn } from './cell-text.ts'
import { hasText, type Place } from './find-sheet.ts'
import type { SheetRow } from './sheet.ts'

/** Most characters kept of a cell in an ignored column. */
const otherMax = 500

/**
 * The rows below the header, as far as they hold any text in a cell that is looked at. Hidden ones are only counted; blank
 * ones count between the others.
 */
export async function* readPeople(place: Place): RowSource {
  const reading = place.sheet.rows()
  let people = 0
  let blank = 0
  let hiddenRows = 0
  for (;;) {
    const { done, value } = await reading.next()
    if (done) {
      if (value.state === 'whole' && people === 0) return { state: 'nothing_to_invite' }
      return value.state === 'whole' ? { ...value, blank, hiddenRows } : value
    }
    const found = value.filter((row) => row.at > place.headerAt && isFilled(row, place))
    const rows: ReadRow[] = []
    for (const row of found) {
      if (row.isHidden) hiddenRows += 1
      else {
        rows.push(readRow(row, place))
        people += 1
        blank = row.at - place.headerAt - people - hiddenRows
      }
    }
    if (people > rowsMax) return await stop(reading)
    if (rows.length > 0) yield rows
  }
}

/** What we wrote beside a row of problems does not make it one: somebody has cleared it. */
function isFilled(row: SheetRow, { ours }: Place): boolean {
  if (ours.length === 0 || row.broken) return hasText(row)
  return row.cells.some((text, at) => text && !ours.includes(at))
}

async function stop(reading: ReturnType<Place['sheet']['rows']>): Promise<{ state: 'too_many_rows' }> {
  await reading.return({ state: 'whole', mergedCells: 0 })
  return { state: 'too_many_rows' }
}

function readRow({ at, cells, links, broken }: SheetRow, { known, ignored, streetLines }: Place): ReadRow {
  const values: ReadRow['values'] = {}
  const cellsOf = ({ column, at }: Place['known'][number]) =>
    column === 'street' ? [at, ...streetLines] : [at]
  for (const place of known) {
    const { column, at: position } = place
    const text = cellsOf(place)
      .flatMap((cell) => cells[cell] || [])
      .join('\n')
    const value = column === 'email' ? addressIn(text, links?.get(position)) : text
    if (value !== '') values[column] = value
  }
  const wrong = broken && known.filter((place) => cellsOf(place).some((cell) => broken.includes(cell)))
  return {
    row: at + 1,
    values,
    ...(ignored.length > 0 && {
      others: ignored.map((column) => (cells[column.at] ?? '').slice(0, otherMax)),
    }),
    ...(wrong && wrong.length > 0 && { broken: wrong.map(({ column }) => column) }),
  }
}
