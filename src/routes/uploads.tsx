import { Hono } from 'hono'
import { mayInvite } from '#src/domain/batches/may.ts'
import { forgetUpload } from '#src/domain/uploads/forget-upload.ts'
import { readUpload } from '#src/domain/uploads/read-upload.ts'
import type { WaitingUpload } from '#src/domain/uploads/upload.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { notFound } from '#src/http/errors.tsx'
import { allow } from '#src/http/guards.ts'
import { readBody } from '#src/http/read-body.ts'
import { goTo } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { readWorkbook } from '#src/spreadsheets/read-workbook.ts'
import { draftWorkbook, kindOf } from './batches/draft-workbook.ts'
import { givenFrom } from './batches/given-from.ts'
import { mappingErrors, readMapping, type Said, toMapping } from './batches/mapping-form.ts'
import { showForm, showRefusal } from './batches/show.tsx'
import { showMapping } from './batches/show-mapping.tsx'

export const uploadsRoutes = new Hono<App>()

uploadsRoutes.get(paths.admin.upload(':id'), allow(mayInvite), async (c) => {
  const upload = await readUpload(c.get('db'), c.req.param('id') ?? '', actorOf(c))
  if (!upload) return notFound(c)
  return upload.state === 'drafted' ? goTo(c, paths.admin.batch(upload.batchId)) : showColumns(c, upload)
})

uploadsRoutes.post(paths.admin.upload(':id'), allow(mayInvite), async (c) => {
  const upload = await readUpload(c.get('db'), c.req.param('id') ?? '', actorOf(c))
  if (!upload) return notFound(c)
  if (upload.state === 'drafted') return goTo(c, paths.admin.batch(upload.batchId))
  const kind = kindOf(upload.source)
  const said = readMapping(await readBody(c), kind)
  const mapping = toMapping(said, kind)
  if (!mapping) return showColumns(c, upload, said)
  const draft = await draftWorkbook(c, upload, upload, mapping)
  if (draft.outcome === 'unmapped') return showColumns(c, upload, said)
  if (draft.outcome !== 'drafted')
    return showRefusal(c, upload.source, draft.outcome, await givenFrom(c, upload.options))
  await forgetUpload(c.get('db'), upload.publicId, draft.publicId, actorOf(c))
  return goTo(c, paths.admin.batch(draft.publicId))
})

/** The question, with what was said of it so far. A file that this release reads otherwise has to be chosen again. */
async function showColumns(c: AppContext, upload: WaitingUpload, said?: Said) {
  const { bytes, fileName, publicId, source, options } = upload
  const kind = kindOf(source)
  const workbook = await readWorkbook(bytes, { kind })
  if (!('preview' in workbook)) return showForm(c, source, { given: await givenFrom(c, options) })
  const unmapped = { publicId, source, fileName, preview: workbook.preview }
  if (!said) return showMapping(c, unmapped, 200)
  return showMapping(c, unmapped, 422, said, mappingErrors(said, workbook.preview, kind, c.get('words')))
}
