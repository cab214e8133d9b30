import { utils, write } from 'xlsx'

export type Template = {
  sheetName: string
  headers: readonly string[]
  /** One row that shows how to fill the sheet in; a boolean becomes a boolean cell, shown in the language of Excel. */
  example: readonly (string | boolean)[]
}

/** Signs that no sheet may have in its name, and the longest name. */
const forbidden = /[\\/?*[\]:']/g
const sheetNameMax = 31

/** A workbook to be filled in: a header, an example, columns wide enough for both. */
export function writeTemplate({ sheetName, headers, example }: Template): Uint8Array {
  const sheet = utils.aoa_to_sheet([[...headers], [...example]])
  sheet['!cols'] = headers.map((header, index) => ({ wch: widthOf(header, example[index]) }))
  const book = utils.book_new(
    sheet,
    sheetName.replace(forbidden, ' ').trim().slice(0, sheetNameMax) || 'Sheet1',
  )
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }))
}

function widthOf(header: string, example: string | boolean | undefined): number {
  return Math.max(12, header.length + 4, String(example ?? '').length + 2)
}
