import { type SQL, sql } from 'drizzle-orm'
import type { suppressionReasons } from '#src/db/schema/suppressions.ts'

export type SuppressionReason = (typeof suppressionReasons)[number]

/**
 * Which reason stays of two, whichever was heard of first: the higher. What a person told us is more than what the provider heard,
 * except that it was called spam.
 */
const suppressionRanks = {
  bounce: 1,
  unsubscribe: 2,
  refusal: 3,
  complaint: 4,
} as const satisfies Record<SuppressionReason, number>

/** The rank of a column, or of a reason. */
export function suppressionRank(reason: SQL): SQL {
  return sql`(${JSON.stringify(suppressionRanks)} ->> ${reason})`
}
