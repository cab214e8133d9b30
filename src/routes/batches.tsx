import { Hono } from 'hono'
import { cancelBatch } from '#src/domain/batches/cancel-batch.ts'
import { checkAddresses } from '#src/domain/batches/check-addresses.ts'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { mayInvite } from '#src/domain/batches/may.ts'
import { readBatch, readBatchToReview } from '#src/domain/batches/read-batch.ts'
import { sendSlice } from '#src/domain/batches/send-slice.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { fragment, goTo } from '#src/http/respond.tsx'
import { readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import { AddressCheck } from '#views/batches/address-check.tsx'
import { type Way, ways } from '#views/batches/new.tsx'
import { draftFromForm } from './batches/draft-from-form.ts'
import { addressCheckForm, batchForm, confirmationForm } from './batches/form.ts'
import { limitList } from './batches/limit-list.ts'
import { showBatches } from './batches/list.tsx'
import { sendProblems } from './batches/problems.ts'
import { type Refused, showReview } from './batches/review.tsx'
import { showForm, showRefusal } from './batches/show.tsx'
import { showBatch, showCancellation } from './batches/show-batch.tsx'
import { showMapping } from './batches/show-mapping.tsx'

export const batchRoutes = new Hono<App>()

batchRoutes.get(paths.admin.batches(), allow(mayInvite), showBatches)

batchRoutes.get(paths.admin.newBatch(), allow(mayInvite), (c) => showForm(c, wayOf(c.req.query('from'))))

batchRoutes.post(paths.admin.batches(), allow(mayInvite), limitList, async (c) => {
  const form = await readForm(c, batchForm)
  const way = wayOf(form.given.source)
  if (!form.isValid) return showForm(c, way, form)
  const draft = await draftFromForm(c, form.values)
  if (draft.outcome === 'drafted') return goTo(c, paths.admin.batch(draft.publicId))
  if (draft.outcome === 'wrong_choice') return showForm(c, way, { ...form, errors: draft.errors })
  if (draft.outcome === 'unmapped') return showMapping(c, draft.upload, 422)
  return showRefusal(c, way, draft.outcome, form.given)
})

batchRoutes.post(paths.admin.addressCheck(), allow(mayInvite), async (c) => {
  const form = await readForm(c, addressCheckForm)
  return fragment(c, <AddressCheck {...checkAddresses(form.isValid ? form.values.addresses : '')} />)
})

batchRoutes.get(paths.admin.batch(':id'), allow(mayInvite), async (c) => {
  const batch = await readBatchToReview(c.get('db'), c.req.param('id') ?? '')
  if (!batch) return notFound(c)
  if (batch.state === 'draft') return showReview(c, batch)
  return showBatch(c, batch)
})

batchRoutes.get(paths.admin.batchProblems(':id'), allow(mayInvite), sendProblems)

// A refused confirmation is shown at this address; whoever opens it again gets the batch.
batchRoutes.get(paths.admin.batchConfirmation(':id'), allow(mayInvite), (c) =>
  goTo(c, paths.admin.batch(c.req.param('id') ?? '')),
)

batchRoutes.post(paths.admin.batchConfirmation(':id'), allow(mayInvite), async (c) => {
  const id = c.req.param('id') ?? ''
  const form = await readForm(c, confirmationForm)
  const said = form.isValid ? form.values : { leave_out: false, admin: false, revision: undefined }
  const confirmation = { leaveOut: said.leave_out, grantAdmin: said.admin, revision: said.revision }
  const confirmed = await confirmBatch(c.get('db'), id, confirmation, actorOf(c), c.get('now'))
  switch (confirmed.outcome) {
    case 'confirmed':
      await sendSlice(c.env.SLICES, confirmed.batchId)
      return goTo(c, paths.admin.batch(id))
    case 'not_a_draft':
      return goTo(c, paths.admin.batch(id))
    case 'unknown':
      return notFound(c)
    case 'has_problems':
    case 'admin_unconfirmed':
    case 'nothing_to_do':
    case 'too_many_codes':
      return showRefused(c, id, { confirmation })
    case 'changed':
      return showRefused(c, id, { isChanged: true })
  }
})

batchRoutes.get(paths.admin.batchCancellation(':id'), allow(mayInvite), async (c) => {
  const batch = await readBatch(c.get('db'), c.req.param('id') ?? '')
  if (!batch) return notFound(c)
  return batch.state === 'confirmed' ? showCancellation(c, batch) : goTo(c, paths.admin.batch(batch.publicId))
})

batchRoutes.post(paths.admin.batchCancellation(':id'), allow(mayInvite), async (c) => {
  const id = c.req.param('id') ?? ''
  const { outcome } = await cancelBatch(c.get('db'), id, actorOf(c), c.get('now'))
  switch (outcome) {
    case 'cancelled':
      leaveFlash(c, 'batch_cancelled')
      return goTo(c, paths.admin.batches())
    case 'stopped':
    case 'not_cancellable':
      return goTo(c, paths.admin.batch(id))
    case 'forbidden':
      return forbidden(c)
    case 'unknown':
      return notFound(c)
  }
})

/** A way that our form does not know is the first. */
function wayOf(said: unknown): Way {
  return ways.find((way) => way === said) ?? 'addresses'
}

async function showRefused(c: AppContext, id: string, refused: Refused) {
  const batch = await readBatchToReview(c.get('db'), id)
  if (batch?.state !== 'draft') return batch ? goTo(c, paths.admin.batch(id)) : notFound(c)
  return showReview(c, batch, refused)
}
