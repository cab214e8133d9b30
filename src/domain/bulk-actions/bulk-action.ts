import { bulkKinds, type bulkStates } from '#src/db/schema/bulk-actions.ts'
import type { InvitationQuery } from '../invitations/invitation-query.ts'

export { bulkKinds }

export type BulkKind = (typeof bulkKinds)[number]
export type BulkState = (typeof bulkStates)[number]

/** Invitations of one chunk: what one slice works through. */
export const chunkSize = 500

/** Most invitations that can be ticked: a page shows far fewer. */
export const tickedMax = 1000

/** Why nothing was done to an invitation that had been chosen. */
export const skipReasons = [
  'accepted',
  'deleted',
  'declined',
  'suppressed',
  'too_often',
  'unsendable',
  'own_request',
  'already_reminded',
  'not_sent',
  'expired',
  'lasts_longer',
  'no_room',
] as const
export type SkipReason = (typeof skipReasons)[number]

export type BulkAction = {
  id: number
  publicId: string
  kind: BulkKind
  createdBy: number
  creatorName: string
  /** Null where rows were ticked; a search is forgotten when the action ends. */
  filter: InvitationQuery | null
  /** Of `extend`: the end that the invitations get. */
  expiresAt: number | null
  state: BulkState
  total: number
  doneCount: number
  skipped: Partial<Record<SkipReason, number>>
  createdAt: number
  confirmedAt: number | null
  advancedAt: number | null
  finishedAt: number | null
}

/** Stands for a search that is not kept: it may have been an address. */
export const forgottenSearch = '…'
