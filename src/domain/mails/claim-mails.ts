import { and, eq, exists, inArray, isNull, lt, lte, not, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { invitations, mails, users } from '#src/db/schema/index.ts'
import { attemptsMax, type LetterKind, leaseMs, letterKinds } from './mail.ts'

export type ClaimedMail = {
  id: number
  kind: LetterKind
  invitationId: number | null
  userId: number | null
  address: string
  locale: string
  /** Which try this is; an answer counts only for the try it belongs to. */
  attempts: number
}

const invitationKinds = ['invitation', 'reminder', 'registration', 'address_confirmation'] as const

/**
 * Takes those of these mails that may leave now; nobody else gets them while the lease runs. A mail of a kind nobody can
 * write has failed; one whose invitation is accepted, expired or gone, or whose user is gone, is cancelled. `not_before`
 * is for the sweep alone: who was told to look at a mail need not wait for it.
 */
export async function claimMails(db: Database, mailIds: number[], now: number): Promise<ClaimedMail[]> {
  const free = and(
    sql`${mails.id} in (select value from ${jsonList(mailIds)})`,
    or(eq(mails.state, 'queued'), and(eq(mails.state, 'sending'), lte(mails.leaseUntil, now))),
  )
  const [, , claimed] = await db.batch([
    db
      .update(mails)
      .set(givenUp)
      .where(and(free, not(mayTry()))),
    db
      .update(mails)
      .set({ state: 'cancelled', leaseUntil: null })
      .where(and(free, not(isWanted(db, now)))),
    db.update(mails).set(leasedFrom(now)).where(free).returning(),
  ])
  return claimed.filter(isLetter)
}

const givenUp = {
  state: 'failed',
  leaseUntil: null,
  lastError: sql`coalesce(${mails.lastError}, 'gave_up')`,
} as const

function leasedFrom(now: number) {
  const until = now + leaseMs
  return {
    state: 'sending',
    attempts: sql`${mails.attempts} + 1`,
    leaseUntil: until,
    notBefore: until,
  } as const
}

function mayTry(): SQL {
  return sql`(${inArray(mails.kind, [...letterKinds])} and ${lt(mails.attempts, attemptsMax)})`
}

/** Whether what the mail is about still stands. */
function isWanted(db: Database, now: number): SQL {
  const open = db
    .select({ id: invitations.id })
    .from(invitations)
    .where(
      and(
        eq(invitations.id, mails.invitationId),
        isNull(invitations.acceptedAt),
        sql`${invitations.expiresAt} > ${now}`,
      ),
    )
  const known = db.select({ id: users.id }).from(users).where(eq(users.id, mails.userId))
  return sql`case when ${inArray(mails.kind, [...invitationKinds])} then ${exists(open)} else ${exists(known)} end`
}

function isLetter(mail: typeof mails.$inferSelect): mail is typeof mail & { kind: LetterKind } {
  return letterKinds.some((kind) => kind === mail.kind)
}
