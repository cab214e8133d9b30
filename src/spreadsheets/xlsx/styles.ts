import { SSF } from 'xlsx'
import { type PartEnd, readPart } from '#src/spreadsheets/xml/read-xml.ts'
import type { Part } from '#src/spreadsheets/zip/directory.ts'

/** The styles, by their position, that show a number as a date or a time. */
export type DateStyles = ReadonlySet<number>

/** Longest format that Excel takes. */
const formatMax = 255
const stylesMax = 65_536

export async function readDateStyles(part: Part | undefined): Promise<{ state: PartEnd; dates: DateStyles }> {
  const dates = new Set<number>()
  if (!part) return { state: 'whole', dates }
  const formats = new Set<number>()
  let list = ''
  let position = 0
  const state = await readPart(part, {
    open(name, { numFmtId, formatCode = '' }) {
      if (name === 'numFmts' || name === 'cellXfs') list = name
      if (position >= stylesMax || formats.size >= stylesMax) return
      if (list === 'numFmts' && name === 'numFmt' && isDateFormat(formatCode)) formats.add(Number(numFmtId))
      if (list !== 'cellXfs' || name !== 'xf') return
      const format = Number(numFmtId ?? 0)
      if (isBuiltInDate(format) || formats.has(format)) dates.add(position)
      position++
    },
    close(name) {
      if (name === list) list = ''
    },
  })
  return { state, dates }
}

export function isDateFormat(code: string): boolean {
  return code.length <= formatMax && SSF.is_date(code)
}

/** The dates and times among the formats that have a number and no text of their own, East Asian ones included. */
export function isBuiltInDate(format: number): boolean {
  const ranges = [
    [14, 22],
    [27, 36],
    [45, 47],
    [50, 58],
  ] as const
  return ranges.some(([first, last]) => format >= first && format <= last)
}
