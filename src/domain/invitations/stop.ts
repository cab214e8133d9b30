import type { stopReasons } from '#src/db/schema/stops.ts'

/** Why an invitation is not written to any more. */
export type StopReason = (typeof stopReasons)[number]
