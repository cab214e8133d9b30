import { Hono } from 'hono'
import { readMailReference } from '#src/domain/mails/mail-reference.ts'
import { mayRunMail, maySeeMail } from '#src/domain/mails/may.ts'
import { postMails } from '#src/domain/mails/post-mails.ts'
import { recordProbe } from '#src/domain/mails/record-probe.ts'
import { tryAgain, tryAllAgain } from '#src/domain/mails/try-again.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { goTo } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { askProvider, enrolWithProvider, providerWorks } from './mail/provider.ts'
import { showMail } from './mail/show-mail.tsx'

export const mailRoutes = new Hono<App>()

mailRoutes.get(paths.admin.mail(), allow(maySeeMail), (c) => showMail(c))

mailRoutes.post(paths.admin.mailResumption(), allow(mayRunMail), async (c) => {
  const [db, settings, now] = [c.get('db'), c.get('settings'), c.get('now')]
  const probe = await recordProbe(db, await providerWorks(c), actorOf(c).id, settings, now)
  if (probe.outcome === 'opened') await postMails(c.env.MAILS, probe.mailIds)
  leaveFlash(c, probe.outcome === 'closed' ? 'mail_closed' : 'mail_open')
  return goTo(c, paths.admin.mail())
})

// Reloading, or changing the language, on the page that the answer shows.
mailRoutes.get(paths.admin.mailCheck(), allow(maySeeMail), (c) => goTo(c, paths.admin.mail()))

mailRoutes.post(paths.admin.mailCheck(), allow(mayRunMail), async (c) => showMail(c, await askProvider(c)))

mailRoutes.post(paths.admin.mailWebhook(), allow(mayRunMail), async (c) => {
  leaveFlash(c, await enrolWithProvider(c))
  return goTo(c, paths.admin.mail())
})

mailRoutes.post(paths.admin.mailRetry(':reference'), allow(mayRunMail), async (c) => {
  const mailId = readMailReference(c.get('keys'), c.req.param('reference') ?? '')
  if (mailId === undefined) return notFound(c)
  const retrial = await tryAgain(c.get('db'), mailId, actorOf(c), c.get('now'))
  switch (retrial.outcome) {
    case 'queued':
      await postMails(c.env.MAILS, retrial.mailIds)
      leaveFlash(c, 'mail_retried')
      return goTo(c, paths.admin.mail())
    case 'unwanted':
    case 'not_failed':
      leaveFlash(c, retrial.outcome === 'unwanted' ? 'mail_unwanted' : 'mail_not_failed')
      return goTo(c, paths.admin.mail())
    case 'forbidden':
      return forbidden(c)
    case 'unknown':
      return notFound(c)
  }
})

mailRoutes.post(paths.admin.mailRetries(), allow(mayRunMail), async (c) => {
  const { mailIds, hasMore } = await tryAllAgain(c.get('db'), actorOf(c), c.get('now'))
  await postMails(c.env.MAILS, mailIds)
  leaveFlash(c, hasMore ? 'mails_retried_more' : 'mails_retried', mailIds.length)
  return goTo(c, paths.admin.mail())
})
