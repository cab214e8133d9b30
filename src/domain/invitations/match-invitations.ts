import { type SQL, sql } from 'drizzle-orm'
import { allOf, anyOf, fact, type Part } from '#src/db/terms.ts'
import { hasDomain, readTyped } from '#src/db/typed.ts'
import { hourMs } from '../time/day.ts'
import { ahead } from '../time/steps-ahead.ts'
import { timesBetween } from '../time/times-between.ts'
import type { InvitationQuery, ListedMail, ListedState } from './invitation-query.ts'
import { latestMailState } from './latest-mail-state.ts'

/** What a list of invitations shows; all of it has to be met. */
export type InvitationFilter = Pick<
  InvitationQuery,
  'state' | 'mail' | 'batch' | 'group' | 'inviter' | 'language'
> & {
  /** When they were invited: from, and before, in ms. */
  from?: number | undefined
  until?: number | undefined
  /** Waiting ones that expire from now on and before this, in ms. */
  endsBefore?: number | undefined
  typed?: string | undefined
  /** Where what was typed may be the end of a letter code: what the database keeps of that (tailOf). */
  tail?: string | undefined
}

/** Tables to read from, in which invitations are `i`; the condition; and the column in whose order they are found. */
export type Matching = { source: SQL; condition: SQL; key: SQL }

/** Nobody was invited before. */
const firstDay = Date.UTC(2020, 0)

/**
 * Where the invitations that meet a filter are found: by the index, in the order of their writing, however many filters are put
 * together. What only the clock decides, and the first and last hour or day of a time, is asked of the columns too.
 */
export function matchInvitations(filter: InvitationFilter, now: number): Matching {
  const { parts, condition } = askFor(filter, now)
  const found = foundBy(parts)
  return condition === null ? found : { ...found, condition: sql`${found.condition} and ${condition}` }
}

/** Those that have all parts, whatever their columns say. */
export function foundBy(parts: readonly Part[]): Matching {
  if (parts.length === 0) return { source: sql`invitations i`, condition: sql`true`, key: sql`i.id` }
  return {
    // A cross join is read in the order it is written in.
    source: sql`invitation_index x cross join invitations i on i.id = x.rowid`,
    condition: sql`x.invitation_index match ${allOf(parts)}`,
    key: sql`x.rowid`,
  }
}

/** What the index is asked for, and what the columns of the invitations it finds, where it does not know everything. */
export function askFor(filter: InvitationFilter, now: number): { parts: Part[]; condition: SQL | null } {
  const typed = readTyped(filter.typed ?? '')
  const meetsTyped =
    typed === null ? [sql`false`] : hasDomain(typed, sql`concat_ws(' ', i.address, i.email_key)`)
  const conditions = [...conditionsOf(filter, now), ...meetsTyped]
  return {
    parts: [...partsOf(filter, now), ...typedParts(typed?.words ?? [], filter.tail)],
    condition: conditions.length > 0 ? sql.join(conditions, sql` and `) : null,
  }
}

/** One word, and so may be the end of a code: then either will do. */
function typedParts(words: string[], tail: string | undefined): string[] {
  return tail === undefined ? words : [anyOf([...words, fact(`tail:${tail}`)])]
}

function partsOf(
  { state, mail, batch, group, inviter, language, ...times }: InvitationFilter,
  now: number,
): Part[] {
  // What ends soon is open.
  const isSaid = state === 'open' && times.endsBefore !== undefined
  return [
    ...(state && !isSaid ? [stateTerms(state, now)] : []),
    ...(mail ? [mailTerm(mail)] : []),
    ...(batch
      ? [sql`'":::batch:' || coalesce((select id from batches where public_id = ${batch}), 0) || '"'`]
      : []),
    ...(group ? [promising(group)] : []),
    ...(inviter
      ? [sql`'":::inviter:' || coalesce((select id from users where public_id = ${inviter}), 0) || '"'`]
      : []),
    ...(language ? [fact(`language:${language.replaceAll('-', ':')}`)] : []),
    ...timeTerms(times, now),
  ]
}

function stateTerms(state: ListedState, now: number): string {
  switch (state) {
    case 'open':
      return ahead('ends', now)
    case 'reminded':
      return ahead('reminded', now)
    case 'expired':
      // Those of the hour that is running may be either.
      return `(${fact('is:waiting')} NOT ${ahead('ends', now + hourMs)})`
    case 'accepted':
    case 'refused':
      return fact(`is:${state}`)
  }
}

function mailTerm(mail: ListedMail): string {
  if (mail === 'unsubscribed') return fact('stop:unsubscribed')
  if (mail === 'letter') return fact('is:letter')
  return fact(`mail:${mail === 'queued' || mail === 'sent' ? 'underway' : mail}`)
}

/** Grants that put people into a group: few, however many invitations share them. */
function promising(group: string): SQL {
  return sql`'(' || coalesce((select group_concat('":::grant:' || gg.grant_id || '"', ' OR ') from grant_groups gg
    join groups g on g.id = gg.group_id where g.public_id = ${group}), '":::grant:0"') || ')'`
}

function timeTerms({ from, until, endsBefore }: InvitationFilter, now: number): string[] {
  const isByDay = from !== undefined || until !== undefined
  // This year to its end is one term; the days up to now would be many.
  const end = until === undefined || until > now ? Date.UTC(new Date(now).getUTCFullYear() + 1, 0) : until
  return [
    ...(isByDay ? [timesBetween('made', from ?? firstDay, end)] : []),
    ...(endsBefore === undefined ? [] : [ahead('ends', now, endsBefore)]),
  ]
}

function conditionsOf({ state, mail, from, until, endsBefore }: InvitationFilter, now: number): SQL[] {
  const isAhead = state === 'open' || state === 'reminded' || endsBefore !== undefined
  return [
    ...(isAhead ? [sql`i.expires_at > ${now}`] : []),
    ...(state === 'expired' ? [sql`i.expires_at <= ${now}`] : []),
    ...(mail === 'queued' ? [sql`${latestMailState} in ('queued', 'sending')`] : []),
    ...(mail === 'sent' ? [sql`${latestMailState} = 'sent'`] : []),
    ...(from === undefined ? [] : [sql`i.created_at >= ${from}`]),
    ...(until === undefined ? [] : [sql`i.created_at < ${until}`]),
    ...(endsBefore === undefined ? [] : [sql`i.expires_at < ${endsBefore}`]),
  ]
}
