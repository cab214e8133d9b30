import { eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { batches, invitations, mails, users } from '#src/db/schema/index.ts'
import { codeOf, formatCode } from '#src/domain/codes/code.ts'
import type { Keys } from '#src/keys.ts'
import type { LetterTexts } from '../letters/letter-texts.ts'
import { selectLetterTexts, textsByKey } from '../letters/read-letter-texts.ts'
import { readTestLetterKey } from '../letters/test-letter.ts'
import type { ClaimedMail } from './claim-mails.ts'
import type { BatchSummary, LetterFacts } from './letter-facts.ts'
import { mailReference } from './mail-reference.ts'
import { wayOutToken } from './way-out.ts'

/** Gathers the facts of all these mails in one round trip. A mail whose subject has just vanished gets none. */
export async function gatherLetters(
  db: Database,
  keys: Keys,
  claimed: ClaimedMail[],
): Promise<LetterFacts[]> {
  const kinds = [...new Set(claimed.map(({ kind }) => kind))]
  const [invited, known, written] = await db.batch([
    readInvitations(db, claimed),
    readAccounts(db, claimed),
    selectLetterTexts(db, kinds),
  ])
  const texts = textsByKey(written)
  const invitationsById = new Map(invited.map((row) => [row.id, row]))
  const accountsByMail = new Map(known.map((row) => [row.mailId, row]))
  return claimed.flatMap((mail): LetterFacts[] => {
    const envelope = { mail, reference: mailReference(keys, mail.id), texts }
    const account = accountsByMail.get(mail.id)
    if (account) return accountFacts(envelope, account)
    const invitation = invitationsById.get(mail.invitationId ?? 0)
    // An address corrected since the mail was claimed came with a new code, which the old mailbox must not get.
    return invitation?.address === mail.address ? invitationFacts(envelope, keys, invitation) : []
  })
}

type Envelope = { mail: ClaimedMail; reference: string; texts: LetterTexts }

function invitationFacts(envelope: Envelope, keys: Keys, invitation: InvitationRow): LetterFacts[] {
  const { kind } = envelope.mail
  if (kind === 'account_exists' || kind === 'password_reset' || kind === 'batch_done') return []
  const { publicId, emailKey, firstName, inviterName, message, expiresAt } = invitation
  const code = codeOf(keys, invitation)
  const wayOut = wayOutToken(keys, publicId, emailKey ?? '')
  const said = { firstName, inviterName, message, expiresAt, code, codeInGroups: formatCode(code), wayOut }
  return [{ ...envelope, kind, ...said }]
}

function accountFacts(envelope: Envelope, account: AccountRow): LetterFacts[] {
  const { mail } = envelope
  const { dedupeKey, firstName, name, batch, message } = account
  const test = readTestLetterKey(dedupeKey)
  if (test) {
    const said = { firstName, inviterName: name, message: test.batch === null ? undefined : message }
    return [{ ...envelope, kind: 'test', of: mail.kind, isTest: true, ...said }]
  }
  switch (mail.kind) {
    case 'account_exists':
      return [{ ...envelope, kind: mail.kind, firstName, hasCode: mail.invitationId !== null }]
    case 'password_reset':
      return [{ ...envelope, kind: mail.kind, firstName }]
    case 'batch_done':
      return batch ? [{ ...envelope, kind: mail.kind, firstName, batch }] : []
    default:
      return []
  }
}

function readInvitations(db: Database, claimed: ClaimedMail[]) {
  const ids = claimed.map((mail) => mail.invitationId)
  return db
    .select({
      id: invitations.id,
      publicId: invitations.publicId,
      generation: invitations.generation,
      address: invitations.address,
      emailKey: invitations.emailKey,
      firstName: invitations.firstName,
      // Nobody's, when the inviter was erased.
      inviterName: sql<string | null>`nullif(trim(${users.name}), '')`,
      message: messageOf(sql`coalesce(${invitations.message}, ${batches.options} ->> 'message')`),
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.inviterId))
    .leftJoin(batches, eq(batches.id, invitations.batchId))
    .where(sql`${invitations.id} in (select value from ${jsonList(ids)})`)
}

/** Whom the mails to accounts go to, and the batch that a dedupe key names, if it does. */
function readAccounts(db: Database, claimed: ClaimedMail[]) {
  const ids = claimed.flatMap(({ id, userId }) => (userId === null ? [] : [id]))
  return db
    .select({
      mailId: mails.id,
      dedupeKey: mails.dedupeKey,
      firstName: users.firstName,
      name: sql<string>`${users.name}`,
      batch: summary,
      message: messageOf(sql`${batches.options} ->> 'message'`),
    })
    .from(mails)
    .innerJoin(users, eq(users.id, mails.userId))
    .leftJoin(batches, sql`${batches.publicId} = ${batchInKey}`)
    .where(sql`${mails.id} in (select value from ${jsonList(ids)})`)
}

const afterSlash = sql`substr(${mails.dedupeKey}, instr(${mails.dedupeKey}, '/') + 1)`
/** The first part of the key, or the second of a test's. */
const batchInKey = sql`case when ${mails.dedupeKey} like 'test-%'
  then substr(${afterSlash}, 1, instr(${afterSlash}, '/') - 1)
  else substr(${mails.dedupeKey}, 1, instr(${mails.dedupeKey}, '/') - 1) end`

const summary = {
  publicId: batches.publicId,
  source: batches.source,
  fileName: batches.fileName,
  invited: batches.invitedCount,
  renewed: batches.renewedCount,
  added: batches.addedCount,
  unchanged: batches.unchangedCount,
  skipped: batches.skippedCount,
  leftOut: sql<number>`${batches.counts} ->> 'problem'`,
} satisfies Record<keyof BatchSummary, unknown>

function messageOf(message: ReturnType<typeof sql>) {
  return sql<string | null>`nullif(${message}, '')`
}

type InvitationRow = Awaited<ReturnType<typeof readInvitations>>[number]
type AccountRow = Awaited<ReturnType<typeof readAccounts>>[number]
