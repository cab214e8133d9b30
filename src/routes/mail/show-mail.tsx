import { listFailedMails } from '#src/domain/mails/list-failed-mails.ts'
import { readMailHealth } from '#src/domain/mails/read-mail-health.ts'
import type { AppContext } from '#src/http/context.ts'
import { readListQuery } from '#src/http/list-query.ts'
import { page } from '#src/http/respond.tsx'
import { MailPage } from '#views/mail/health.tsx'
import type { ProviderAnswer } from './provider.ts'

/** The page of mail; after a question to the provider with its answer. */
export async function showMail(c: AppContext, answer?: ProviderAnswer) {
  const [db, keys, now] = [c.get('db'), c.get('keys'), c.get('now')]
  const { after, before } = readListQuery(c)
  const [health, failed] = await Promise.all([
    readMailHealth(db),
    listFailedMails(db, keys, { after, before }),
  ])
  const { mailTransport: transport, mailFrom, mailsPerMinute } = c.get('settings')
  return page(c, <MailPage {...{ health, failed, answer, transport, mailFrom, mailsPerMinute, now }} />)
}
