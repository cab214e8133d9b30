import { Hono } from 'hono'
import { rowsMaxOf } from '#src/domain/batches/batch.ts'
import { matchNames, type Named } from '#src/domain/batches/match-names.ts'
import { mayInvite } from '#src/domain/batches/may.ts'
import { readChoices } from '#src/domain/batches/read-choices.ts'
import { type Column, letterColumns } from '#src/domain/batches/row.ts'
import { sendFile } from '#src/http/attachment.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { allow } from '#src/http/guards.ts'
import { paths } from '#src/paths.ts'
import { writeTemplate } from '#src/spreadsheets/write-template.ts'
import { workbookType } from '#src/spreadsheets/write-workbook.ts'
import type { Words } from '#views/words/index.ts'
import { type Choices, examplesFrom } from './template/choices.ts'
import { type TemplateKind, templateHelp } from './template/help.ts'

export const templateRoutes = new Hono<App>()

templateRoutes.get(paths.admin.template(), allow(mayInvite), (c) => sendTemplate(c, 'workbook'))
templateRoutes.get(paths.admin.lettersTemplate(), allow(mayInvite), (c) => sendTemplate(c, 'codes'))

async function sendTemplate(c: AppContext, kind: TemplateKind) {
  const words = c.get('words')
  const { groups, projects } = await readChoices(c.get('db'), words.language)
  const choices = {
    languages: c.get('settings').languages,
    groups: named(groups),
    projects: named(projects),
  }
  const name = words.t(kind === 'codes' ? 'template.letters.file_name' : 'template.file_name')
  return sendFile(c, name, workbookType, templateIn(words, choices, kind))
}

/** The names as a sheet would say them, and whether it could mean another by them. */
function named(things: readonly Named[]): Choices['groups'] {
  const match = matchNames(things)
  return things.map(({ name }) => ({ name, isNameShared: match(name).state === 'ambiguous' }))
}

/** The columns to fill in; the others can be added (MISSION M4). */
const columnsOf: Record<TemplateKind, readonly Column[]> = {
  workbook: ['email', 'first_name', 'last_name', 'language', 'groups', 'admin'],
  codes: letterColumns,
}

/** Columns whose values can be chosen from a table of the second sheet. */
const choicesOf: Partial<Record<Column, string>> = { language: 'languages', groups: 'groups', admin: 'admin' }

/** In the reader’s language, with the platform’s own languages, groups and projects. */
function templateIn(words: Words, choices: Choices, kind: TemplateKind): ReadableStream<Uint8Array> {
  const { t } = words
  const examples = examplesFrom(words, choices)
  const columns = columnsOf[kind]
  return writeTemplate({
    sheetName: t(kind === 'codes' ? 'template.letters.sheet' : 'template.sheet'),
    columns: columns.map((column) => ({
      header: t(`template.header.${column}`),
      hint: t(`template.about.${column}`),
      example: examples[column],
      choices: choicesOf[column],
    })),
    exampleHint: { title: t('template.example.hint_title'), hint: t('template.example.hint') },
    rows: rowsMaxOf(kind),
    help: templateHelp(words, choices, kind, columns),
  })
}
