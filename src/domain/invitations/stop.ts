import { type SQL, sql } from 'drizzle-orm'
import type { stopReasons } from '#src/db/schema/stops.ts'

/** Why an invitation is not written to any more. */
export type StopReason = (typeof stopReasons)[number]

/**
 * Which reason stays of two, whichever was heard of first: the higher. A refusal is a state of the invitation and carries a note, so
 * nothing comes before it.
 */
const stopRanks = {
  bounced: 1,
  unsubscribed: 2,
  complained: 3,
  refused: 4,
} as const satisfies Record<StopReason, number>

/** The rank of a column, or of a reason. */
export function stopRank(reason: SQL): SQL {
  return sql`(${JSON.stringify(stopRanks)} ->> ${reason})`
}

/** Most characters of what somebody who refuses wants the inviter to know. */
export const refusalNoteMax = 500
