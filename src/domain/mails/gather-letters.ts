import { eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { batches, invitations, users } from '#src/db/schema/index.ts'
import { codeOf, formatCode } from '#src/domain/codes/code.ts'
import type { Keys } from '#src/keys.ts'
import type { ClaimedMail } from './claim-mails.ts'
import { mailReference } from './mail-reference.ts'

/** What a letter tells, gathered at the moment it leaves, because neither text nor code is stored. */
export type LetterFacts = InvitationFacts | AccountExistsFacts | PasswordResetFacts

export type InvitationFacts = {
  kind: 'invitation' | 'reminder' | 'registration' | 'address_confirmation'
  mail: ClaimedMail
  reference: string
  firstName: string | null
  /** Null when the platform itself invites. */
  inviterName: string | null
  message: string | null
  code: string
  /** The code in groups, for reading and pasting. */
  codeInGroups: string
  expiresAt: number
}
export type AccountExistsFacts = {
  kind: 'account_exists'
  mail: ClaimedMail
  reference: string
  firstName: string
  /** Whether the address was given with a letter code, instead of for registering. */
  hasCode: boolean
}
export type PasswordResetFacts = {
  kind: 'password_reset'
  mail: ClaimedMail
  reference: string
  firstName: string
}

/** Gathers the facts of all these mails in two queries. A mail whose subject has just vanished gets none. */
export async function gatherLetters(
  db: Database,
  keys: Keys,
  claimed: ClaimedMail[],
): Promise<LetterFacts[]> {
  const [invited, known] = await db.batch([readInvitations(db, claimed), readUsers(db, claimed)])
  const invitationsById = new Map(invited.map((row) => [row.id, row]))
  const usersById = new Map(known.map((row) => [row.id, row]))
  return claimed.flatMap((mail): LetterFacts[] => {
    if (mail.kind === 'batch_done') return []
    const reference = mailReference(keys, mail.id)
    if (mail.kind === 'account_exists' || mail.kind === 'password_reset') {
      const user = usersById.get(mail.userId ?? 0)
      return user ? [accountFacts(mail, mail.kind, reference, user.firstName)] : []
    }
    const invitation = invitationsById.get(mail.invitationId ?? 0)
    return invitation ? [{ mail, reference, kind: mail.kind, ...withCode(keys, invitation) }] : []
  })
}

function accountFacts(
  mail: ClaimedMail,
  kind: 'account_exists' | 'password_reset',
  reference: string,
  firstName: string,
): AccountExistsFacts | PasswordResetFacts {
  return kind === 'account_exists'
    ? { mail, kind, reference, firstName, hasCode: mail.invitationId !== null }
    : { mail, kind, reference, firstName }
}

function readInvitations(db: Database, claimed: ClaimedMail[]) {
  const ids = claimed.map((mail) => mail.invitationId)
  return db
    .select({
      id: invitations.id,
      publicId: invitations.publicId,
      generation: invitations.generation,
      address: invitations.address,
      firstName: invitations.firstName,
      inviterName: users.name,
      message: sql<
        string | null
      >`nullif(coalesce(${invitations.message}, ${batches.options} ->> 'message'), '')`,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.inviterId))
    .leftJoin(batches, eq(batches.id, invitations.batchId))
    .where(sql`${invitations.id} in (select value from ${jsonList(ids)})`)
}

function readUsers(db: Database, claimed: ClaimedMail[]) {
  const ids = claimed.map((mail) => mail.userId)
  return db
    .select({ id: users.id, firstName: users.firstName })
    .from(users)
    .where(sql`${users.id} in (select value from ${jsonList(ids)})`)
}

type InvitationRow = Awaited<ReturnType<typeof readInvitations>>[number]

function withCode(keys: Keys, invitation: InvitationRow) {
  const { firstName, inviterName, message, expiresAt } = invitation
  const code = codeOf(keys, invitation)
  return { firstName, inviterName, message, expiresAt, code, codeInGroups: formatCode(code) }
}
