import { type SQL, sql } from 'drizzle-orm'
import { jsonList } from '#src/db/json-list.ts'
import { type Place, pageRows } from '#src/db/paging.ts'
import { allOf } from '#src/db/terms.ts'
import { stepsAhead } from '../time/steps-ahead.ts'
import { askFor, type InvitationFilter } from './match-invitations.ts'

/**
 * A page of open invitations, those that end soonest first. No index is in the order of their ends; but the index of facts knows
 * who ends in an hour, on a day, in a month. So one walks over the hours of today, the days of the next weeks, then months,
 * and reads of each those that match, the earliest invited first. It leads forwards only; back is the beginning.
 */
export function findEnding(columns: SQL, filter: InvitationFilter, { after }: Place, now: number): SQL {
  const { state, endsBefore, ...rest } = filter
  const { parts, condition } = askFor(rest, now)
  const steps = stepsAhead(state === 'reminded' ? 'reminded' : 'ends', now, endsBefore)
  const isBefore = endsBefore === undefined ? sql`true` : sql`i.expires_at < ${endsBefore}`
  const endOf = sql`coalesce((select expires_at from invitations where public_id = ${after ?? ''}), 0)`
  const idOf = sql`coalesce((select id from invitations where public_id = ${after ?? ''}), 0)`
  // A cross join is read in the order it is written in; what is found of one step comes in the order of its ids.
  return sql`
    select ${columns} from ${jsonList(steps)} step cross join invitation_index x cross join invitations i on i.id = x.rowid
    where step.value ->> 'until' > ${endOf}
      and x.invitation_index match ${allOf([...parts, sql`(step.value ->> 'term')`])}
      and x.rowid > iif(step.value ->> 'from' <= ${endOf}, ${idOf}, 0)
      and i.expires_at > ${now} and ${isBefore} and ${condition ?? sql`true`}
    limit ${pageRows + 1}`
}
