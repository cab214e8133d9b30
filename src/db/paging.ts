import { type AnyColumn, asc, desc, gt, lt, type SQL, sql } from 'drizzle-orm'

/** Rows on one page of a list. */
export const pageRows = 25

/** Where a page begins: after or before the row with this public id; the first page when neither is given. */
export type Place = { after?: string | undefined; before?: string | undefined }

/** One page, and the public ids after and before which its neighbours begin. */
export type Paged<Row> = { rows: Row[]; next?: string; previous?: string }

/**
 * How to read from a place in keyset order: rows `beyond` its key, sorted so that the nearest come first. Read one row
 * more than a page holds, then let `toPage` put them in order.
 */
export function readFrom(order: 'ascending' | 'descending', place: Place) {
  const isDescending = (order === 'descending') !== isBackwards(place)
  return {
    beyond: (column: AnyColumn, key: unknown): SQL => (isDescending ? lt : gt)(column, key),
    sort: isDescending ? desc : asc,
  }
}

/** Of a list of `b` in the order of writing, newest first: what lies beyond a place; all of it where that is not there (any more). */
export function beyondPlace(table: 'batches' | 'bulk_actions', { before, after }: Place): SQL {
  const anchor = sql`(select id from ${sql.identifier(table)} where public_id = ${before ?? after})`
  if (before !== undefined) return sql`b.id > coalesce(${anchor}, 0)`
  return after === undefined ? sql`true` : sql`b.id < coalesce(${anchor}, 9007199254740991)`
}

/** Turns the rows found from a place into its page. */
export function toPage<Row extends { publicId: string }>(found: Row[], place: Place): Paged<Row> {
  const hasMore = found.length > pageRows
  const near = found.slice(0, pageRows)
  const rows = isBackwards(place) ? near.toReversed() : near
  const hasNext = isBackwards(place) || hasMore
  const hasPrevious = isBackwards(place) ? hasMore : place.after !== undefined
  const [first, last] = [rows[0], rows.at(-1)]
  return {
    rows,
    ...(hasNext && last && { next: last.publicId }),
    ...(hasPrevious && first && { previous: first.publicId }),
  }
}

/** The page of a list that is at hand as a whole. An unknown place is the first page. */
export function cutPage<Row extends { publicId: string }>(list: readonly Row[], place: Place): Paged<Row> {
  const anchor = list.findIndex((row) => row.publicId === (place.before ?? place.after))
  if (anchor < 0) return toPage(list.slice(0, pageRows + 1), {})
  if (!isBackwards(place)) return toPage(list.slice(anchor + 1, anchor + pageRows + 2), place)
  return toPage(list.slice(Math.max(0, anchor - pageRows - 1), anchor).toReversed(), place)
}

function isBackwards(place: Place): boolean {
  return place.before !== undefined
}
