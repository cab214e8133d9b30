import { sql } from 'drizzle-orm'
import { readMailReference } from '#src/domain/mails/mail-reference.ts'
import { db, keys } from './cast.ts'
import { fakeLetters } from './fake-mail.ts'

type Row = { id: number; kind: string; address: string; state: string; last_error: string | null }

export type MailPromise = {
  /** Who must have which letter, as `kind address`. Nobody else gets any. */
  expected: readonly string[]
  /** How often one and the same letter may have come. */
  mostTimes: number
  /** How many letters of one kind somebody may have who asked again after an error. */
  mostAsked: number
  /** Whether some may have ended `failed` because two tries in a row said nothing. */
  mayFail?: boolean
}

/** Everything in which mails and letters are not as they should be, once all is quiet. */
export async function findProblems(given: MailPromise): Promise<string[]> {
  const rows = await db.all<Row>(sql`select id, kind, address, state, last_error from mails`)
  const letters = await fakeLetters()
  const arrived = letters.map(({ campaignId, to }) => ({ id: readMailReference(keys, campaignId), to }))
  return [
    ...problemsOfLetters(rows, arrived),
    ...rows.flatMap((row) => problemsOfMail(row, arrived.filter(({ id }) => id === row.id).length, given)),
    ...problemsOfPeople(rows, new Set(arrived.map(({ id }) => id)), given),
    ...(await problemsOfCounts()),
    ...(await problemsOfFlow()),
  ]
}

function problemsOfLetters(rows: Row[], arrived: { id: number | undefined; to: string }[]): string[] {
  return arrived
    .filter(({ id, to }) => rows.find((row) => row.id === id)?.address !== to)
    .map(({ id, to }) => `a letter to ${to}, which is not mail ${id}`)
}

function problemsOfMail(row: Row, times: number, { mostTimes, mayFail = false }: MailPromise): string[] {
  const told = `${row.kind} ${row.address} is ${row.state} (${row.last_error}) and arrived ${times} times`
  const isUndecided = row.state === 'failed' && row.last_error === 'unknown' && mayFail
  const isWrong =
    times > mostTimes ||
    row.state === 'queued' ||
    row.state === 'sending' ||
    (row.state === 'sent' && times < 1) ||
    (row.state === 'failed' && !isUndecided) ||
    (['cancelled', 'suppressed'].includes(row.state) && times > 0)
  return isWrong ? [told] : []
}

function problemsOfPeople(
  rows: Row[],
  arrived: Set<number | undefined>,
  { expected, mostAsked, mayFail = false }: MailPromise,
): string[] {
  const had = rows.filter(({ id }) => arrived.has(id)).map(({ kind, address }) => `${kind} ${address}`)
  const countOf = (who: string) => had.filter((other) => other === who).length
  return [
    ...expected.filter((who) => !had.includes(who) && !mayFail).map((who) => `missing: ${who}`),
    ...had.filter((who) => !expected.includes(who)).map((who) => `too much: ${who}`),
    ...expected.filter((who) => countOf(who) > mostAsked).map((who) => `${countOf(who)} letters: ${who}`),
  ]
}

/** What is counted for batches must be what counting finds. */
async function problemsOfCounts(): Promise<string[]> {
  const found = await db.all<{ batch_id: number; state: string; counted: number; found: number }>(sql`
    select batch_id, state, sum(counted) as counted, sum(found) as found from (
      select batch_id, state, count as counted, 0 as found from batch_mail_counts
      union all select i.batch_id, m.state, 0, count(*) from mails m join invitations i on i.id = m.invitation_id
        where i.batch_id is not null and m.kind in ('invitation', 'reminder')
          and m.state not in ('queued', 'sending', 'cancelled') group by 1, 2)
    group by batch_id, state having sum(counted) <> sum(found)`)
  return found.map(
    (row) => `batch ${row.batch_id} counts ${row.counted} ${row.state}, there are ${row.found}`,
  )
}

async function problemsOfFlow(): Promise<string[]> {
  const closed = await db.all<{ reason: string }>(
    sql`select reason from mail_flow where closed_at is not null`,
  )
  return closed.map(({ reason }) => `mail is closed: ${reason}`)
}
