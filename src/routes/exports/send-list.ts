import type { ExportedList, ExportRequest } from '#src/domain/events/record-export.ts'
import { wallClock } from '#src/domain/time/wall-clock.ts'
import { sendFile } from '#src/http/attachment.ts'
import type { AppContext } from '#src/http/context.ts'
import { sheetRowsMax } from '#src/spreadsheets/sheet.ts'
import { csvType, separatorOf, writeCsv } from '#src/spreadsheets/write-csv.ts'
import {
  type ListColumn,
  type ListRow,
  type ListValue,
  writeListWorkbook,
} from '#src/spreadsheets/write-list.ts'
import { workbookType } from '#src/spreadsheets/write-workbook.ts'

/** A column, and what stands in it. */
export type ExportColumn<Row> = ListColumn & { read: (row: Row) => ListValue }

type Format = ExportRequest['format']

/** Most rows that fit, beside the header. */
export function rowsThatFit(format: Format): number {
  return format === 'xlsx' ? sheetRowsMax - 1 : Number.MAX_SAFE_INTEGER
}

/** The list as a file, named after the platform and the day; its pages are read while it is taken. */
export function sendList<Row>(
  c: AppContext,
  list: ExportedList,
  format: Format,
  columns: readonly ExportColumn<Row>[],
  pages: AsyncGenerator<Row[]>,
) {
  const { language, t } = c.get('words')
  const { platformName: platform, timeZone } = c.get('settings')
  const date = new Date(wallClock(timeZone)(c.get('now'))).toISOString().slice(0, 10)
  const name = `${t(`exports.file_name.${list}`, { platform, date })}.${format}`
  const content = { name: t(`exports.sheet.${list}`), columns, rows: rowsOf(columns, pages) }
  if (format === 'xlsx') return sendFile(c, name, workbookType, writeListWorkbook(content))
  return sendFile(c, name, csvType, writeCsv(content, separatorOf(language)))
}

async function* rowsOf<Row>(
  columns: readonly ExportColumn<Row>[],
  pages: AsyncGenerator<Row[]>,
): AsyncGenerator<ListRow[]> {
  for await (const rows of pages) yield rows.map((row) => columns.map(({ read }) => read(row)))
}
