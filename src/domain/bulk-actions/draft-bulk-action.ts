import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { newPublicId } from '../ids/new-public-id.ts'
import type { InvitationQuery } from '../invitations/invitation-query.ts'
import { type InvitationFilter, matchInvitations } from '../invitations/match-invitations.ts'
import { dayMs } from '../time/day.ts'
import type { Actor } from '../users/user.ts'
import { type BulkKind, chunkSize, tickedMax } from './bulk-action.ts'

/** What is to be done: with `days`, how long invitations that are extended last from now on. */
export type BulkWish = { kind: Exclude<BulkKind, 'extend'> } | { kind: 'extend'; days: number }

/** All that a filter finds, told by the query it came from; or the ticked ones, by public id. */
export type Choice = { filter: InvitationFilter; query: InvitationQuery } | { ticked: readonly string[] }

export type BulkDraft = { outcome: 'drafted'; publicId: string } | { outcome: 'nothing_chosen' }

/**
 * Writes down which invitations are chosen at this moment, in one transaction, so that what is confirmed later is exactly
 * what was shown. Nothing happens to them yet.
 */
export async function draftBulkAction(
  db: Database,
  wish: BulkWish,
  choice: Choice,
  actor: Actor,
  now: number,
): Promise<BulkDraft> {
  const publicId = newPublicId()
  const isThis = sql`public_id = ${publicId}`
  const id = sql`(select id from bulk_actions where ${isThis})`
  const filter = 'query' in choice ? JSON.stringify(choice.query) : null
  const expiresAt = wish.kind === 'extend' ? now + wish.days * dayMs : null
  const [, , , , drafted] = await db.batch([
    db.run(sql`insert into bulk_actions (public_id, kind, created_by, filter, expires_at, total, chunk_count, created_at)
      values (${publicId}, ${wish.kind}, ${actor.id}, ${filter}, ${expiresAt}, 0, 0, ${now})`),
    db.run(sql`insert into bulk_chunks (bulk_action_id, position, ids)
      select ${id}, position, json_group_array(id) from (
        select id, (row_number() over (order by id) - 1) / cast(${chunkSize} as integer) as position from (${chosenBy(choice, now)}))
      group by position`),
    db.run(sql`update bulk_actions set (chunk_count, total) =
        (select count(*), coalesce(sum(json_array_length(ids)), 0) from bulk_chunks where bulk_action_id = bulk_actions.id)
      where ${isThis}`),
    db.run(sql`delete from bulk_actions where ${isThis} and total = 0`),
    db.all(sql`select 1 from bulk_actions where ${isThis}`),
  ])
  return drafted.length > 0 ? { outcome: 'drafted', publicId } : { outcome: 'nothing_chosen' }
}

function chosenBy(choice: Choice, now: number): SQL {
  if ('ticked' in choice) {
    const ticked = jsonList(choice.ticked.slice(0, tickedMax))
    return sql`select id from invitations where public_id in (select value from ${ticked})`
  }
  const { source, condition } = matchInvitations(choice.filter, now)
  return sql`select i.id as id from ${source} where ${condition}`
}
