import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { listInvitations } from '#src/domain/invitations/list-invitations.ts'
import { listedStates } from '#src/domain/invitations/listed-from.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { invite, inviteAlso, now } from '#test/support/invitations.ts'
import { meteredDatabase } from '#test/support/metered.ts'
import { addBatchWith } from '#test/support/outbox.ts'

const count = 20_000

it('reads few rows of very many, whichever of them it shows', async () => {
  await inviteMany()
  const costs: Record<string, [calls: number, rows: number]> = {}
  for (const state of [undefined, ...listedStates]) {
    const { db: metered, meter } = meteredDatabase()
    const { rows, next } = await listInvitations(metered, { state }, now)
    expect([rows.length, next === undefined], state).toEqual([50, false])
    await listInvitations(metered, { state, after: next }, now)
    costs[state ?? 'all'] = [meter.calls, meter.rowsRead]
  }
  for (const [state, [calls, rows]] of Object.entries(costs)) {
    expect(calls, state).toBe(5)
    // States are no index: those of an eighth are found among eight times as many.
    const isSought = ['reminded', 'accepted', 'expired', 'open', 'failed'].includes(state)
    expect(rows / 2, `${state} ${JSON.stringify(costs)}`).toBeLessThanOrEqual(isSought ? 8 * 51 + 360 : 360)
  }
})

/** Each with an inviter, a batch and a mail, an eighth in each state or with something amiss; the reminded have a second mail. */
async function inviteMany() {
  const ada = await addUser(cast.ada)
  const batchId = await addBatchWith('', ada)
  const model = await invite('vera@parvis.test', { inviterId: ada.id, batchId })
  await inviteAlso(model, count)
  const nth = (n: number) => sql`id % 8 = ${n}`
  await db.batch([
    db.run(
      sql`update invitations set inviter_id = ${ada.id}, batch_id = ${batchId}, expires_at = ${now + dayMs} + id`,
    ),
    db.run(sql`update invitations set accepted_at = 1, accepted_by = ${ada.id} where ${nth(0)}`),
    db.run(sql`update invitations set expires_at = 1 where ${nth(1)}`),
    db.run(sql`update invitations set reminded_at = 1 where ${nth(2)}`),
    ...['bounced', 'complained', 'unsubscribed', 'refused'].map((reason, index) =>
      db.run(
        sql`insert into invitation_stops (invitation_id, reason, at) select id, ${reason}, 1 from invitations where ${nth(3 + index)}`,
      ),
    ),
    ...['invitation', 'reminder'].map((kind) =>
      db.run(sql`insert into mails (dedupe_key, kind, invitation_id, address, locale, state, not_before, created_at)
        select public_id || ${`/${kind}/1`}, ${kind}, id, address, locale, iif(${nth(7)}, 'failed', 'delivered'), 1, 1
        from invitations where ${kind === 'invitation' ? sql`true` : nth(2)} on conflict do nothing`),
    ),
  ])
}
