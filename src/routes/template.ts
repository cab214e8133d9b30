import { Hono } from 'hono'
import { matchNames } from '#src/domain/batches/match-names.ts'
import { mayInvite } from '#src/domain/batches/may.ts'
import { readChoices } from '#src/domain/batches/read-choices.ts'
import type { App } from '#src/http/context.ts'
import { allow } from '#src/http/guards.ts'
import { paths } from '#src/paths.ts'
import { type Template, writeTemplate } from '#src/spreadsheets/write-template.ts'
import type { Words } from '#views/words/index.ts'

export const templateRoutes = new Hono<App>()

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

templateRoutes.get(paths.admin.template(), allow(mayInvite), async (c) => {
  const words = c.get('words')
  const { groups } = await readChoices(c.get('db'), words.language)
  const match = matchNames(groups)
  const group = groups.find(({ name }) => match(name).state === 'found')
  const template = templateIn(words, c.get('settings').languages, group?.name)
  c.header('Content-Disposition', `attachment; filename="${words.t('batches.template.file_name')}"`)
  c.header('Content-Type', workbookType)
  return c.body(writeTemplate(template).slice().buffer)
})

const columns = ['email', 'first_name', 'last_name', 'language', 'groups', 'admin'] as const

/** Headings and example in the reader's language, from the platform's own languages and groups. */
function templateIn(
  { t, language }: Words,
  languages: readonly string[],
  group: string | undefined,
): Template {
  const example = {
    email: t('batches.template.example.email'),
    first_name: t('batches.template.example.first_name'),
    last_name: t('batches.template.example.last_name'),
    language: languages.find((tag) => tag.split('-')[0] === language) ?? languages[0] ?? language,
    groups: group ?? '',
    admin: false,
  }
  return {
    sheetName: t('batches.template.sheet'),
    headers: columns.map((column) => t(`batches.template.header.${column}`)),
    example: columns.map((column) => example[column]),
  }
}
