import { Hono } from 'hono'
import { resumeBatchMails } from '#src/domain/batches/resume-mails.ts'
import { mayRunMail } from '#src/domain/mails/may.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { goTo } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'

export const batchResumptionRoutes = new Hono<App>()

batchResumptionRoutes.post(paths.admin.batchResumption(':id'), allow(mayRunMail), async (c) => {
  const id = c.req.param('id') ?? ''
  const { outcome } = await resumeBatchMails(c.get('db'), id, actorOf(c), c.get('now'))
  if (outcome === 'unknown') return notFound(c)
  if (outcome === 'forbidden') return forbidden(c)
  leaveFlash(c, 'mails_resumed')
  return goTo(c, paths.admin.batch(id))
})
