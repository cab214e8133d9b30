import { type SQL, sql } from 'drizzle-orm'
import { jsonList } from '#src/db/json-list.ts'
import { stateRanks } from '../mails/report.ts'
import { type Ending, endings, type Move } from './gather-reports.ts'

const ranks = JSON.stringify(stateRanks)

/** Over `mails` and `moves`: whether it is news. */
export const isForward: SQL = sql`(${ranks} ->> mails.state) < moves.rank`

/** Over `mails` and `endings`: the same; what is no state of the mail may be repeated, and changes nothing then. */
export const isNews: SQL = sql`(endings.rank is null or (${ranks} ->> mails.state) < endings.rank)`

export function movesTable(moves: readonly Move[]): SQL {
  return sql`(select value ->> 'mailId' as mail_id, value ->> 'state' as state, value ->> 'rank' as rank,
    value ->> 'at' as at from ${jsonList(moves)})`
}

export function endingsTable(given: readonly Ending[]): SQL {
  const rows = given.map((ending) => ({ ...ending, ...endings[ending.kind] }))
  return sql`(select value ->> 'mailId' as mail_id, value ->> 'kind' as kind, value ->> 'rank' as rank,
    value ->> 'hash' as hash, value ->> 'reference' as reference, value ->> 'suppression' as suppression,
    value ->> 'stop' as stop from ${jsonList(rows)})`
}
