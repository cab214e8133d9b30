import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { recordEvent, recordEventWhere } from '#src/domain/events/event.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { Settings } from '#src/env.ts'
import type { Keys } from '#src/keys.ts'
import { ensureGrants } from '../grants/ensure-grants.ts'
import { grantKey } from '../grants/grant.ts'
import { addressHash } from '../suppressions/address-hash.ts'
import { stillAdministers } from '../users/administers.ts'
import { mayChangeGrant } from './may.ts'
import { nextCode, setCode } from './next-code.ts'
import {
  type AskedGrant,
  isUngrantable,
  matchGrant,
  publicly,
  type ReadGrant,
  readGrant,
  sightOf,
} from './read-grant.ts'
import { renewWelcome } from './renew-invitation.ts'
import { isJustGiven, isStill, type Standing, weighInvitation } from './weigh-invitation.ts'

export type GrantChange =
  /** With a new code: the old one is dead, and the letter with the new one was written, or could not be. */
  | { outcome: 'changed'; isCodeNew: boolean; mailIds: number[] }
  | { outcome: 'unchanged' | 'unknown' | 'accepted' | 'forbidden' | 'ungrantable' | 'changed_meanwhile' }
  /** What was chosen is gone; the admin right needs a second confirmation; a letter code opens only membership and groups. */
  | { outcome: 'unknown_place' | 'unconfirmed' | 'too_much_for_letter' }

type Asked = AskedGrant & {
  isConfirmed: boolean
  /** What it promised when the form was shown. */
  seen?: string | undefined
}

/**
 * Changes what an unaccepted invitation promises; whoever changes it answers for it from then on (M14). Where it promises rights that it
 * did not before, it gets a new code, because support may have read out the old one, and a letter with it where one can be sent.
 * A letter code promises membership and groups only, and so do the confirmations of addresses given for it, which change with it.
 */
export async function changeGrant(
  db: Database,
  keys: Keys,
  publicId: string,
  asked: Asked,
  actor: Actor,
  settings: Settings,
  now: number,
): Promise<GrantChange> {
  const standing = await weighInvitation(db, publicId)
  if (!standing) return { outcome: 'unknown' }
  if (!mayChangeGrant(actor)) {
    await recordEvent(db, { ...eventOf(publicId, actor, now), action: 'grant_change_refused' })
    return { outcome: 'forbidden' }
  }
  if (standing.acceptedAt !== null) return { outcome: 'accepted' }
  if (isUngrantable(standing)) return { outcome: 'ungrantable' }
  const before = await readGrant(db, standing.grantId)
  if (asked.seen !== undefined && asked.seen !== sightOf(publicly(before)))
    return { outcome: 'changed_meanwhile' }
  const after = await matchGrant(db, asked)
  if (!after) return { outcome: 'unknown_place' }
  if (standing.address === null && hasRights(after)) return { outcome: 'too_much_for_letter' }
  if (after.admin && !before.admin && !asked.isConfirmed) return { outcome: 'unconfirmed' }
  if (sightOf(publicly(after)) === sightOf(publicly(before))) return { outcome: 'unchanged' }
  const change = { publicId, standing, before, after, actor, settings, now }
  const changed = await carryOut(db, keys, change)
  if (changed) return changed
  const [still] = await db.all(sql`select 1 where ${stillAdministers(actor)}`)
  if (!still) return { outcome: 'forbidden' }
  // The invitation has changed since it was weighed: weigh it again.
  return changeGrant(db, keys, publicId, asked, actor, settings, now)
}

type Change = {
  publicId: string
  standing: Standing
  before: ReadGrant
  after: ReadGrant
  actor: Actor
  settings: Settings
  now: number
}

/** Null where the invitation, or the role of who changes it, has changed since it was weighed. */
async function carryOut(db: Database, keys: Keys, change: Change): Promise<GrantChange | null> {
  const { publicId, standing, before, after, actor, settings, now } = change
  const isCodeNew = gainsRights(before, after)
  const grant = { admin: after.admin, groups: idsOf(after.groups), projects: idsOf(after.projects) }
  const grantId = (await ensureGrants(db, [grant])).get(grantKey(grant))
  if (grantId === undefined) throw new Error('A promise has no row')
  const code = nextCode(keys, publicId, standing)
  const hash = addressHash(keys, standing.emailKey ?? '')
  const isMeant = sql`${isStill(publicId, standing)} and source = 'batch' and letter_id is null
    and ${stillAdministers(actor)}`
  const isRenewed = isCodeNew ? isJustGiven(publicId, code.codeMac, standing) : sql`false`
  const set = sql`grant_id = ${grantId}, inviter_id = ${actor.id}`
  const [, , changed, , , , letters] = await db.batch([
    recordEventWhere(
      db,
      {
        ...eventOf(publicId, actor, now),
        details: { ...publicly(after), code: isCodeNew ? 'replaced' : 'kept' },
      },
      sql`exists (select 1 from invitations where ${isMeant})`,
    ),
    db.run(sql`update invitations set ${set} where accepted_at is null
      and letter_id in (select id from invitations where ${isMeant})`),
    db.all(sql`update invitations set ${set}${isCodeNew ? sql`, ${setCode(code)}` : sql``}
      where ${isMeant} returning id`),
    ...renewWelcome(db, isRenewed, hash, actor.id, settings, now),
  ])
  if (changed.length === 0) return null
  return { outcome: 'changed', isCodeNew, mailIds: letters.map(({ id }) => id) }
}

function hasRights({ admin, projects }: ReadGrant): boolean {
  return admin || projects.length > 0
}

function gainsRights(before: ReadGrant, after: ReadGrant): boolean {
  const had = idsOf(before.projects)
  return (after.admin && !before.admin) || idsOf(after.projects).some((id) => !had.includes(id))
}

function idsOf(places: ReadGrant['groups']): number[] {
  return places.map(({ id }) => id)
}

function eventOf(publicId: string, actor: Actor, now: number) {
  const subject = { subjectType: 'invitation' as const, subjectId: publicId }
  return { at: now, actorId: actor.id, action: 'grant_changed', ...subject }
}
