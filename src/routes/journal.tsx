import { Hono } from 'hono'
import { listEvents } from '#src/domain/events/list-events.ts'
import { maySeeJournal } from '#src/domain/events/may.ts'
import { readDetailNames } from '#src/domain/events/read-detail-names.ts'
import { readJournalChoices } from '#src/domain/events/read-journal-choices.ts'
import type { App } from '#src/http/context.ts'
import { allow } from '#src/http/guards.ts'
import { eventFilterOf, readJournalQuery } from '#src/http/journal-query.ts'
import { readListQuery } from '#src/http/list-query.ts'
import { page } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { JournalPage } from '#views/journal/journal.tsx'

export const journalRoutes = new Hono<App>()

journalRoutes.get(paths.admin.journal(), allow(maySeeJournal), async (c) => {
  const db = c.get('db')
  const { language } = c.get('words')
  const query = readJournalQuery(c.req.query())
  const { after, before } = readListQuery(c)
  const filter = eventFilterOf(query, c.get('settings').timeZone)
  const [list, choices] = await Promise.all([
    listEvents(db, { ...filter, after, before }, language),
    readJournalChoices(db, query, language),
  ])
  const names = await readDetailNames(db, list.rows, language)
  return page(c, <JournalPage {...{ ...list, query, choices, names }} />)
})
