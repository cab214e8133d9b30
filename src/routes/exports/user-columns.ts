import type { ExportedUser } from '#src/domain/profiles/read-users-export.ts'
import { wallClock } from '#src/domain/time/wall-clock.ts'
import type { Words } from '#views/words/index.ts'
import { originColumns } from './origin-columns.ts'
import { sayOnce } from './say-once.ts'
import type { ExportColumn } from './send-list.ts'

type Column = ExportColumn<ExportedUser>

/** First the columns of the template, so that the file can be uploaded again; then what the platform knows of the account. */
export function userColumns(words: Words, timeZone: string): Column[] {
  const { t } = words
  const show = wallClock(timeZone)
  const role = sayOnce((key: ExportedUser['role']) => t(`users.roles.${key}`))
  const state = sayOnce((key: ExportedUser['state']) => t(`users.states.${key}`))
  return [
    { header: t('template.header.email'), width: 34, kind: 'text', read: ({ email }) => email },
    { header: t('template.header.first_name'), width: 18, kind: 'text', read: ({ firstName }) => firstName },
    { header: t('template.header.last_name'), width: 22, kind: 'text', read: ({ lastName }) => lastName },
    { header: t('template.header.language'), width: 12, kind: 'text', read: ({ locale }) => locale },
    { header: t('template.header.groups'), width: 28, kind: 'text', read: ({ groups }) => groups.join(', ') },
    ...projectsColumn(words),
    { header: t('exports.head.role'), width: 16, kind: 'text', read: (row) => role(row.role) },
    { header: t('exports.head.state'), width: 14, kind: 'text', read: (row) => state(row.state) },
    { header: t('exports.head.joined'), width: 18, kind: 'moment', read: ({ createdAt }) => show(createdAt) },
    ...originColumns(words, timeZone),
  ]
}

function projectsColumn({ t }: Words): Column[] {
  return [
    {
      header: t('template.header.projects'),
      width: 20,
      kind: 'text',
      read: ({ projects }) => projects.join(', '),
    },
  ]
}
