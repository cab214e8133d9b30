import { type Batch, readBatch } from '#src/domain/batches/read-batch.ts'
import { readProblemRows } from '#src/domain/batches/read-problem-rows.ts'
import type { CheckedRow, Column } from '#src/domain/batches/row.ts'
import { sendFile } from '#src/http/attachment.ts'
import type { AppContext } from '#src/http/context.ts'
import { notFound } from '#src/http/errors.tsx'
import { findColumns } from '#src/spreadsheets/headers.ts'
import { type ProblemRow, writeProblems } from '#src/spreadsheets/write-problems.ts'
import { workbookType } from '#src/spreadsheets/write-workbook.ts'
import { columnOf } from '#src/spreadsheets/xlsx/places.ts'
import { fixOf, wrongOf } from '#views/batches/problem-row.tsx'
import { languagesNamed } from '#views/components/language-name.ts'
import type { Words } from '#views/words/index.ts'

/** The rows with problems as a workbook, with the columns of the sheet they came from and the reasons. */
export async function sendProblems(c: AppContext) {
  const batch = await readBatch(c.get('db'), c.req.param('id') ?? '')
  if (!batch || batch.counts.problem === 0 || batch.erasedAt !== null) return notFound(c)
  const words = c.get('words')
  const { t } = words
  const columns = columnsOf(batch, words)
  const rows = readProblemRows(c.get('db'), batch.id)
  const list = writeProblems({
    sheetName: t('template.problems.sheet'),
    heads: {
      reason: t('template.problems.reason_header'),
      row: t(
        batch.source !== 'addresses' ? 'template.problems.row_header' : 'template.problems.position_header',
      ),
    },
    columns,
    rows: explained(rows, columns, {
      words,
      batch,
      timeZone: c.get('settings').timeZone,
      languages: languagesNamed(words, c.get('settings').languages),
    }),
  })
  const name = batch.fileName?.replace(/\.[^.]*$/, '') || t('template.problems.list')
  return sendFile(c, t('template.problems.file_name', { list: name }), workbookType, list)
}

/** A column of ours, or an ignored one by its place among them. */
type SheetColumn = { header: string; column?: Column; other?: number }

/** As in the sheet, by the letters; a header that only a person understood gives way to one that we know. */
function columnsOf({ source, options: { sheet } }: Batch, words: Words): SheetColumn[] {
  const headOf = (column: Column) => words.t(`template.header.${column}`)
  if (!sheet)
    return (['email', 'first_name', 'last_name'] as const).map((column) => ({
      column,
      header: headOf(column),
    }))
  const known = sheet.columns.map(({ column, header, letter }) => ({
    ...{ column, letter, header: isKnown(header, column, source) ? header : headOf(column) },
  }))
  const ignored = sheet.ignored.map(({ header, letter }, other) => ({
    other,
    letter,
    header: header || letter,
  }))
  return [...known, ...ignored].toSorted((a, b) => columnOf(a.letter) - columnOf(b.letter))
}

function isKnown(header: string, column: Column, source: Batch['source']): boolean {
  return findColumns([header], source === 'codes' ? 'letters' : 'mails').known.some(
    (found) => found.column === column,
  )
}

type Speech = { words: Words; timeZone: string; batch: Batch; languages: string }

async function* explained(
  rows: AsyncIterable<readonly CheckedRow[]>,
  columns: readonly SheetColumn[],
  speech: Speech,
): AsyncGenerator<ProblemRow[]> {
  for await (const some of rows) yield some.map((row) => explain(row, columns, speech))
}

function explain(
  { row, problems = [], given = {}, others = [] }: CheckedRow,
  columns: readonly SheetColumn[],
  { words, timeZone, batch, languages }: Speech,
): ProblemRow {
  const { t } = words
  const reasons = problems.map((problem) => {
    const { column, value } = problem
    const header = columns.find((known) => known.column === column)?.header ?? column
    const wrong = wrongOf({ words, timeZone }, problem, batch.source !== 'addresses')
    const fix = fixOf(t, problem, languages)
    return t(value === '' ? 'template.problems.reason_empty' : 'template.problems.reason', {
      ...{ column: header, value, wrong, fix },
    }).trim()
  })
  return {
    row,
    reason: reasons.join('\n'),
    values: columns.map(({ column, other = -1 }) => (column ? given[column] : others[other]) ?? ''),
    wrong: problems.map(({ column }) => column),
  }
}
