import { type SQL, sql } from 'drizzle-orm'
import { term } from '#src/db/terms.ts'
import { type DayCount, dayOf, dayOfStamp, stampOf } from '../time/stamp.ts'

/** What became of the invitations that belong to a batch today; each is in one of the last four. */
export type Funnel = {
  invitations: number
  /** Those of whose mails one was reported to have arrived. */
  delivered: number
  accepted: number
  refused: number
  expired: number
  open: number
  /** On which days of UTC how many accepted, from the first on. */
  acceptedDays: DayCount[]
  /** Today, in UTC. */
  today: string
}

export type FunnelRow = {
  invitations: number | null
  delivered: number | null
  refused: number | null
  unanswered: number | null
  ended: number | null
  ending_today: number | null
  /** Of those that end today, the share that has ended. */
  ended_share: number | null
  accepted_days: string
}

/** More days of accepting are not read; the sum counts them all the same. */
const daysMax = 200
/** Of those that end today, so many are asked whether they have ended; where there are more, they stand for the others. */
const askedMax = 40

/**
 * The columns of FunnelRow: terms of the index are read, not invitations, so a batch costs a row for each day on which something
 * happened, however large it is.
 */
export function funnelColumns(batchId: number, now: number): SQL {
  const batch = `:::batch:${batchId}`
  const [ends, accepted, today] = [`${batch}:ends:`, `${batch}:accepted:`, `${batch}:ends:${stampOf(now)}`]
  return sql`${docsOf(batch)} as invitations, ${docsOf(`${batch}:delivered`)} as delivered, ${docsOf(`${batch}:refused`)} as refused,
    ${docsOf(`${batch}:waiting`)} as unanswered, ${docsOf(today)} as ending_today,
    (select sum(doc) from invitation_terms where term > ${ends} and term < ${today}) as ended,
    (select avg(has_ended) from (select i.expires_at <= ${now} as has_ended
      from invitation_index x cross join invitations i on i.id = x.rowid
      where x.invitation_index match ${term(today)} limit ${askedMax})) as ended_share,
    (select json_group_object(substr(term, ${accepted.length + 1}), doc) from (select term, doc from invitation_terms
      where term > ${accepted} and term < ${`${batch}:accepted;`} limit ${daysMax})) as accepted_days`
}

export function funnelFrom(row: FunnelRow, now: number): Funnel {
  const { invitations, refused, unanswered, ended, ending_today: endingToday, ended_share: share } = row
  const waiting = unanswered ?? 0
  const expired = Math.min((ended ?? 0) + Math.round((endingToday ?? 0) * (share ?? 0)), waiting)
  const days = JSON.parse(row.accepted_days) as Record<string, number> // -- made by funnelColumns
  return {
    ...{ invitations: invitations ?? 0, delivered: row.delivered ?? 0, refused: refused ?? 0, expired },
    accepted: Math.max((invitations ?? 0) - (refused ?? 0) - waiting, 0),
    open: waiting - expired,
    acceptedDays: Object.entries(days).map(([stamp, count]) => ({ day: dayOfStamp(stamp), count })),
    today: dayOf(now),
  }
}

function docsOf(name: string): SQL {
  return sql`(select doc from invitation_terms where term = ${name})`
}
