import { Hono } from 'hono'
import { exportEvents } from '#src/domain/events/export-events.ts'
import { mayExportJournal } from '#src/domain/events/may.ts'
import { readJournalChoices } from '#src/domain/events/read-journal-choices.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden } from '#src/http/errors.tsx'
import { allow } from '#src/http/guards.ts'
import { eventFilterOf, type JournalQuery, readJournalQuery } from '#src/http/journal-query.ts'
import { page } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { separatorOf } from '#src/spreadsheets/write-csv.ts'
import { EventFilterWords } from '#views/exports/event-filter-words.tsx'
import { ExportPage } from '#views/exports/export.tsx'
import { eventColumns } from './event-columns.ts'
import { type ExportForm, filteredBy, readExportForm } from './form.ts'
import { rowsThatFit, sendList } from './send-list.ts'

export const journalExportRoutes = new Hono<App>()

const { journalExport, journal } = paths.admin

journalExportRoutes.get(journalExport(), allow(mayExportJournal), (c) =>
  showForm(c, readJournalQuery(c.req.query())),
)

journalExportRoutes.post(journalExport(), allow(mayExportJournal), async (c) => {
  const form = await readExportForm(c)
  const query = readJournalQuery(form.fields)
  const { format } = form
  if (format === undefined) return showForm(c, query, form)
  const { db, words, settings, now } = c.var
  const asked = { format, filter: filteredBy(query), max: rowsThatFit(format) }
  const wanted = eventFilterOf(query, settings.timeZone)
  const exported = await exportEvents(db, { ...asked, wanted, language: words.language }, actorOf(c), now)
  if (exported.outcome === 'forbidden') return forbidden(c)
  if (exported.outcome !== 'exported') return showForm(c, query, form, exported.outcome)
  return sendList(c, 'journal', format, eventColumns(words, settings.timeZone), exported.pages)
})

async function showForm(
  c: AppContext,
  query: JournalQuery,
  { format, codes }: Partial<ExportForm> = {},
  problem?: 'nothing' | 'too_many',
) {
  const { language } = c.get('words')
  const choices = await readJournalChoices(c.get('db'), query, language)
  return page(
    c,
    <ExportPage
      list="journal"
      section="journal"
      action={journalExport(query)}
      back={journal(query)}
      chosen={<EventFilterWords query={query} choices={choices} />}
      separator={separatorOf(language)}
      given={{ format, codes }}
      problem={problem}
    />,
    problem ? 422 : 200,
  )
}
