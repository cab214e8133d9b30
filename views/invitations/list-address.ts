import { countsMails, countsStates, type InvitationQuery } from '#src/domain/invitations/invitation-query.ts'
import type { Sort } from '#src/domain/invitations/list-invitations.ts'
import { paths } from '#src/paths.ts'

/** What a list shows, in which order, and in which it could be. */
export type Listed = { query: InvitationQuery; sort: Sort; orders: readonly Sort[] }
type Fields = Record<string, string | undefined>

/** The fields of a filter as addresses and forms carry them; what is not asked for is absent. */
export function fieldsOf(query: InvitationQuery): Record<string, string> {
  const { state, mail, batch, group, inviter, language, from, until, ends, q } = query
  const fields = { state, mail, batch, group, inviter, language, from, until, ends, q }
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => Boolean(field[1])),
  )
}

/** The address of a list with something changed. */
export function listAddress({ query, sort }: Pick<Listed, 'query' | 'sort'>, change: Fields = {}): string {
  const order = sort === 'newest' ? undefined : sort
  return paths.admin.invitations({ ...fieldsOf(query), sort: order, ...change })
}

/** Where the numbers of a list are, if an index knows them. */
export function countsAddress({ query, sort }: Listed): string | undefined {
  if (!countsStates(query) && !countsMails(query)) return undefined
  return paths.admin.invitationCounts({ ...fieldsOf(query), sort: sort === 'newest' ? undefined : sort })
}
