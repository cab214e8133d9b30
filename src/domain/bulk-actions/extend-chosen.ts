import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { isRoomFor } from '../codes/live-codes.ts'
import { letterExpiry } from '../invitations/renew-invitation.ts'
import { type BulkSlice, noteEach, pickedIn, type Sorting } from './bulk-slice.ts'

/**
 * Whose term is not made longer: nothing is ever made shorter, an address given for a letter code ends with that code, and of letter codes
 * that have expired no more are opened again than may be open.
 */
export function sortForExtending(end: number, now: number): Sorting {
  const chosen = sql`json_array_length(bulk_chunks.ids)`
  return {
    alias: 'invitations',
    reason: sql`case
      when invitations.id is null then 'deleted'
      when invitations.accepted_at is not null then 'accepted'
      when invitations.stop = 'refused' then 'declined'
      when invitations.expires_at >= ${capped(end)} then 'lasts_longer'
      when invitations.address is null and invitations.expires_at <= ${now} and not ${isRoomFor(chosen, now)} then 'no_room' end`,
  }
}

/** The same letter and code open it until the given end, also where it had expired. */
export function extendChosen(db: Database, slice: BulkSlice, end: number) {
  const isPicked = sql`invitations.id in ${pickedIn(slice)}`
  return [
    db.run(sql`update invitations set expires_at = ${capped(end)} where ${isPicked}`),
    noteEach(db, slice, 'invitation_extended', isPicked),
  ] as const
}

function capped(end: number) {
  return sql`min(${end}, coalesce(${letterExpiry}, ${end}))`
}
