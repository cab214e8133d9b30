import { eq, sql } from 'drizzle-orm'
import { jsonList } from '#src/db/json-list.ts'
import { events, grantGroups, grantProjects, grants, invitations, mails } from '#src/db/schema/index.ts'
import { deriveCode, macOfCode } from '#src/domain/codes/code.ts'
import { newPublicId } from '#src/domain/ids/new-public-id.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { db, keys } from './cast.ts'

export const now = Date.UTC(2026, 10, 2, 9)
export const password = 'un phare sous la neige'

type Promised = { admin?: boolean; groups?: number[]; projects?: number[] }

/** An invitation as a confirmed batch leaves it: open for thirty days, with its letter in the outbox. */
export async function invite(
  address: string,
  { promise = {}, ...rest }: { promise?: Promised } & Partial<typeof invitations.$inferInsert> = {},
) {
  const publicId = newPublicId()
  const code = deriveCode(keys, publicId, 1)
  const [invitation] = await db
    .insert(invitations)
    .values({
      publicId,
      source: 'batch',
      address,
      emailKey: address.toLowerCase(),
      locale: 'fr',
      grantId: await grant(promise),
      codeMac: macOfCode(keys, code),
      createdAt: now,
      expiresAt: now + 30 * dayMs,
      ...rest,
    })
    .returning()
  if (!invitation) throw new Error('Nobody was invited')
  await db.insert(mails).values({
    dedupeKey: `${publicId}/invitation/1`,
    kind: 'invitation',
    invitationId: invitation.id,
    address,
    locale: 'fr',
    notBefore: now,
    createdAt: now,
  })
  return { ...invitation, code }
}

/** Open invitations like this one to `n@ville.test`, written in one statement. */
export async function inviteAlso(model: typeof invitations.$inferSelect, count: number) {
  await db.run(sql`insert into invitations
      (public_id, source, address, email_key, locale, grant_id, code_mac, created_at, expires_at, remind_at)
    select 'copy' || value, source, value || '@ville.test', value || '@ville.test', locale, grant_id, 'mac' || value,
      created_at, expires_at, remind_at
    from invitations, ${jsonList(Array.from({ length: count }, (_, n) => n))} where invitations.id = ${model.id}`)
}

async function grant({ admin = false, groups = [], projects = [] }: Promised): Promise<number> {
  const contentKey = `admin=${admin ? 1 : 0};groups=${groups};projects=${projects}`
  await db.insert(grants).values({ contentKey, admin }).onConflictDoNothing()
  const [found] = await db.select().from(grants).where(eq(grants.contentKey, contentKey))
  const grantId = found?.id ?? 0
  for (const groupId of groups)
    await db.insert(grantGroups).values({ grantId, groupId }).onConflictDoNothing()
  for (const projectId of projects)
    await db.insert(grantProjects).values({ grantId, projectId }).onConflictDoNothing()
  return grantId
}

export async function invitationOf(publicId: string) {
  const [found] = await db.select().from(invitations).where(eq(invitations.publicId, publicId))
  return found
}

export async function openInvitationTo(emailKey: string) {
  const found = await db.select().from(invitations).where(eq(invitations.emailKey, emailKey))
  return found.find((invitation) => invitation.acceptedAt === null)
}

/** The outbox as `kind address state`, in the order of writing. */
export async function outbox(): Promise<string[]> {
  const rows = await db.select().from(mails).orderBy(mails.id)
  return rows.map(({ kind, address, state }) => `${kind} ${address} ${state}`)
}

export async function journal(): Promise<string[]> {
  const rows = await db.select().from(events).orderBy(events.id)
  return rows.map(({ action }) => action)
}
