import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { letterExpiry } from '../invitations/renew-invitation.ts'
import { type BulkSlice, noteEach, pickedIn, type Sorting } from './bulk-slice.ts'

/** Whose term is not made longer: nothing is ever made shorter, and an address given for a letter code ends with that code. */
export function sortForExtending(end: number): Sorting {
  return {
    alias: 'invitations',
    reason: sql`case
      when invitations.id is null then 'deleted'
      when invitations.accepted_at is not null then 'accepted'
      when invitations.stop = 'refused' then 'declined'
      when invitations.expires_at >= ${capped(end)} then 'lasts_longer' end`,
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
