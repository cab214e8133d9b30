/** What tells of people, by the number that the format gives it. */
const types = { begin: 0x0809, formula: 0x06, link: 0x1b8, further: 0x3c }
/** The same with all others, and how many bytes each has at least: of a shorter one the library reads what is not there. */
const kept: Readonly<Record<number, number>> = {
  // Begin and end of a sheet, password, code page, dates from 1904, sheets.
  ...{ [types.begin]: 6, 10: 0, 47: 0, 66: 2, 34: 2, 133: 7 },
  // Texts of all sheets, and the cells that are texts.
  ...{ 252: 8, 253: 10, 516: 8, 214: 8, 519: 2 },
  // Cells that are numbers, rows of them, booleans and errors, formulas.
  ...{ 638: 10, 189: 12, 515: 14, 517: 8, [types.formula]: 22 },
  // Styles, formats, rows, merged cells, links, and what did not fit a record.
  ...{ 224: 16, 1054: 3, 520: 16, 229: 2, [types.link]: 32, [types.further]: 0 },
}
/** A record that the library passes over. */
const nothing = 0xe2
const headBytes = 4
const versions: readonly number[] = [0x0500, 0x0600]
/** Most cells that all links together may cover. */
const linkedCellsMax = 100_000

/**
 * A copy of a workbook's stream in which all records are blank but those that tell of people: formulas, drawings, names,
 * and links over whole sheets can keep the library busy for ever. Undefined where the stream is damaged or of a kind
 * older than 1995.
 */
export function maskRecords(stream: Uint8Array): Uint8Array | undefined {
  const copy = stream.slice()
  const view = new DataView(copy.buffer)
  if (copy.length < 8 || view.getUint16(0, true) !== types.begin) return undefined
  if (!versions.includes(view.getUint16(4, true))) return undefined
  let linkedCells = 0
  let isKept = false
  for (let at = 0; at < copy.length; ) {
    // Streams end in zeros that fill their last sector.
    if (copy.length - at < headBytes || view.getUint32(at, true) === 0) return copy.subarray(0, at)
    const type = view.getUint16(at, true)
    const length = view.getUint16(at + 2, true)
    const bytesMin = kept[type]
    if (at + headBytes + length > copy.length || length < (bytesMin ?? 0)) return undefined
    const record = new DataView(copy.buffer, at + headBytes, length)
    if (type === types.link) linkedCells += cellsOf(record)
    isKept = type === types.further ? isKept : bytesMin !== undefined && linkedCells <= linkedCellsMax
    if (!isKept) view.setUint16(at, nothing, true)
    // A formula has its result in front; of itself it is left the length of none.
    if (type === types.formula) record.setUint16(20, 0, true)
    at += headBytes + length
  }
  return copy
}

function cellsOf(record: DataView): number {
  const [firstRow = 0, lastRow = 0, first = 0, last = 0] = [0, 2, 4, 6].map((at) =>
    record.getUint16(at, true),
  )
  return Math.max(0, lastRow - firstRow + 1) * Math.max(0, last - first + 1)
}
