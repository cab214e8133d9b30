import { sql } from 'drizzle-orm'
import type { BulkKind } from '#src/domain/bulk-actions/bulk-action.ts'
import { confirmBulkAction } from '#src/domain/bulk-actions/confirm-bulk-action.ts'
import { type Choice, draftBulkAction } from '#src/domain/bulk-actions/draft-bulk-action.ts'
import { readBulkAction } from '#src/domain/bulk-actions/read-bulk-action.ts'
import { runBulkSlice } from '#src/domain/bulk-actions/run-bulk-slice.ts'
import type { InvitationQuery } from '#src/domain/invitations/invitation-query.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { db, keys, settings } from './cast.ts'

/** All that a query finds that needs no calendar. */
export function allOf(query: InvitationQuery = {}): Choice {
  const { q, from: _, until: __, ends: ___, ...same } = query
  return { query, filter: { ...same, typed: q } }
}

/** A draft of a bulk action; answers with its row. */
export async function draftBulk(
  kind: BulkKind,
  by: Actor,
  { choice = allOf(), days = 30, now = Date.now() }: { choice?: Choice; days?: number; now?: number } = {},
) {
  const drafted = await draftBulkAction(db, kind === 'extend' ? { kind, days } : { kind }, choice, by, now)
  if (drafted.outcome !== 'drafted') throw new Error(drafted.outcome)
  return bulkAction(drafted.publicId)
}

export async function bulkAction(publicId: string) {
  const action = await readBulkAction(db, publicId)
  if (!action) throw new Error(`There is no bulk action ${publicId}`)
  return action
}

/** Drafts, confirms and carries out; answers with what came of it and the ids of the mails. */
export async function doInBulk(kind: BulkKind, by: Actor, options: Parameters<typeof draftBulk>[2] = {}) {
  const now = options?.now ?? Date.now()
  const draft = await draftBulk(kind, by, options)
  await confirmBulkAction(db, draft, by, now)
  const mailIds = await runBulk(draft.id, now)
  return { ...(await bulkAction(draft.publicId)), mailIds }
}

/** Slice after slice until none is left. */
export async function runBulk(id: number, now = Date.now()): Promise<number[]> {
  const mailIds: number[] = []
  for (;;) {
    const run = await runBulkSlice(db, keys, id, settings, now)
    mailIds.push(...run.mailIds)
    if (run.state !== 'more') return mailIds
  }
}

/** The actions of the journal with what they are about, oldest first. */
export function journal(like = '%') {
  return db.all<{ action: string; subject: string; actor: number | null; details: string | null }>(sql`
    select action, subject_id as subject, actor_id as actor, details from events where action like ${like} order by id`)
}
