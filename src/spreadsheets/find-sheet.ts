import type { Column } from '#src/domain/batches/row.ts'
import { type Columns, findColumns, nameColumns } from './headers.ts'
import { columnsMax, type Sheet, type SheetEnd, type SheetRow } from './sheet.ts'

/** Which column is what, as somebody has said it: by position, the first column being 0. */
export type Mapping = { columns: Partial<Record<Column, number>>; hasHeader: boolean }

/** Where the people of a sheet stand. */
export type Place = Columns & {
  sheet: Sheet
  /** Position of the header; one less than that of the first row where there is none. */
  headerAt: number
  hasHeader: boolean
}

export type FoundSheet =
  | { state: 'found'; place: Place }
  /** No sheet has an address column. The first visible sheet that holds text, and its first rows with text. */
  | { state: 'unclear'; sheet: Sheet; top: readonly SheetRow[] }
  | { state: 'empty_file' }
  | Exclude<SheetEnd, { state: 'whole' }>

/** How many rows with text are looked at for the header: titles may stand above it. */
const topRows = 20

/** The first visible sheet that has an address column, or the one that the mapping is about. */
export async function findSheet(sheets: readonly Sheet[], mapping?: Mapping): Promise<FoundSheet> {
  let unclear: FoundSheet | undefined
  for (const sheet of sheets) {
    if (sheet.isHidden) continue
    const top = await readTop(sheet)
    if ('state' in top) return top
    const place = mapping ? mappedPlace(sheet, top, mapping) : namedPlace(sheet, top)
    if (place) return { state: 'found', place }
    if (top.length > 0) unclear ??= { state: 'unclear', sheet, top }
    if (mapping && unclear) break
  }
  return unclear ?? { state: 'empty_file' }
}

/** A formula without result counts: it stands for a text that is not there. */
export function hasText({ cells, broken }: SheetRow): boolean {
  return broken !== undefined || cells.some((text) => text)
}

async function readTop(sheet: Sheet): Promise<SheetRow[] | Exclude<SheetEnd, { state: 'whole' }>> {
  const reading = sheet.rows()
  const top: SheetRow[] = []
  for (;;) {
    const { done, value } = await reading.next()
    if (done) return value.state === 'whole' ? top : value
    for (const row of value) if (!row.isHidden && hasText(row)) top.push(row)
    if (top.length < topRows) continue
    await reading.return({ state: 'whole', mergedCells: 0 })
    return top.slice(0, topRows)
  }
}

function namedPlace(sheet: Sheet, top: readonly SheetRow[]): Place | undefined {
  for (const { at, cells } of top) {
    const columns = findColumns(cells)
    if (columns.known.some(({ column }) => column === 'email'))
      return { ...columns, sheet, headerAt: at, hasHeader: true }
  }
  return undefined
}

/** Undefined where the mapping names no address column or the sheet has no text. */
function mappedPlace(sheet: Sheet, top: readonly SheetRow[], mapping: Mapping): Place | undefined {
  const [first] = top
  if (!first || !isPosition(mapping.columns.email)) return undefined
  // -- the keys of a record of columns are columns
  const named = Object.entries(mapping.columns) as [Column, number][]
  const places = new Map(named.filter(([, at]) => isPosition(at)).map(([column, at]) => [at, column]))
  places.set(mapping.columns.email, 'email')
  const { hasHeader } = mapping
  if (hasHeader) return { ...nameColumns(first.cells, places), sheet, headerAt: first.at, hasHeader }
  return { ...namelessColumns(top, places), sheet, headerAt: first.at - 1, hasHeader }
}

function isPosition(at: number | undefined): at is number {
  return at !== undefined && Number.isInteger(at) && at >= 0 && at < columnsMax
}

/** Without headers a column that holds text is ignored by its letter alone. */
function namelessColumns(top: readonly SheetRow[], places: ReadonlyMap<number, Column>): Columns {
  const filled = Array.from({ length: columnsMax }, (_, at) => at).filter((at) =>
    top.some(({ cells }) => cells[at]),
  )
  return {
    known: [...places].toSorted(([a], [b]) => a - b).map(([at, column]) => ({ column, at, header: '' })),
    ignored: filled.filter((at) => !places.has(at)).map((at) => ({ at, header: '' })),
    ours: [],
  }
}
