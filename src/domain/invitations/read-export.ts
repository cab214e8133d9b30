import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { readInOrder } from '#src/db/read-in-order.ts'
import { whole } from '#src/db/whole.ts'
import type { Keys } from '#src/keys.ts'
import { codeOf } from '../codes/code.ts'
import { exportPageRows } from '../events/record-export.ts'
import type { MailState } from '../mails/report.ts'
import { type InvitationSource, type InvitationState, invitationState } from './invitation.ts'
import { latestMailState } from './latest-mail-state.ts'
import type { Matching } from './match-invitations.ts'
import { type Origin, rememberOrigins } from './read-origins.ts'
import { type Promised, rememberPromises } from './read-promises.ts'
import type { StopReason } from './stop.ts'

export type ExportedInvitation = Pick<
  Row,
  | ('source' | 'address' | 'firstName' | 'lastName' | 'postalAddress' | 'locale' | 'mail' | 'stop')
  | ('createdAt' | 'expiresAt' | 'remindedAt' | 'acceptedAt')
> &
  Promised &
  Origin & {
    state: InvitationState
    /** Null where none was asked for, and of what is accepted or comes by mail only. */
    code: string | null
  }

type Row = {
  id: number
  publicId: string
  generation: number
  source: InvitationSource
  address: string | null
  firstName: string | null
  lastName: string | null
  postalAddress: string | null
  locale: string
  letterId: number | null
  grantId: number
  batchId: number | null
  inviterId: number | null
  createdAt: number
  expiresAt: number
  remindedAt: number | null
  acceptedAt: number | null
  stop: StopReason | null
  mail: MailState | null
}

/** What is found, page by page: one statement for each, and up to three more where names come up that were not met before. */
export async function* readExport(
  db: Database,
  { source, condition, key }: Matching,
  { keys, language, now }: { keys: Keys | undefined; language: string; now: number },
): AsyncGenerator<ExportedInvitation[]> {
  const [readPromises, readOrigins] = [rememberPromises(db, language), rememberOrigins(db)]
  const pages = readInOrder(exportPageRows, (after) =>
    db.all<Row>(sql`
      select i.id, i.public_id as publicId, i.generation, i.source, i.address, i.first_name as firstName,
        i.last_name as lastName, i.postal_address as postalAddress, i.locale, i.letter_id as letterId, i.grant_id as grantId, i.batch_id as batchId,
        i.inviter_id as inviterId, i.created_at as createdAt, i.expires_at as expiresAt,
        i.reminded_at as remindedAt, i.accepted_at as acceptedAt, i.stop, ${latestMailState} as mail
      from ${source} where ${condition} and ${key} > ${whole(after)} order by ${key} limit ${exportPageRows}`),
  )
  for await (const rows of pages) {
    const [promiseOf, originOf] = await Promise.all([readPromises(rows), readOrigins(rows)])
    yield rows.map((row) => ({
      ...row,
      ...promiseOf(row),
      ...originOf(row),
      state: invitationState(row, now),
      code: keys && isReadable(row) ? codeOf(keys, row) : null,
    }))
  }
}

/** As when one code is shown (reveal-code.ts). */
function isReadable({ acceptedAt, letterId }: Row): boolean {
  return acceptedAt === null && letterId === null
}
