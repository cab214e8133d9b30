import { tidy } from '#src/spreadsheets/cell-text.ts'
import { isBuiltInDate, isDateFormat } from '#src/spreadsheets/xlsx/styles.ts'
import { readRecords, readText } from './records.ts'

const recordTypes = { text: 0x13, format: 0x2c, style: 0x2f, stylesBegin: 0x269, stylesEnd: 0x26a }

/** The texts that cells name by their number. */
export function readBinaryStrings(bytes: Uint8Array): string[] {
  const texts: string[] = []
  for (const { type, content } of readRecords(bytes))
    if (type === recordTypes.text) texts.push(tidy(readText(content, 1).text))
  return texts
}

/** The styles, by their number, that show a number as a date or a time. */
export function readBinaryDates(bytes: Uint8Array): Set<number> {
  const dates = new Set<number>()
  const formats = new Set<number>()
  let position: number | undefined
  for (const { type, content } of readRecords(bytes)) {
    if (type === recordTypes.stylesBegin) position = 0
    else if (type === recordTypes.stylesEnd) position = undefined
    else if (type === recordTypes.format && isDateFormat(readText(content, 2).text))
      formats.add(content.getUint16(0, true))
    else if (type === recordTypes.style && position !== undefined) {
      const format = content.getUint16(2, true)
      if (isBuiltInDate(format) || formats.has(format)) dates.add(position)
      position++
    }
  }
  return dates
}
