import { type SQL, sql } from 'drizzle-orm'
import { fact } from '#src/db/terms.ts'
import { ahead } from '../time/steps-ahead.ts'
import { liveCodesMax } from './limits.ts'

/** How many letter codes are open on the whole platform, or are being made. */
export function liveCodes(now: number): SQL {
  return sql`${codesToMake} + ${openCodes(now)}`
}

/**
 * Whether so many more letter codes may be open. Where even all that there ever were leave room for them, which the index knows in one
 * row, nobody is counted.
 */
export function isRoomFor(codes: SQL, now: number): SQL {
  const ever = sql`ifnull((select doc from invitation_terms where term = ':::is:letter'), 0)`
  return sql`(${codes} + ${codesToMake} + ${ever} <= ${liveCodesMax} or ${codes} + ${liveCodes(now)} <= ${liveCodesMax})`
}

/** Whether the invitation `invitations` may be opened again: of letter codes that have expired no more than may be open. */
export function mayOpenAgain(now: number): SQL {
  return sql`(invitations.address is not null or invitations.expires_at > ${now} or ${isRoomFor(sql`1`, now)})`
}

/** Of batches on their way, what no slice has carried out yet. */
const codesToMake = sql`(select ifnull(sum(c.row_count), 0)
  from batches b indexed by batches_running join batch_chunks c on c.batch_id = b.id and c.position >= b.chunks_done
  where b.state = 'confirmed' and c.outcome = 'invite' and c.choice = 'codes')`

/** Those that the index has, by their ends; one that ends within this very hour counts as open until the hour is over. */
function openCodes(now: number): SQL {
  return sql`(select count(*) from invitation_index
    where invitation_index match ${`${fact('is:letter')} AND ${ahead('ends', now)}`})`
}
