import { Hono } from 'hono'
import { exportUsers } from '#src/domain/profiles/export-users.ts'
import { readUserChoices } from '#src/domain/profiles/read-user-choices.ts'
import { mayExportUsers } from '#src/domain/users/may.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden } from '#src/http/errors.tsx'
import { allow } from '#src/http/guards.ts'
import { readerOf } from '#src/http/reader.ts'
import { page } from '#src/http/respond.tsx'
import { readUserQuery, type UserQuery, userFilterOf } from '#src/http/user-query.ts'
import { paths } from '#src/paths.ts'
import { separatorOf } from '#src/spreadsheets/write-csv.ts'
import { ExportPage } from '#views/exports/export.tsx'
import { UserFilterWords } from '#views/exports/user-filter-words.tsx'
import { type ExportForm, filteredBy, readExportForm } from './form.ts'
import { rowsThatFit, sendList } from './send-list.ts'
import { userColumns } from './user-columns.ts'

export const userExportRoutes = new Hono<App>()

const { userExport, users } = paths.admin

userExportRoutes.get(userExport(), allow(mayExportUsers), (c) => showForm(c, readUserQuery(c.req.query())))

userExportRoutes.post(userExport(), allow(mayExportUsers), async (c) => {
  const form = await readExportForm(c)
  const query = readUserQuery(form.fields)
  const { format } = form
  if (format === undefined) return showForm(c, query, form)
  const { db, words, settings, now } = c.var
  const asked = { format, filter: filteredBy(query), max: rowsThatFit(format) }
  const request = { ...asked, wanted: userFilterOf(query), reader: readerOf(c) }
  const exported = await exportUsers(db, request, actorOf(c), now)
  if (exported.outcome === 'forbidden') return forbidden(c)
  if (exported.outcome !== 'exported') return showForm(c, query, form, exported.outcome)
  return sendList(c, 'users', format, userColumns(words, settings.timeZone), exported.pages)
})

async function showForm(
  c: AppContext,
  query: UserQuery,
  { format, codes }: Partial<ExportForm> = {},
  problem?: 'nothing' | 'too_many',
) {
  const { groups } = await readUserChoices(c.get('db'), query.group, readerOf(c))
  const group = groups.find(({ publicId }) => publicId === query.group)?.name
  return page(
    c,
    <ExportPage
      list="users"
      section="users"
      action={userExport(query)}
      back={users(query)}
      chosen={<UserFilterWords filter={userFilterOf(query)} group={group} />}
      separator={separatorOf(c.get('words').language)}
      given={{ format, codes }}
      problem={problem}
    />,
    problem ? 422 : 200,
  )
}
