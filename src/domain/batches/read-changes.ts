import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Paged, type Place, pageRows, readFrom, toPage } from '#src/db/paging.ts'
import { batchChanges, grants } from '#src/db/schema/index.ts'
import { groupsIn } from '../grants/grant.ts'
import type { BatchOptions, ChangeReason } from './batch.ts'

/** A row whose outcome was another than the review said. */
export type BatchChange = {
  /** The row's number, by which the list is paged. */
  publicId: string
  row: number
  address: string
  planned: 'invite' | 'add' | 'renew'
  outcome: 'add' | 'unchanged' | 'skip'
  /** `group_deleted`: of what the review promised nothing was left to give. */
  reason: ChangeReason | 'group_deleted'
}

type Changed = { id: number; options: BatchOptions }

/** A page of them, in the order of the list or sheet. */
export async function readChanges(
  db: Database,
  { id, options }: Changed,
  place: Place = {},
): Promise<Paged<BatchChange>> {
  const { beyond, sort } = readFrom('ascending', place)
  const { batchId, row, planned, outcome, reason, address, grantId } = batchChanges
  const anchor = place.before ?? place.after
  const found = await db
    .select({ row, planned, outcome, reason, address, promise: grants.contentKey })
    .from(batchChanges)
    .leftJoin(grants, eq(grants.id, grantId))
    .where(and(eq(batchId, id), anchor === undefined ? undefined : beyond(row, sql`${Number(anchor) || 0}`)))
    .orderBy(sort(row))
    .limit(pageRows + 1)
  const gone = Object.keys(options.deletedGroups ?? {}).map(Number)
  return toPage(
    found.map(({ promise, ...change }) => ({
      ...change,
      publicId: String(change.row),
      reason:
        change.reason === 'already' && groupsIn(promise ?? '').some((id) => gone.includes(id))
          ? 'group_deleted'
          : change.reason,
    })),
    place,
  )
}
