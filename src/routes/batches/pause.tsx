import { Hono } from 'hono'
import { pauseBatchMails } from '#src/domain/batches/pause-batch.ts'
import { mayRunMail } from '#src/domain/mails/may.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { goTo } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'

export const batchPauseRoutes = new Hono<App>()

batchPauseRoutes.post(paths.admin.batchPause(':id'), allow(mayRunMail), async (c) => {
  const id = c.req.param('id') ?? ''
  const { outcome } = await pauseBatchMails(c.get('db'), id, actorOf(c), c.get('now'))
  switch (outcome) {
    case 'paused':
      leaveFlash(c, 'mails_paused')
      return goTo(c, paths.admin.batch(id))
    case 'already_paused':
    case 'not_pausable':
      return goTo(c, paths.admin.batch(id))
    case 'forbidden':
      return forbidden(c)
    case 'unknown':
      return notFound(c)
  }
})
