import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonList } from '#src/db/json-list.ts'
import { type MailReport, type MailState, reportKinds } from '#src/domain/mails/report.ts'
import { recordReports } from '#src/domain/reports/record-reports.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { addBatchWith, addInvitation, queueAccountMail, queueMailOf } from '#test/support/outbox.ts'

const now = Date.UTC(2026, 10, 22)

/** How the mails stand before: some have left, some seem not to. */
const standing = ['sent', 'sent', 'sent', 'sending', 'queued', 'failed', 'cancelled', 'delivered'] as const

/** What the fuse counts: otherwise a batch would rarely be paused here. */
const often = ['bounced', 'bounced', 'bounced'] as const

it('reports in any order, repeated, in any portions, come to the same end', async () => {
  const mails = await writeMails()
  await fc.assert(
    fc.asyncProperty(twoTellings(mails), async ([one, other]) => {
      const ends = [await endOf(one, mails), await endOf(other, mails)]
      expect(ends[1]).toEqual(ends[0])
      expect(await strayCounts()).toEqual([])
    }),
    { numRuns: 60 },
  )
}, 300_000)

type Mail = { id: number; address: string; state: MailState }

/**
 * One invitation has two mails, one was corrected since, one was accepted under the address of another, one is refused already; and
 * there is a mail to an account. Few enough that three bounces are always too many (the share of the fuse is of what had left
 * by then, which late proofs make more).
 */
async function writeMails(): Promise<Mail[]> {
  const ada = await addUser(cast.ada)
  const batchId = await addBatchWith('', ada, now)
  const mails: Mail[] = []
  for (const [n, state] of standing.entries()) {
    const accepted = {
      acceptedAt: now,
      acceptedBy: ada.id,
      address: 'n6@ville.test',
      emailKey: 'n6@ville.test',
    }
    const given = { batchId, address: `n${n}@ville.test`, ...(n === 7 && accepted) }
    const invitation = await addInvitation(given, now - dayMs)
    const { address } = given
    mails.push({ id: await queueMailOf(invitation, 'invitation', now - dayMs), address, state })
    if (n === 0) mails.push({ id: await queueMailOf(invitation, 'reminder', now - dayMs), address, state })
    if (n === 1)
      await db.run(sql`update invitations set address = 'new@ville.test' where id = ${invitation.id}`)
  }
  mails.push({ id: await queueAccountMail(ada, 'password_reset', now), address: ada.email, state: 'sent' })
  return mails
}

/** The same reports in two ways: each a list of calls. */
function twoTellings(mails: Mail[]): fc.Arbitrary<[MailReport[][], MailReport[][]]> {
  const report = fc
    .record({
      mail: fc.constantFrom(...mails, { id: 0, address: 'nobody@ville.test' }),
      kind: fc.constantFrom(...reportKinds, ...often),
      to: fc.constantFrom('own', 'own', 'none', 'other'),
      at: fc.integer({ min: now - dayMs, max: now }),
    })
    .map(({ mail, kind, to, at }): MailReport => {
      const recipient = { own: mail.address.toUpperCase(), none: undefined, other: 'x@ville.test' }[to]
      return { mailId: mail.id, kind, recipient, at }
    })
  return fc
    .array(report, { minLength: 1, maxLength: 20 })
    .chain((reports) => fc.tuple(telling(reports), telling(reports)))
}

function telling(reports: MailReport[]): fc.Arbitrary<MailReport[][]> {
  const again = fc.array(fc.constantFrom(...reports), { maxLength: 6 })
  return again
    .map((repeated) => [...reports, ...repeated])
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }))
    .chain((all) => fc.array(fc.nat({ max: all.length }), { maxLength: 4 }).map((places) => cut(all, places)))
}

function cut(all: MailReport[], places: number[]): MailReport[][] {
  const edges = [0, ...places.toSorted((one, other) => one - other), all.length]
  return edges.slice(1).map((edge, index) => all.slice(edges[index], edge))
}

async function endOf(calls: MailReport[][], mails: Mail[]) {
  await standAsBefore(mails)
  for (const [index, reports] of calls.entries())
    await recordReports(db, keys, reports, settings, now + index)
  const [ends, counts, suppressed, stopped, reminded, paused] = await db.batch([
    db.all(
      sql`select id, state, lease_until, last_error, doubts, sent_at is null as unsent from mails order by id`,
    ),
    db.all(sql`select state, count from batch_mail_counts where count <> 0 order by state`),
    db.all(sql`select address_hash, reason, invitation_id from suppressions order by 1`),
    db.all(sql`select invitation_id, reason, note from invitation_stops order by 1`),
    db.all(sql`select id, remind_at is null as never from invitations order by id`),
    db.all(sql`select paused_at is null as runs, pause_reason from batches`),
  ])
  return { ends, counts, suppressed, stopped, reminded, paused }
}

async function standAsBefore(mails: Mail[]) {
  const refused = sql`(select id from invitations where address = 'n2@ville.test')`
  await db.batch([
    db.run(sql`update batches set paused_at = null, pause_reason = null`),
    ...['events', 'suppressions', 'invitation_stops', 'batch_mail_counts'].map((table) =>
      db.run(sql`delete from ${sql.raw(table)}`),
    ),
    db.run(sql`update invitations set remind_at = iif(address = 'n0@ville.test', ${now + dayMs}, null)`),
    db.run(sql`update mails set state = value ->> 'state', reported_at = null, sent_at = null, last_error = 'unknown',
      doubts = 1, lease_until = ${now} from ${jsonList(mails)} where mails.id = value ->> 'id'`),
    db.run(sql`update mails set sent_at = 1, last_error = null, doubts = 0, lease_until = null
      where state in ('sent', 'delivered')`),
    db.run(sql`insert into invitation_stops select id, 'refused', 1, 'No' from ${refused}`),
    db.run(sql`insert into batch_mail_counts ${counted}`),
  ])
}

const counted = sql`select i.batch_id, mails.state, count(*) from mails join invitations i on i.id = mails.invitation_id
  where mails.state not in ('queued', 'sending', 'cancelled') group by 1, 2`

/** Where the counts differ from what counting finds. */
async function strayCounts() {
  return db.all(sql`
    select * from (select batch_id, state, count from batch_mail_counts where count <> 0 except ${counted})
    union all select * from (${counted} except select batch_id, state, count from batch_mail_counts)`)
}
