import { Hono } from 'hono'
import { type Chosen, exportInvitations } from '#src/domain/invitations/export-invitations.ts'
import type { InvitationQuery } from '#src/domain/invitations/invitation-query.ts'
import { mayExportCodes, mayExportInvitations } from '#src/domain/invitations/may.ts'
import { readFilterNames } from '#src/domain/invitations/read-filter-names.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden } from '#src/http/errors.tsx'
import { allow } from '#src/http/guards.ts'
import { invitationFilterOf, readInvitationQuery } from '#src/http/invitation-query.ts'
import { page } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { separatorOf } from '#src/spreadsheets/write-csv.ts'
import { ExportPage, type ExportProps } from '#views/exports/export.tsx'
import { FilterWords } from '#views/invitations/filter-words.tsx'
import { type ExportForm, filteredBy, readExportForm } from './form.ts'
import { invitationColumns } from './invitation-columns.ts'
import { rowsThatFit, sendList } from './send-list.ts'

export const invitationExportRoutes = new Hono<App>()

const { invitationExport, invitations } = paths.admin

invitationExportRoutes.get(invitationExport(), allow(mayExportInvitations), (c) =>
  showForm(c, readInvitationQuery(c.req.query())),
)

invitationExportRoutes.post(invitationExport(), allow(mayExportInvitations), async (c) => {
  const form = await readExportForm(c)
  const query = readInvitationQuery(form.fields)
  const { format, ids } = form
  if (format === undefined) return showForm(c, query, form)
  const { db, keys, words, now } = c.var
  const withCodes = form.codes === 'on' && mayExportCodes(actorOf(c))
  const chosen: Chosen = ids ? { ids } : { filter: invitationFilterOf(c, query) }
  const asked = { format, filter: ids ? [] : filteredBy(query), max: rowsThatFit(format) }
  const request = { ...asked, chosen, withCodes, language: words.language }
  const exported = await exportInvitations(db, keys, request, actorOf(c), now)
  if (exported.outcome === 'forbidden') return forbidden(c)
  if (exported.outcome !== 'exported') return showForm(c, query, form, exported.outcome)
  return sendList(c, 'invitations', format, invitationColumns(c, withCodes), exported.pages)
})

async function showForm(
  c: AppContext,
  query: InvitationQuery,
  { format, codes, ids }: Partial<ExportForm> = {},
  problem?: 'nothing' | 'too_many',
) {
  const { language, t } = c.get('words')
  const names = await readFilterNames(c.get('db'), ids ? {} : query, language)
  const props: ExportProps = {
    ...{ list: 'invitations', section: 'invitations' },
    ...{
      separator: separatorOf(language),
      action: invitationExport(ids ? {} : query),
      back: invitations(ids ? {} : query),
    },
    chosen: ids ? t('exports.ticked', { count: ids.length }) : <FilterWords query={query} names={names} />,
    ...{ ids, hasCodes: mayExportCodes(actorOf(c)), given: { format, codes }, problem },
  }
  return page(c, <ExportPage {...props} />, problem ? 422 : 200)
}
