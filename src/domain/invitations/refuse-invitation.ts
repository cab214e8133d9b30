import type { Database } from '#src/db/client.ts'
import type { Keys } from '#src/keys.ts'
import { findWayOut, type Way } from './find-way-out.ts'
import { stopAddress, stopInvitation } from './stop-invitation.ts'

export type Leaving = { outcome: 'left' | 'accepted' | 'unknown' }

/**
 * Refuses an unaccepted invitation, open or expired. Its code goes on working, for minds change; whoever accepts at the same
 * moment has accepted.
 */
export function refuseInvitation(
  db: Database,
  keys: Keys,
  way: Way,
  note: string | null,
  now: number,
): Promise<Leaving> {
  return leave(db, keys, way, { reason: 'refused', note }, now)
}

/** Ends the mails of an invitation without answering it: what mail programs do with one click (RFC 8058). */
export function unsubscribe(db: Database, keys: Keys, way: Way, now: number): Promise<Leaving> {
  return leave(db, keys, way, { reason: 'unsubscribed' }, now)
}

async function leave(
  db: Database,
  keys: Keys,
  way: Way,
  wish: Parameters<typeof stopInvitation>[3],
  now: number,
): Promise<Leaving> {
  const found = await findWayOut(db, keys, way, now)
  switch (found.state) {
    case 'unknown':
    case 'accepted':
      return { outcome: found.state }
    case 'gone':
      await stopAddress(db, keys, found, now)
      return { outcome: 'left' }
    case 'open':
    case 'refused':
      return { outcome: (await stopInvitation(db, keys, found.invitation, wish, now)) ? 'left' : 'accepted' }
  }
}
