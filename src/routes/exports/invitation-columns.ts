import { formatCode } from '#src/domain/codes/code.ts'
import type { ExportedInvitation } from '#src/domain/invitations/read-export.ts'
import { wallClock } from '#src/domain/time/wall-clock.ts'
import type { AppContext } from '#src/http/context.ts'
import { paths } from '#src/paths.ts'
import type { Words } from '#views/words/index.ts'
import { originColumns } from './origin-columns.ts'
import { sayOnce } from './say-once.ts'
import type { ExportColumn } from './send-list.ts'

type Column = ExportColumn<ExportedInvitation>

/** First the columns of the template, so that the file can be uploaded again; then what became of the invitation. */
export function invitationColumns(c: AppContext, withCodes: boolean): Column[] {
  const words = c.get('words')
  return [
    ...importedColumns(words),
    ...fateColumns(words, c.get('settings').timeZone),
    ...(withCodes ? codeColumns(words, c.get('settings').origin) : []),
    postalColumn(words),
  ]
}

function importedColumns({ t }: Words): Column[] {
  const header = (
    column: 'email' | 'first_name' | 'last_name' | 'language' | 'groups' | 'projects' | 'admin',
  ) => t(`template.header.${column}`)
  // Words, not truth values, of which LibreOffice would make formulas.
  const [yes, no] = [t('template.help.yes'), t('template.help.no')]
  return [
    { header: header('email'), width: 34, kind: 'text', read: ({ address }) => address },
    { header: header('first_name'), width: 18, kind: 'text', read: ({ firstName }) => firstName },
    { header: header('last_name'), width: 22, kind: 'text', read: ({ lastName }) => lastName },
    { header: header('language'), width: 12, kind: 'text', read: ({ locale }) => locale },
    { header: header('groups'), width: 28, kind: 'text', read: ({ groups }) => groups.join(', ') },
    { header: header('projects'), width: 20, kind: 'text', read: ({ projects }) => projects.join(', ') },
    { header: header('admin'), width: 10, kind: 'text', read: ({ admin }) => (admin ? yes : no) },
  ]
}

function fateColumns(words: Words, timeZone: string): Column[] {
  const { t } = words
  const [state, mail, stop] = [
    sayOnce((key: ExportedInvitation['state']) => t(`invitations.states.${key}`)),
    sayOnce((key: NonNullable<ExportedInvitation['mail']>) => t(`mail.states.${key}`)),
    sayOnce((key: NonNullable<ExportedInvitation['stop']>) => t(`exports.stops.${key}`)),
  ]
  return [
    { header: t('exports.head.state'), width: 14, kind: 'text', read: (row) => state(row.state) },
    ...momentColumns(words, timeZone),
    ...originColumns(words, timeZone),
    { header: t('exports.head.mail'), width: 20, kind: 'text', read: (row) => mail(row.mail) },
    { header: t('exports.head.stop'), width: 20, kind: 'text', read: (row) => stop(row.stop) },
  ]
}

function momentColumns({ t }: Words, timeZone: string): Column[] {
  const show = wallClock(timeZone)
  const moments = [
    ['invited', 'createdAt'],
    ['expires', 'expiresAt'],
    ['reminded', 'remindedAt'],
    ['accepted', 'acceptedAt'],
  ] as const
  return moments.map(([word, field]) => ({
    header: t(`exports.head.${word}`),
    width: 18,
    kind: 'moment',
    read: ({ [field]: at }) => (at === null ? null : show(at)),
  }))
}

/** Of letter codes. */
function postalColumn({ t }: Words): Column {
  const header = t('exports.head.postal_address')
  return { header, width: 34, kind: 'text', read: ({ postalAddress }) => postalAddress }
}

function codeColumns({ t }: Words, origin: string): Column[] {
  return [
    {
      header: t('exports.head.code'),
      width: 40,
      kind: 'text',
      read: ({ code }) => code && formatCode(code),
    },
    {
      header: t('exports.head.link'),
      width: 62,
      kind: 'text',
      read: ({ code, locale }) => code && origin + paths.code(code, locale),
    },
  ]
}
