import { eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Paged, type Place, pageRows, readFrom, toPage } from '#src/db/paging.ts'
import { invitations, mails } from '#src/db/schema/index.ts'
import type { Keys } from '#src/keys.ts'
import type { MailKind } from './mail.ts'
import { mailReference, readMailReference } from './mail-reference.ts'

export type FailedMail = {
  id: number
  /** Its reference (mail-reference.ts), by which pages name it. */
  publicId: string
  kind: MailKind
  address: string
  /** A MailProblem; null only if a version before there were any wrote it. */
  lastError: string | null
  attempts: number
  createdAt: number
  /** Public id of the invitation it belongs to, if that is still there. */
  invitationId: string | null
}

/** Failed mails, newest first. A place is a reference; one that is none of ours is the first page. */
export async function listFailedMails(db: Database, keys: Keys, place: Place): Promise<Paged<FailedMail>> {
  const anchor = readMailReference(keys, place.before ?? place.after ?? '')
  const known = anchor === undefined ? {} : place
  const { beyond, sort } = readFrom('descending', known)
  const found = await db
    .select({
      id: mails.id,
      kind: mails.kind,
      address: mails.address,
      lastError: mails.lastError,
      attempts: mails.attempts,
      createdAt: mails.createdAt,
      invitationId: invitations.publicId,
    })
    .from(mails)
    .leftJoin(invitations, eq(invitations.id, mails.invitationId))
    .where(sql`mails.state = 'failed' and ${anchor === undefined ? sql`true` : beyond(mails.id, anchor)}`)
    .orderBy(sort(mails.id))
    .limit(pageRows + 1)
  return toPage(
    found.map((mail) => ({ ...mail, publicId: mailReference(keys, mail.id) })),
    known,
  )
}
