import { Hono } from 'hono'
import { postalLinesMax } from '#src/domain/batches/postal-address.ts'
import { exportLetterCodes, type LetterCode } from '#src/domain/invitations/export-letter-codes.ts'
import { mayExportCodes } from '#src/domain/invitations/may.ts'
import { actorOf } from '#src/http/actor.ts'
import { sendFile } from '#src/http/attachment.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { allow } from '#src/http/guards.ts'
import { goTo } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { csvType, separatorOf, writeCsv } from '#src/spreadsheets/write-csv.ts'
import { type ListColumn, type ListRow, writeListWorkbook } from '#src/spreadsheets/write-list.ts'
import { workbookType } from '#src/spreadsheets/write-workbook.ts'
import { formatMoment } from '#views/components/moment.tsx'

export const batchCodesRoutes = new Hono<App>()

const { batch: batchPage, batchCodes, batchCodesCsv } = paths.admin

// A reloaded download asks for this address; whoever opens it gets the batch, and nothing is written.
for (const file of [batchCodes, batchCodesCsv])
  batchCodesRoutes.get(file(':id'), allow(mayExportCodes), (c) => goTo(c, batchPage(c.req.param('id') ?? '')))

// The answer to the form is the file itself: that codes are taken out is written to the journal.
batchCodesRoutes.post(batchCodes(':id'), allow(mayExportCodes), (c) => sendCodes(c, 'xlsx'))
batchCodesRoutes.post(batchCodesCsv(':id'), allow(mayExportCodes), (c) => sendCodes(c, 'csv'))

/** For a mail merge: whom a letter goes to, and what stands in it. */
async function sendCodes(c: AppContext, format: 'xlsx' | 'csv') {
  const { language, t } = c.get('words')
  const id = c.req.param('id') ?? ''
  const { db, keys, now } = c.var
  const exported = await exportLetterCodes(db, keys, id, actorOf(c), language, now)
  if (exported.outcome === 'forbidden') return forbidden(c)
  if (exported.outcome !== 'exported') return notFound(c)
  const columns = columnsFor(c)
  const list = { name: t('invitations.codes.sheet'), columns, rows: rowsOf(columns, exported.pages) }
  const name = t('invitations.codes.file_name')
  if (format === 'xlsx') return sendFile(c, `${name}.xlsx`, workbookType, writeListWorkbook(list))
  return sendFile(c, `${name}.csv`, csvType, writeCsv(list, separatorOf(language)))
}

type Column = ListColumn & { read: (row: LetterCode) => string }

function columnsFor(c: AppContext): Column[] {
  const words = c.get('words')
  const { origin, timeZone } = c.get('settings')
  const text = (header: string, width: number, read: Column['read']): Column => ({
    ...{ header, width, kind: 'text', read },
  })
  const { t } = words
  const link = ({ code }: LetterCode) => origin + paths.code(code)
  const until = ({ expiresAt }: LetterCode) => formatMoment(words, timeZone, expiresAt, 'date_time')
  return [
    text(t('invitations.codes.first_name'), 18, ({ firstName }) => firstName),
    text(t('invitations.codes.last_name'), 22, ({ lastName }) => lastName),
    ...Array.from({ length: postalLinesMax }, (_, line) =>
      text(t('invitations.codes.address_line', { number: line + 1 }), 26, lineAt(line)),
    ),
    text(t('invitations.codes.code'), 20, ({ codeInGroups }) => codeInGroups),
    text(t('invitations.codes.link'), 46, link),
    // What a program that draws QR codes is given: the same link, for paths know small letters from large ones.
    text(t('invitations.codes.qr_link'), 46, link),
    text(t('invitations.codes.expires'), 20, until),
    text(t('invitations.codes.groups'), 30, ({ groups }) => groups.join(', ')),
    text(t('invitations.codes.language'), 10, ({ locale }) => locale),
  ]
}

/** Each line of a postal address has a column; our reader puts them together again. */
function lineAt(line: number): Column['read'] {
  return ({ postalLines }) => postalLines[line] ?? ''
}

async function* rowsOf(columns: Column[], pages: AsyncGenerator<LetterCode[]>): AsyncGenerator<ListRow[]> {
  for await (const codes of pages) yield codes.map((code) => columns.map(({ read }) => read(code)))
}
