import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { textList } from '#src/db/text-list.ts'
import { type BulkKind, forgottenSearch } from './bulk-action.ts'
import { rolesFor } from './may.ts'

/** One chunk of a confirmed bulk action, as it stands when its slice begins. */
export type BulkSlice = {
  id: number
  publicId: string
  kind: BulkKind
  actorId: number
  /** The chunk it works through: the cursor of the action. */
  position: number
  isLast: boolean
  now: number
}

/** What a slice looks at, and with it why nothing is to be done to an invitation; null where something is. */
export type Sorting = {
  /** By which name the condition knows the invitations. */
  alias: 'invitations' | 'i'
  reason: SQL
}

/** A filter without what was typed, which may have been a name or an address. */
export const withoutSearch = sql`iif(coalesce(filter ->> 'q', '') = '', filter, json_set(filter, '$.q', ${forgottenSearch}))`

/** Whether whoever made a bulk action `b` may still do such a thing. */
export function mayStillAct(kind: BulkKind): SQL {
  return sql`exists (select 1 from users u where u.id = b.created_by and u.deactivated_at is null
    and u.role in ${textList(rolesFor(kind))})`
}

/** The action as `b`, where it stands exactly where the slice begins; nothing where another was faster, or it was stopped. */
function due({ id, position, kind }: BulkSlice): SQL {
  return sql`bulk_actions b where b.id = ${id} and b.state = 'confirmed' and b.chunks_done = ${position} and ${mayStillAct(kind)}`
}

function isChunk(slice: BulkSlice): SQL {
  return sql`position = ${slice.position} and bulk_action_id = (select b.id from ${due(slice)})`
}

/** The ids that a slice does something to, in parentheses; after `sortOut`. */
export function pickedIn(slice: BulkSlice): SQL {
  return sql`(select picked.value from bulk_chunks c join json_each(c.ids, '$.do') picked
    where c.position = ${slice.position} and c.bulk_action_id = (select b.id from ${due(slice)}))`
}

/**
 * Sorts the ids of the chunk into those to do something to (`do`) and those to skip, by reason. All that follows in the same
 * transaction takes the ids from here, so that nothing it changes makes it change its mind.
 */
export function sortOut(db: Database, slice: BulkSlice, { alias, reason }: Sorting) {
  const name = sql.raw(alias)
  return db.run(sql`update bulk_chunks set ids = (
      select json_group_object(reason, json(list)) from (
        select coalesce(reason, 'do') as reason, json_group_array(chosen) as list from (
          select r.value as chosen, ${reason} as reason from json_each(bulk_chunks.ids) r 
            left join invitations ${name} on ${name}.id = r.value)
        group by 1))
    where ${isChunk(slice)}`)
}

/** Adds up what the slice does and skips; answers with a row when it may be carried out. */
export function countUp(db: Database, slice: BulkSlice) {
  const chunk = sql`json_each((select ids from bulk_chunks where ${isChunk(slice)}))`
  return db.all<{ id: number }>(sql`update bulk_actions set
      done_count = done_count + (select coalesce(sum(json_array_length(value)), 0) from ${chunk} where key = 'do'),
      skipped = (select json_group_object(key, number) from (select key, sum(number) as number from (
          select key, value as number from json_each(bulk_actions.skipped)
          union all select key, json_array_length(value) from ${chunk} where key <> 'do')
        group by key))
    where id in (select b.id from ${due(slice)}) returning id`)
}

/** Keeps of the chunk only what was skipped, moves the action on, and ends it with its last chunk. */
export function moveOn(db: Database, slice: BulkSlice) {
  const { id, publicId, kind, actorId, position, isLast, now } = slice
  const isDone = sql`id = ${id} and state = 'confirmed' and chunks_done = chunk_count`
  const end = [
    db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id, details)
      select ${now}, ${actorId}, 'bulk_done', 'bulk', ${publicId},
        json_object('kind', ${kind}, 'done', done_count, 'skipped', json(skipped))
      from bulk_actions where ${isDone}`),
    db.run(
      sql`update bulk_actions set state = 'done', finished_at = ${now}, filter = ${withoutSearch} where ${isDone}`,
    ),
  ]
  return [
    db.run(sql`update bulk_chunks set ids = json_remove(ids, '$.do') where ${isChunk(slice)}`),
    db.run(sql`delete from bulk_chunks where ids = '{}' and ${isChunk(slice)}`),
    db.run(sql`update bulk_actions set chunks_done = ${position + 1}, advanced_at = ${now}
      where id in (select b.id from ${due(slice)})`),
    ...(isLast ? end : []),
  ]
}

/** The journal tells of each invitation, and of the act that it was part of. */
export function noteEach(
  db: Database,
  { publicId, actorId, now }: BulkSlice,
  action: string,
  condition: SQL,
) {
  return db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id, details)
    select ${now}, ${actorId}, ${action}, 'invitation', public_id, json_object('bulk', ${publicId})
    from invitations where ${condition}`)
}
