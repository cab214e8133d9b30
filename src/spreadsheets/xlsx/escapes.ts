import { tidy } from '#src/spreadsheets/cell-text.ts'

/** The text of a cell as written in a part: Excel writes what XML has no characters for as `_x000D_`, and `_x005F_` for `_`. */
export function tidyWritten(text: string): string {
  return tidy(text.includes('_x') ? text.replace(escaped, characterOf) : text)
}

const escaped = /_x([0-9a-f]{4})_/gi

function characterOf(_: string, code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16))
}
