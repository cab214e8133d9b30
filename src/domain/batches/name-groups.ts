import type { GroupNames } from '../groups/group.ts'
import { nameIn } from '../groups/name-in.ts'
import type { Review, ReviewedRow } from './review.ts'

/** A review whose groups are called by the names its reader knows. Drafts keep the first name, in which all add up. */
export function nameGroups(review: Review, translated: readonly GroupNames[], language: string): Review {
  const shown = new Map(translated.map((group) => [group.name, nameIn(group, language)]))
  const nameOf = (name: string) => shown.get(name) ?? name
  const inRow = (row: ReviewedRow) => ({ ...row, groups: row.groups.map(nameOf) })
  const { list, admins, shares } = review
  return {
    ...review,
    list: { ...list, rows: list.rows.map(inRow) },
    admins: admins.map(inRow),
    shares: {
      ...shares,
      groups: shares.groups.map(({ name, count }) => ({ name: nameOf(name), count })),
    },
  }
}
