import { handoverMs, type MailKind } from './mail.ts'

type Mail = {
  /** `<public id>/<kind>/<number>`: a second mail with the same key is never written. */
  dedupeKey: string
  kind: MailKind
  invitationId?: number
  userId?: number
  address: string
  locale: string
}

/** The outbox row of a mail, for `db.insert(mails).values(…)` in the batch that causes the mail. */
export function newMail(mail: Mail, now: number) {
  return { ...mail, createdAt: now, notBefore: now + handoverMs }
}
