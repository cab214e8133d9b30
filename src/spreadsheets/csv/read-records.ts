import papaparse from 'papaparse'

/** Longest record, in characters; a longer one is no line of a list. */
const recordMax = 100_000

type Parsed = { data: string[][]; errors: { type: string; row: number }[]; meta: { cursor: number } }

/** Records of a text, some at a time; ends with false where quotes do not fit together or a record is too long. */
export function* readRecords(text: string, delimiter: string): Generator<string[][], boolean, undefined> {
  for (let at = 0; at < text.length; ) {
    const end = Math.min(text.length, at + recordMax)
    const isLast = end === text.length
    // -- the parser's own types know no result
    const parsed: Parsed = new papaparse.Parser({ delimiter, newline: '\n' }).parse(
      text.slice(at, end),
      0,
      !isLast,
    )
    const { data, errors, meta } = parsed
    // What is wrong with a record that is cut off here may come right when it is read whole.
    if (errors.some(({ type, row }) => type === 'Quotes' && (isLast || row < data.length))) return false
    yield data
    if (isLast) return true
    if (meta.cursor === 0) return false
    at += meta.cursor
  }
  return true
}
