import { findColumns } from '#src/spreadsheets/headers.ts'
import { readRecords } from './read-records.ts'

/** A sign that no text table contains (`decodeText` refuses it): every record is one cell. */
const none = '\u001f'
const candidates = [',', ';', '\t'] as const
/** Records looked at; a header below them is not found either. */
const lookedAt = 25

type Look = {
  delimiter: string
  names: number
  headerWidth: number
  width: number
  even: number
  filled: number
}

/** What separates the cells of a text; undefined when nothing in it looks like a whole table or an address. */
export function findDelimiter(text: string): string | undefined {
  const looks = candidates.flatMap((delimiter) => look(text, delimiter) ?? [])
  const best = looks.toSorted(
    (a, b) => b.names - a.names || b.headerWidth - a.headerWidth || b.even - a.even || b.width - a.width,
  )[0]
  if (!best) return undefined
  if (best.names === 0 && best.even < 2)
    return looks.length === candidates.length && text.includes('@') ? none : undefined
  if (best.names === 0 && best.even < best.filled * 0.75 && !text.includes('@')) return undefined
  return best.names > 0 && best.headerWidth === 1 ? none : best.delimiter
}

/**
 * How the beginning looks with a delimiter: known headers and the width of their row, how many rows are equally wide.
 * Undefined where it makes no records at all.
 */
function look(text: string, delimiter: string): Look | undefined {
  const first = readRecords(text, delimiter).next()
  if (first.done) return undefined
  const records = first.value.slice(0, lookedAt)
  const headers = records.map((cells) => ({ names: namesIn(cells), headerWidth: cells.length }))
  const best = headers.toSorted((a, b) => b.names - a.names)[0]
  const header = best && best.names > 0 ? best : { names: 0, headerWidth: 0 }
  const widths = Map.groupBy(
    records.filter((cells) => cells.length > 1),
    (cells) => cells.length,
  )
  const filled = records.filter((cells) => cells.some((cell) => cell.trim() !== '')).length
  const [width, rows] = [...widths].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? [0, []]
  return { delimiter, ...header, width, even: rows.length, filled }
}

function namesIn(cells: readonly string[]): number {
  return findColumns(cells.slice(0, 50).map((cell) => cell.trim())).known.length
}
