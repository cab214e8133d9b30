import { Hono } from 'hono'
import { type Batch, readBatch } from '#src/domain/batches/read-batch.ts'
import { printedAtOnce } from '#src/domain/codes/limits.ts'
import { namesIn } from '#src/domain/groups/name-in.ts'
import { mayExportCodes } from '#src/domain/invitations/may.ts'
import { countOpenLetters } from '#src/domain/invitations/open-letters.ts'
import { type Printed, printLetters } from '#src/domain/invitations/print-letters.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { allow } from '#src/http/guards.ts'
import { page } from '#src/http/respond.tsx'
import { type Given, readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import type { FieldErrors } from '#views/components/field.tsx'
import { PaperPage } from '#views/paper/ask.tsx'
import { PaperBar } from '#views/paper/bar.tsx'
import { Neighbours } from '#views/paper/neighbours.tsx'
import { type PaperForm, SheetsPage, usualWindow } from '#views/paper/sheets.tsx'
import { formOf, paperForm, readRange } from './paper-form.ts'

export const batchPaperRoutes = new Hono<App>()

batchPaperRoutes.get(paths.admin.batchPaper(':id'), allow(mayExportCodes), async (c) => {
  const batch = await readBatch(c.get('db'), c.req.param('id') ?? '')
  return batch ? showForm(c, batch) : notFound(c)
})

// The answer to the form is the paper itself: a page with codes is never the answer to a link.
batchPaperRoutes.post(paths.admin.batchPaper(':id'), allow(mayExportCodes), async (c) => {
  const batch = await readBatch(c.get('db'), c.req.param('id') ?? '')
  if (!batch) return notFound(c)
  const form = await readForm(c, paperForm)
  if (!form.isValid) return showForm(c, batch, 422, form.errors, form.given)
  const read = readRange(batch.publicId, form.values)
  if ('errors' in read) return showForm(c, batch, 422, read.errors, form.given)
  const { db, keys, now } = c.var
  const printed = await printLetters(db, keys, read.printing, actorOf(c), now)
  return showPrinted(c, batch, printed, formOf(form.values), form.given)
})

function showPrinted(c: AppContext, batch: Batch, printed: Printed, form: PaperForm, given: Given) {
  const refuse = (status: 409 | 422, errors: FieldErrors = {}) => showForm(c, batch, status, errors, given)
  switch (printed.outcome) {
    case 'printed':
      return showSheets(c, batch, printed, form)
    case 'none':
      return refuse(409)
    case 'moved':
      return refuse(409, { form: { key: 'paper.errors.moved', values: { count: printed.open } } })
    case 'beyond':
      return refuse(422, { from: { key: 'paper.errors.beyond', values: { count: printed.open } } })
    case 'forbidden':
      return forbidden(c)
  }
}

function showSheets(
  c: AppContext,
  batch: Batch,
  { letters, ...range }: Extract<Printed, { outcome: 'printed' }>,
  form: PaperForm,
) {
  const { origin } = c.get('settings')
  const { title, heading } = titlesOf(c, batch, range, form)
  const last = letters.at(-1)?.publicId
  const bar = (
    <PaperBar
      title={heading}
      back={paths.admin.batch(batch.publicId)}
      backLabel={c.get('words').t('paper.ask.back')}
    >
      <Neighbours batch={batch.publicId} form={form} range={range} last={last} />
    </PaperBar>
  )
  return page(c, <SheetsPage {...{ title, form, letters, origin, bar }} />)
}

/** What stands above the sheets, and what a PDF of them is called: platform, groups and which letters. */
function titlesOf(
  c: AppContext,
  batch: Batch,
  { from, to }: { from: number; to: number },
  { layout }: PaperForm,
) {
  const { language, t } = c.get('words')
  const heading = t(`paper.title.${layout}`, { from, to })
  const groups = namesIn(batch.groups, language).join(', ').slice(0, groupsInTitleMax)
  const title = [c.get('settings').platformName, groups, heading].filter(Boolean).join(' · ')
  return { heading, title }
}

/** Names of files have an end. */
const groupsInTitleMax = 60

async function showForm(
  c: AppContext,
  batch: Batch,
  status: 200 | 409 | 422 = 200,
  errors: FieldErrors = {},
  given: Given = {},
) {
  const open = await countOpenLetters(c.get('db'), batch.publicId, c.get('now'))
  const preset = {
    layout: 'letters',
    paper: 'a4',
    window: usualWindow(batch.options.language),
    from: '1',
    to: String(Math.min(open, printedAtOnce.letters)),
  }
  const typed = Object.keys(preset).map((name) => [name, String(given[name] ?? '')] as const)
  const filled = { ...preset, ...Object.fromEntries(typed.filter(([, value]) => value !== '')) }
  return page(c, <PaperPage batch={batch} open={open} given={filled} errors={errors} />, status)
}
