import { eq, sql } from 'drizzle-orm'
import { jsonList } from '#src/db/json-list.ts'
import { batches, batchMailCounts, grants, invitations, mails } from '#src/db/schema/index.ts'
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

/** Open invitations to `n@many.test` with their mails, in a few statements; answers with the ids of the mails, in order. */
export async function queueMany(
  count: number,
  now = Date.now(),
  given: NewInvitation = {},
): Promise<number[]> {
  const { grantId, batchId } = await addInvitation({ address: '0@many.test', ...given }, now)
  const others = jsonList(Array.from({ length: count - 1 }, (_, n) => ({ key: newPublicId(), n: n + 1 })))
  await db.run(sql`insert into invitations
      (public_id, source, address, email_key, locale, grant_id, batch_id, code_mac, created_at, expires_at)
    select value ->> 'key', 'batch', (value ->> 'n') || '@many.test', (value ->> 'n') || '@many.test', 'en', ${grantId},
      ${batchId}, value ->> 'key', ${now}, ${now + 30 * dayMs} from ${others} order by value ->> 'n'`)
  const queued = await db.all<{ id: number }>(sql`
    insert into mails (dedupe_key, kind, invitation_id, address, locale, not_before, created_at)
    select public_id || '/invitation/1', 'invitation', id, address, locale, ${now + handoverMs}, ${now}
    from invitations where address like '%@many.test' order by id on conflict do nothing returning id`)
  return queued.map(({ id }) => id).sort((one, other) => one - other)
}

/** What is counted for a batch, without what came back to nought. */
export async function mailCountsOf(batchId: number): Promise<Record<string, number>> {
  const rows = await db.select().from(batchMailCounts).where(eq(batchMailCounts.batchId, batchId))
  return Object.fromEntries(rows.filter(({ count }) => count !== 0).map(({ state, count }) => [state, count]))
}

type NewMail = Omit<typeof mails.$inferInsert, 'createdAt' | 'notBefore'>

async function insertMail(mail: NewMail, now: number): Promise<number> {
  const row = { ...mail, createdAt: now, notBefore: now + handoverMs }
  const [inserted] = await db.insert(mails).values(row).returning({ id: mails.id })
  return inserted?.id ?? 0
}
