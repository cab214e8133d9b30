import { Hono } from 'hono'
import { exportLetterCodes, type LetterCode } from '#src/domain/invitations/export-letter-codes.ts'
import { mayExportCodes } from '#src/domain/invitations/may.ts'
import { actorOf } from '#src/http/actor.ts'
import { sendFile } from '#src/http/attachment.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { notFound } from '#src/http/errors.tsx'
import { allow } from '#src/http/guards.ts'
import { goTo } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { type ListRow, writeListWorkbook } from '#src/spreadsheets/write-list.ts'
import { workbookType } from '#src/spreadsheets/write-workbook.ts'
import { formatMoment } from '#views/components/moment.tsx'

export const batchCodesRoutes = new Hono<App>()

// A reloaded download asks for this address; whoever opens it gets the batch, and nothing is written.
batchCodesRoutes.get(paths.admin.batchCodes(':id'), allow(mayExportCodes), (c) =>
  goTo(c, paths.admin.batch(c.req.param('id') ?? '')),
)

// The answer to the form is the file itself: that codes are taken out is written to the journal.
batchCodesRoutes.post(paths.admin.batchCodes(':id'), allow(mayExportCodes), async (c) => {
  const id = c.req.param('id') ?? ''
  const { language, t } = c.get('words')
  const pages = await exportLetterCodes(c.get('db'), c.get('keys'), id, actorOf(c), language, c.get('now'))
  if (!pages) return notFound(c)
  const list = {
    name: t('invitations.codes.sheet'),
    columns: columns.map(({ word, width }) => ({
      ...{ header: t(`invitations.codes.${word}`), width, kind: 'text' as const },
    })),
    rows: rowsOf(c, pages),
  }
  return sendFile(c, `${t('invitations.codes.file_name')}.xlsx`, workbookType, writeListWorkbook(list))
})

const columns = [
  { word: 'first_name', width: 18 },
  { word: 'last_name', width: 22 },
  { word: 'code', width: 20 },
  { word: 'link', width: 46 },
  { word: 'expires', width: 20 },
  { word: 'groups', width: 30 },
] as const

async function* rowsOf(c: AppContext, pages: AsyncGenerator<LetterCode[]>): AsyncGenerator<ListRow[]> {
  for await (const codes of pages) yield codes.map((letterCode) => rowOf(c, letterCode))
}

function rowOf(
  c: AppContext,
  { firstName, lastName, code, codeInGroups, expiresAt, groups }: LetterCode,
): ListRow {
  const { origin, timeZone } = c.get('settings')
  const link = origin + paths.code(code)
  const end = formatMoment(c.get('words'), timeZone, expiresAt)
  return [firstName, lastName, codeInGroups, link, end, groups.join(', ')]
}
