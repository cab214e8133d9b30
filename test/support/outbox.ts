import { eq } from 'drizzle-orm'
import { batches, grants, invitations, mails } from '#src/db/schema/index.ts'
import { deriveCode, macOfCode } from '#src/domain/codes/code.ts'
import { newPublicId } from '#src/domain/ids/new-public-id.ts'
import { handoverMs, type MailKind } from '#src/domain/mails/mail.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { db, keys } from './cast.ts'

type NewInvitation = Partial<typeof invitations.$inferInsert>

/** An open invitation as a row, without going through a batch. */
export async function addInvitation(given: NewInvitation = {}, now = Date.now()) {
  const [grant] = await db
    .insert(grants)
    .values({ contentKey: 'admin=0;groups=;projects=', admin: false })
    .onConflictDoUpdate({ target: grants.contentKey, set: { admin: false } })
    .returning()
  const publicId = newPublicId()
  const [invitation] = await db
    .insert(invitations)
    .values({
      publicId,
      source: 'batch',
      address: 'vera@parvis.test',
      emailKey: given.address ?? 'vera@parvis.test',
      locale: 'en',
      grantId: grant?.id ?? 0,
      codeMac: macOfCode(keys, deriveCode(keys, publicId, 1)),
      createdAt: now,
      expiresAt: now + 30 * dayMs,
      ...given,
    })
    .returning()
  if (!invitation) throw new Error('The invitation was not added')
  return { ...invitation, code: deriveCode(keys, publicId, 1) }
}

/** The mail of an invitation in the outbox; answers with its id. */
export async function queueMailOf(
  invitation: { id: number; publicId: string; address: string | null; locale: string },
  kind: MailKind = 'invitation',
  now = Date.now(),
): Promise<number> {
  const { id, publicId, address, locale } = invitation
  const dedupeKey = `${publicId}/${kind}/1`
  return insertMail({ dedupeKey, kind, invitationId: id, address: address ?? '', locale }, now)
}

/** A mail to an account in the outbox; answers with its id. */
export async function queueAccountMail(user: Actor, kind: MailKind, now = Date.now()): Promise<number> {
  const dedupeKey = `${user.publicId}/${kind}/${now}`
  return insertMail({ dedupeKey, kind, userId: user.id, address: user.email, locale: user.locale }, now)
}

/** A confirmed batch with a message of its own; answers with its id. */
export async function addBatchWith(message: string, by: Actor, now = Date.now()): Promise<number> {
  const [batch] = await db
    .insert(batches)
    .values({
      publicId: newPublicId(),
      createdBy: by.id,
      source: 'addresses',
      options: { message },
      counts: {},
      chunkCount: 1,
      createdAt: now,
    })
    .returning()
  return batch?.id ?? 0
}

export async function mailOf(id: number) {
  const [mail] = await db.select().from(mails).where(eq(mails.id, id))
  if (!mail) throw new Error(`There is no mail ${id}`)
  return mail
}

type NewMail = Omit<typeof mails.$inferInsert, 'createdAt' | 'notBefore'>

async function insertMail(mail: NewMail, now: number): Promise<number> {
  const row = { ...mail, createdAt: now, notBefore: now + handoverMs }
  const [inserted] = await db.insert(mails).values(row).returning({ id: mails.id })
  return inserted?.id ?? 0
}
