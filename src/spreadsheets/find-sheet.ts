import type { Column } from '#src/domain/batches/row.ts'
import { type Columns, findColumns, nameColumns, type SheetKind } from './headers.ts'
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
  /** No sheet has an address column, or any that is known on a list for letters. The first visible sheet that holds text, and its first rows with text. */
  | { state: 'unclear'; sheet: Sheet; top: readonly SheetRow[] }
  | { state: 'empty_file' }
  | Exclude<SheetEnd, { state: 'whole' }>

/** How many rows with text are looked at for the header: titles may stand above it. */
const topRows = 20

/** The first visible sheet that has the columns of its kind, or the one that the mapping is about. */
export async function findSheet(
  sheets: readonly Sheet[],
  kind: SheetKind,
  mapping?: Mapping,
): Promise<FoundSheet> {
  let unclear: FoundSheet | undefined
  for (const sheet of sheets) {
    if (sheet.isHidden) continue
    const top = await readTop(sheet)
    if ('state' in top) return top
    const place = mapping ? mappedPlace(sheet, top, kind, mapping) : namedPlace(sheet, top, kind)
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

/** The header is the first row with an address column; on a list for letters the one with most known names, as a title may have one. */
function namedPlace(sheet: Sheet, top: readonly SheetRow[], kind: SheetKind): Place | undefined {
  const places = top.map(({ at, cells }) => ({ ...findColumns(cells, kind), headerAt: at }))
  const found =
    kind === 'mails'
      ? places.find(({ known }) => known.some(({ column }) => column === 'email'))
      : places.toSorted((a, b) => b.known.length - a.known.length).find(({ known }) => known.length > 0)
  return found && { ...found, sheet, hasHeader: true }
}

/** Undefined where the mapping does not say what is needed or the sheet has no text. */
function mappedPlace(
  sheet: Sheet,
  top: readonly SheetRow[],
  kind: SheetKind,
  mapping: Mapping,
): Place | undefined {
  const [first] = top
  if (!first || !names(mapping, kind)) return undefined
  // -- the keys of a record of columns are columns
  const named = Object.entries(mapping.columns) as [Column, number][]
  const places = new Map(named.filter(([, at]) => isPosition(at)).map(([column, at]) => [at, column]))
  if (isPosition(mapping.columns.email)) places.set(mapping.columns.email, 'email')
  const { hasHeader } = mapping
  if (hasHeader) return { ...nameColumns(first.cells, places, kind), sheet, headerAt: first.at, hasHeader }
  return { ...namelessColumns(top, places), sheet, headerAt: first.at - 1, hasHeader }
}

/** Whether it names the address column, or, for letters, any. */
function names({ columns }: Mapping, kind: SheetKind): boolean {
  return kind === 'mails' ? isPosition(columns.email) : Object.values(columns).some(isPosition)
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
    streetLines: [],
  }
}
