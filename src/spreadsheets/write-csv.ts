import { harmlessText } from './harmless-text.ts'
import { cellTextMax, rowsAtATime } from './sheet.ts'
import { cleanCell, type List, type ListValue } from './write-list.ts'
import { encoded, streamOf } from './write-stream.ts'

export const csvType = 'text/csv; charset=utf-8'

/** Excel expects one or the other, as the computer writes numbers. */
export type Separator = ',' | ';'

/** What separates numbers in thousands elsewhere separates cells: programs there expect semicolons. */
export function separatorOf(language: string): Separator {
  return language === 'en' ? ',' : ';'
}

/** By this mark Excel knows that it is UTF-8. */
const byteOrderMark = '\ufeff'
/** Nothing that needs quotes or a second look, whatever the separator: most texts. */
const plain = /^[A-Za-z0-9](?:[ !#-+\--:<-{}~]*[!#-+\--:<-{}~])?$/

/** A table as text (RFC 4180), with an apostrophe before what a program could take for a formula; our reader takes it away again. */
export function writeCsv({ columns, rows }: List, separator: Separator): ReadableStream<Uint8Array> {
  const head = columns.map(({ header }) => textField(header))
  return streamOf(encoded(lines(head, columns, rows, separator)))
}

async function* lines(
  head: readonly string[],
  columns: List['columns'],
  rows: List['rows'],
  separator: Separator,
): AsyncGenerator<string> {
  const line = (fields: readonly string[]) => `${fields.join(separator)}\r\n`
  yield byteOrderMark + line(head)
  for await (const some of rows)
    for (let from = 0; from < some.length; from += rowsAtATime)
      yield some
        .slice(from, from + rowsAtATime)
        .map((row) => line(row.map((value, at) => field(value, columns[at]?.kind))))
        .join('')
}

function field(value: ListValue, kind: List['columns'][number]['kind'] | undefined): string {
  if (value === null || value === '') return ''
  if (typeof value === 'string') return textField(value)
  return kind === 'moment' ? momentField(value) : String(value)
}

/** `2026-11-22 14:30:05` (ISO 8601), which spreadsheets take for a date in any language. */
function momentField(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}

function textField(text: string): string {
  if (text.length <= cellTextMax && plain.test(text)) return text
  return `"${harmlessText(cleanCell(text)).replaceAll('"', '""')}"`
}
