import * as xlsx from 'xlsx'

/** An Excel file as a person would make it: one sheet, the header in the first row. */
export function workbook(rows: unknown[][]): { name: string; mimeType: string; buffer: Buffer } {
  const book = xlsx.utils.book_new()
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(rows), 'Feuil1')
  return {
    name: 'invités.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }),
  }
}
