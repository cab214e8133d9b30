import { utils } from 'xlsx'
import type { NewCell, NewRow, NewSheet } from './write-sheet.ts'
import { sheetNameFrom, writeWorkbook } from './write-workbook.ts'

export type Template = {
  sheetName: string
  /** The columns to fill in, with one row that shows how; a boolean is shown in the language of Excel. */
  columns: readonly TemplateColumn[]
  /** What stands beside the example as soon as somebody goes there. */
  exampleHint: { title: string; hint: string }
  /** How many rows can be filled in. */
  rows: number
  help: TemplateHelp
}

export type TemplateColumn = {
  header: string
  example: string | boolean
  hint: string
  /** The table of the second sheet whose first column holds the values to choose from. */
  choices?: string | undefined
}

/** The second sheet: sentences, then tables one under the other. */
export type TemplateHelp = {
  sheetName: string
  title: string
  sentences: readonly string[]
  tables: readonly HelpTable[]
}

export type HelpTable = {
  /** By which a column names it. */
  name?: string
  title?: string
  head: readonly string[]
  rows: readonly (readonly (string | boolean)[])[]
  /** How many of its first rows can be chosen in a cell. */
  choosable?: number
  /** Said in place of rows where there are none. */
  empty?: string
}

/** A workbook to be filled in: header, example and hints, and a second sheet that explains them. */
export function writeTemplate(template: Template): ReadableStream<Uint8Array> {
  const help = layOut(template.help)
  return writeWorkbook([listSheet(template, help.choices), help.sheet])
}

function listSheet(template: Template, choices: ReadonlyMap<string, string>): NewSheet {
  const { columns, exampleHint, rows } = template
  return {
    name: sheetNameFrom(template.sheetName),
    isHeaderFrozen: true,
    columns: columns.map(({ header, example }) => ({
      width: Math.max(14, header.length + 4, String(example).length + 4),
      // A group called 007 stays 007; only what is TRUE or FALSE is more than a text.
      style: typeof example === 'boolean' ? 'plain' : 'text',
    })),
    rows: [
      [
        columns.map(({ header }) => ({ value: header, style: 'header' })),
        columns.map(({ example }) => ({ value: example, style: 'example' })),
      ],
    ],
    entries: [
      { cells: 'A2', ...exampleHint },
      ...columns.map(({ header, hint, choices: name }, index) => {
        const letter = utils.encode_col(index)
        const values = name && choices.get(name)
        const cells = `${letter}${index === 0 ? 3 : 2}:${letter}${rows + 1}`
        return { cells, title: header, hint, ...(values && { choices: values }) }
      }),
    ],
  }
}

const helpWidths = [26, 46, 18, 42, 30]

/** The sheet of explanations, and where in it the values of each table stand. */
function layOut({ sheetName, title, sentences, tables }: TemplateHelp) {
  const name = sheetNameFrom(sheetName)
  const rows: NewRow[] = [[{ value: title, style: 'title' }], ...sentences.map(sentence)]
  const choices = new Map<string, string>()
  for (const table of tables) {
    rows.push([], ...(table.title ? [[{ value: table.title, style: 'title' } as const]] : []))
    rows.push(table.head.map((value) => ({ value, style: 'header' })))
    const first = rows.length + 1
    if (table.name && table.choosable)
      choices.set(table.name, `'${name}'!$A$${first}:$A$${first + table.choosable - 1}`)
    rows.push(...table.rows.map(tableRow))
    if (table.rows.length === 0) rows.push(sentence(table.empty ?? ''))
  }
  const sheet: NewSheet = { name, columns: helpWidths.map((width) => ({ width })), rows: [rows] }
  return { sheet, choices }
}

function sentence(value: string): NewCell[] {
  return [{ value, style: 'plain' }]
}

function tableRow(values: HelpTable['rows'][number]): NewRow {
  return values.map((value, index) => ({ value, style: index === 0 ? 'bold' : 'wrapped' }))
}
