import { sql } from 'drizzle-orm'
import { confirmBulkAction } from '#src/domain/bulk-actions/confirm-bulk-action.ts'
import { type Choice, draftBulkAction } from '#src/domain/bulk-actions/draft-bulk-action.ts'
import { readBulkAction } from '#src/domain/bulk-actions/read-bulk-action.ts'
import { runBulkSlice } from '#src/domain/bulk-actions/run-bulk-slice.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { World } from './world.ts'

const dayMs = 24 * 60 * 60_000

/** The last ones invited got more time, as far as they had not come yet; and somebody thinks of giving it to others. */
export async function leaveBulk(world: World, by: Actor, at: number): Promise<void> {
  const publicId = await draftExtension(world, await lastInvited(world), 45, by, at - 2 * 60_000)
  await carryOut(world, publicId, by, at - 60_000)
  await draftExtension(world, soonOver(world), 14, by, at)
}

async function lastInvited({ db }: World): Promise<Choice> {
  const last = await db.all<{ publicId: string }>(sql`
    select public_id as "publicId" from invitations where source = 'batch' and address is not null order by id desc limit 30`)
  return { ticked: last.map(({ publicId }) => publicId) }
}

/** Everybody whose invitation ends this week. */
function soonOver({ now }: World): Choice {
  return { filter: { endsBefore: now + 7 * dayMs }, query: { ends: 'soon' } }
}

async function draftExtension({ db }: World, choice: Choice, days: number, by: Actor, at: number) {
  const draft = await draftBulkAction(db, { kind: 'extend', days }, choice, by, at)
  if (draft.outcome !== 'drafted') throw new Error(`Nobody to give more time: ${draft.outcome}`)
  return draft.publicId
}

async function carryOut({ db, keys, settings }: World, publicId: string, by: Actor, at: number) {
  const action = await readBulkAction(db, publicId)
  if (!action) throw new Error('A draft has gone')
  await confirmBulkAction(db, action, by, at)
  while ((await runBulkSlice(db, keys, action.id, settings, at)).state === 'more');
}
