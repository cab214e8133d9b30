import type { stopReasons } from '#src/db/schema/stops.ts'

/** Why an invitation is not written to any more. */
export type StopReason = (typeof stopReasons)[number]

/** Most characters of what somebody who refuses wants the inviter to know. */
export const refusalNoteMax = 500
