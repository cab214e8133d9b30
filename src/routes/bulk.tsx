import { Hono } from 'hono'
import { cancelBulkAction } from '#src/domain/bulk-actions/cancel-bulk-action.ts'
import { confirmBulkAction } from '#src/domain/bulk-actions/confirm-bulk-action.ts'
import { draftBulkAction } from '#src/domain/bulk-actions/draft-bulk-action.ts'
import { listBulkActions } from '#src/domain/bulk-actions/list-bulk-actions.ts'
import { mayActInBulk, mayDoInBulk, maySeeBulkAction } from '#src/domain/bulk-actions/may.ts'
import { readBulkAction } from '#src/domain/bulk-actions/read-bulk-action.ts'
import { sendBulkSlice } from '#src/domain/bulk-actions/send-bulk-slice.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { readInvitationQuery } from '#src/http/invitation-query.ts'
import { readListQuery } from '#src/http/list-query.ts'
import { listBefore } from '#src/http/page-before.ts'
import { readBody } from '#src/http/read-body.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import { BulkFormPage } from '#views/bulk/form.tsx'
import { BulkListPage } from '#views/bulk/list.tsx'
import { asksForNumber, bulkForm, confirmationForm, readChoice, readSkippedQuery } from './bulk/form.ts'
import { showBulkAction, showConfirmation, showSkipped } from './bulk/show.tsx'

export const bulkRoutes = new Hono<App>()

const { bulkActions, bulkAction, bulkConfirmation, bulkCancellation } = paths.admin

bulkRoutes.get(bulkActions(), allow(mayActInBulk), async (c) => {
  const { after, before } = readListQuery(c)
  return page(c, <BulkListPage {...(await listBulkActions(c.get('db'), actorOf(c), { after, before }))} />)
})

bulkRoutes.post(bulkActions(), allow(mayActInBulk), async (c) => {
  const form = await readForm(c, bulkForm)
  const asked = readChoice(c, form)
  const { given } = form
  const back = listBefore(c)
  if ('errors' in asked) return page(c, <BulkFormPage {...{ given, back }} errors={asked.errors} />, 422)
  if (!mayDoInBulk(actorOf(c), asked.wish.kind)) return forbidden(c)
  const draft = await draftBulkAction(c.get('db'), asked.wish, asked.choice, actorOf(c), c.get('now'))
  if (draft.outcome === 'drafted') return goTo(c, bulkAction(draft.publicId, { back }))
  leaveFlash(c, 'bulk_nothing')
  return goTo(c, back ?? paths.admin.invitations(readInvitationQuery(given)))
})

bulkRoutes.get(bulkAction(':id'), allow(mayActInBulk), async (c) => {
  const action = await actionOf(c)
  if (!action) return notFound(c)
  if (action.state === 'draft') return showConfirmation(c, action)
  const { reason, place } = readSkippedQuery(c)
  return reason ? showSkipped(c, action, reason, place) : showBulkAction(c, action)
})

// A refused answer is shown at this address; whoever opens it again gets the question.
for (const address of [bulkConfirmation, bulkCancellation])
  bulkRoutes.get(address(':id'), allow(mayActInBulk), (c) =>
    goTo(c, bulkAction(c.req.param('id') ?? '', { back: listBefore(c) })),
  )

bulkRoutes.post(bulkConfirmation(':id'), allow(mayActInBulk), async (c) => {
  const action = await actionOf(c)
  if (!action) return notFound(c)
  const { kind, total, publicId } = action
  if (!mayDoInBulk(actorOf(c), kind)) return forbidden(c)
  const form = await readForm(c, confirmationForm)
  const number = form.isValid ? form.values.number : ''
  const isMeant = !asksForNumber(kind) || number === String(total)
  if (action.state === 'draft' && !isMeant)
    return showConfirmation(c, action, { number: { key: 'bulk.errors.number', values: { count: total } } })
  const { outcome } = await confirmBulkAction(c.get('db'), action, actorOf(c), c.get('now'))
  if (outcome === 'confirmed') await sendBulkSlice(c.env.SLICES, action.id)
  return goTo(c, bulkAction(publicId, { back: listBefore(c) }))
})

bulkRoutes.post(bulkCancellation(':id'), allow(mayActInBulk), async (c) => {
  const action = await actionOf(c)
  if (!action) return notFound(c)
  const isDraftMeant = (await readBody(c)).only === 'draft'
  const isStopped = await cancelBulkAction(c.get('db'), action, actorOf(c), c.get('now'), isDraftMeant)
  const back = listBefore(c)
  if (action.state === 'draft' && isStopped)
    return goTo(c, back ?? paths.admin.invitations(action.filter ?? {}))
  return goTo(c, bulkAction(action.publicId, { back }))
})

/** The action of the address, if there is one that this person may see. */
async function actionOf(c: AppContext) {
  const action = await readBulkAction(c.get('db'), c.req.param('id') ?? '')
  return action && maySeeBulkAction(actorOf(c), action) ? action : null
}
