import { sql } from 'drizzle-orm'
import { mailReference } from '#src/domain/mails/mail-reference.ts'
import { paths } from '#src/paths.ts'
import { db, keys } from '../cast.ts'
import { closeMail } from '../mail-flow.ts'
import { addInvitation, queueMailOf } from '../outbox.ts'
import type { Act } from './act.ts'

/** What is done to settings, letters and mail. */
export const actsOnHouse: Record<string, Act> = {
  'POST /admin/settings': async (as) => ({
    ...{ path: paths.admin.settings(), fields: { expiry_days: '60' }, as, action: 'settings_changed' },
  }),
  'POST /admin/letters/:kind/:language': async (as) => {
    const fields = { subject: 'Come to {{platform}}', do: 'save' }
    return { path: paths.admin.letter('invitation', 'en'), fields, as, action: 'letter_text_changed' }
  },
  'POST /admin/letters/:kind/:language/test': async (as) => ({
    ...{ path: paths.admin.letterTest('invitation', 'en'), as, action: 'letter_test_sent' },
  }),
  'POST /admin/mail/resumption': async (as) => {
    await closeMail('forbidden')
    return { path: paths.admin.mailResumption(), as, action: 'mail_opened' }
  },
  'POST /admin/mail/failed/:reference/retry': async (as) => {
    const path = paths.admin.mailRetry(mailReference(keys, await failedMail()))
    return { path, as, action: 'mail_retried' }
  },
  'POST /admin/mail/retries': async (as) => {
    await failedMail()
    return { path: paths.admin.mailRetries(), as, action: 'mails_retried' }
  },
}

async function failedMail(): Promise<number> {
  const id = await queueMailOf(await addInvitation())
  await db.run(sql`update mails set state = 'failed', last_error = 'refused', attempts = 1 where id = ${id}`)
  return id
}
