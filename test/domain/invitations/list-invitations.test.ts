import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { countInvitations, readInvitationCounts } from '#src/domain/invitations/count-invitations.ts'
import { listedMails, listedStates } from '#src/domain/invitations/invitation-query.ts'
import {
  canSortByEnd,
  type ListAsked,
  type ListedInvitation,
  listInvitations,
  sorts,
} from '#src/domain/invitations/list-invitations.ts'
import { advanceSweep } from '#src/domain/mails/fresh.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { addUser, cast, db, keys } from '#test/support/cast.ts'
import { now } from '#test/support/invitations.ts'
import { inviteTown } from '#test/support/listed-town.ts'
import { meteredDatabase } from '#test/support/metered.ts'
import { scansIn, statementsOf } from '#test/support/plans.ts'

const count = 4000
/** Rows for settings and session (test/routes/invitation-list.test.ts), which come before. */
const rowsMax = 300 - 4

describe('a long list', () => {
  let town: Awaited<ReturnType<typeof inviteTown>>

  beforeEach(async () => {
    town = await inviteTown(count)
  })

  it('reads few rows in two statements, three of mails underway, whatever it shows in whatever order', async () => {
    const costs: Record<string, number> = {}
    for (const asked of anyFilter(town))
      for (const sort of sorts) {
        const { db: metered, meter } = meteredDatabase()
        const query = Object.fromEntries(Object.entries(asked).filter(([name]) => isQueried(name)))
        const { next } = await listInvitations(metered, { ...asked, query, sort }, now)
        const name = `${JSON.stringify(asked)} ${sort}`
        const isUnderway =
          (asked.mail === 'queued' || asked.mail === 'sent') && (sort !== 'expires' || !canSortByEnd(asked))
        expect(meter.statements, name).toBe(isUnderway ? 3 : 2)
        costs[name] = meter.rowsRead
        if (next === undefined) continue
        await listInvitations(metered, { ...asked, query, sort, after: next }, now)
        costs[`${name} after`] = meter.rowsRead - (costs[name] ?? 0)
      }
    const high = Object.entries(costs).filter(([, rows]) => rows > rowsMax)
    expect(high).toEqual([])
  })

  it('reads as few where a third of it is on paper, by state, by street and by the end of a code', async () => {
    await db.run(sql`update invitations set address = null, email_key = null, postal_address = 'Rue des Tanneurs ' || id,
      code_tail = printf('%08x', id % 700) where id % 3 = 0`)
    const { batch } = town
    const asked: ListAsked[] = [
      ...[{}, { batch }, { language: 'fr' }, { typed: 'tanneurs' }].map((one) => ({
        ...one,
        mail: 'letter' as const,
      })),
      ...listedStates.map((state) => ({ state, mail: 'letter' as const })),
      ...listedStates.map((state) => ({ state, typed: '7k3q', tail: '00000042' })),
      ...[{ typed: 'tanneurs' }, { typed: '7k3q', tail: '00000042' }, { typed: '7k3q', tail: 'ffffffff' }],
    ]
    for (const one of asked)
      for (const sort of sorts) {
        const { db: metered, meter } = meteredDatabase()
        await listInvitations(metered, { ...one, sort, keys }, now)
        const name = `${JSON.stringify(one)} ${sort}`
        expect(meter.statements, name).toBe(2)
        expect(meter.rowsRead, name).toBeLessThan(rowsMax)
      }
    const { rows } = await listInvitations(db, { typed: '7k3q', tail: '00000042', keys }, now)
    expect(rows).toHaveLength(await countInvitations(db, { typed: '7k3q', tail: '00000042' }, now))
    expect(rows.every(({ codeEnd, postalAddress }) => codeEnd?.length === 4 && postalAddress)).toBe(true)
    const counts = await readInvitationCounts(db, { mail: 'letter' }, now)
    expect(counts.mails.letter).toBe(await countInvitations(db, { mail: 'letter' }, now))
  })

  it('leads through all its pages, each invitation once, soonest end first', async () => {
    const ends: string[] = []
    const seen = new Set<string>()
    let after: string | undefined
    do {
      const page = await listInvitations(db, { state: 'open', sort: 'expires', after }, now)
      for (const row of page.rows) {
        seen.add(row.publicId)
        ends.push(new Date(row.expiresAt).toISOString().slice(0, 10))
      }
      after = page.next
    } while (after)
    expect(ends).toEqual(ends.toSorted())
    expect(seen.size).toBe(await countInvitations(db, { state: 'open' }, now))
    expect(seen.size).toBe(ends.length)
  })

  it.each(['queued', 'sent'] as const)(
    'finds every one whose mail is %s, none or few or many waiting, here and there',
    async (mail) => {
      for (const waiting of [0, 1, 20, 300]) {
        const isAmong = sql`id % 4 < 3 and (id - (select min(id) from mails)) * 3 / 4 < ${waiting}`
        await db.run(sql`update mails set state = iif(${isAmong}, 'queued', 'sent'), not_before = 1`)
        await db.run(sql`update invitations set mail_fate = null`)
        const meant = await countInvitations(db, { mail, language: 'fr' }, now)
        const lists: string[][] = []
        for (const sort of ['newest', 'oldest'] as const) {
          const found = await walk({ mail, language: 'fr', sort })
          expect(new Set(found.map((row) => row.mail))).toEqual(new Set(meant > 0 ? [mail] : []))
          const ids = found.map(({ publicId }) => publicId)
          expect([new Set(ids).size, ids.length]).toEqual([meant, meant])
          lists.push(ids)
        }
        expect(lists[1]?.toReversed()).toEqual(lists[0])
      }
    },
  )

  it.each([
    ['an invitation', 'invitation', null],
    ['a reminder', 'reminder', 1],
  ])(
    'jumps over those for whom %s waits side by side, on later pages too',
    async (_what, kind, remindedAt) => {
      await db.run(sql`update invitations set mail_fate = null, reminded_at = ${remindedAt}, sendings = 1`)
      await db.run(sql`delete from mails`)
      await db.run(sql`insert into mails (dedupe_key, kind, invitation_id, address, locale, state, not_before, created_at)
      select public_id || '/' || ${kind} || '/1', ${kind}, id, address, locale,
        iif(id - (select max(id) from invitations) between -220 and -80, 'queued', 'sent'), 1, 1 from invitations`)
      // As the clock does each minute.
      await advanceSweep(db)
      let after: string | undefined
      for (let page = 0; page < 6; page++) {
        const { db: metered, meter } = meteredDatabase()
        const { rows, next } = await listInvitations(metered, { mail: 'sent', after }, now)
        expect(rows).toHaveLength(25)
        expect(meter.rowsRead, `page ${page}`).toBeLessThan(rowsMax)
        after = next
      }
    },
  )

  it('goes by the reminder where it has overtaken the mail that waits', async () => {
    await db.run(sql`update mails set state = 'sent'`)
    await db.run(sql`update invitations set mail_fate = null, reminded_at = null`)
    const [first] = await db.all<{ id: number; publicId: string }>(
      sql`select id, public_id as publicId from invitations
        where email_key is not null and accepted_at is null and stop is null order by id limit 1`,
    )
    await db.run(sql`delete from mails where invitation_id = ${first?.id}`)
    for (const [kind, state] of [
      ['invitation', 'queued'],
      ['reminder', 'sent'],
    ])
      await db.run(sql`insert into mails (dedupe_key, kind, invitation_id, address, locale, state, not_before, created_at)
        values (${`${first?.publicId}/${kind}/1`}, ${kind}, ${first?.id}, 'a@ville.test', 'fr', ${state}, 1, ${now})`)
    await db.run(sql`update invitations set reminded_at = ${now}, sendings = 1 where id = ${first?.id}`)
    expect(await walk({ mail: 'queued' })).toEqual([])
    const sent = await walk({ mail: 'sent', sort: 'oldest' })
    const found = sent.find(({ publicId }) => publicId === first?.publicId)
    expect(found).toMatchObject({ mail: 'sent' })
  })

  /** All pages of a list. */
  async function walk(asked: ListAsked) {
    const found: ListedInvitation[] = []
    let after: string | undefined
    do {
      const page = await listInvitations(db, { ...asked, after }, now)
      found.push(...page.rows)
      after = page.next
    } while (after)
    return found
  }

  it('counts each state and each mail without looking at each', async () => {
    const counts = await readInvitationCounts(db, {}, now)
    expect(counts.states.all).toBe(await countInvitations(db, {}, now))
    for (const state of listedStates)
      expect(counts.states[state], state).toBe(await countInvitations(db, { state }, now))
    for (const mail of listedMails.filter((name) => name !== 'queued' && name !== 'sent'))
      expect(counts.mails[mail], mail).toBe(await countInvitations(db, { mail }, now))
    const { batch } = town
    const ofBatch = (await readInvitationCounts(db, { batch }, now)).states
    for (const [state, told] of Object.entries(ofBatch))
      expect(told, state).toBe(
        await countInvitations(db, { batch, state: listedStates.find((name) => name === state) }, now),
      )
    expect(Object.keys(ofBatch).sort()).toEqual(['accepted', 'all', 'expired', 'open', 'refused'])
  })

  it('looks at no table or index as a whole', async () => {
    const asked = await statementsOf(async (watched) => {
      for (const filter of anyFilter(town))
        for (const sort of sorts) await listInvitations(watched, { ...filter, sort }, now)
    })
    // What is read in order, and no further than a page; few grants; rows that are already at hand.
    const isMeant = (scan: string, statement: string) =>
      (scan === 'SCAN i' && statement.includes('order by i.id')) ||
      /VIRTUAL TABLE|CONSTANT ROW|VALUES CLAUSE|SCAN (gg|waiting|b|\(subquery-\d+\))$/.test(scan)
    expect(await scansIn(asked, isMeant)).toEqual([])
  })
})

it('counts nothing where counting would mean looking at each', async () => {
  await inviteTown(10)
  const counts = await readInvitationCounts(db, { q: 'vera', state: 'open' }, now)
  expect(counts).toEqual({ states: {}, mails: {} })
})

it('knows of a batch no longer how many are open on the day on which some of it end', async () => {
  const { batch } = await inviteTown(10)
  await db.run(sql`update invitations set expires_at = ${now + 1000}`)
  const counts = await readInvitationCounts(db, { batch }, now)
  expect(Object.keys(counts.states).sort()).toEqual(['accepted', 'all', 'refused'])
})

it('counts the open ones that end in a year, as letter codes may, unless they end on very many days', async () => {
  const { batch } = await inviteTown(70)
  for (const days of [5, 40]) {
    await db.run(
      sql`update invitations set expires_at = ${now} + (50 + id % ${days}) * ${dayMs} where accepted_at is null`,
    )
    const all = (await readInvitationCounts(db, {}, now)).states
    const ofBatch = (await readInvitationCounts(db, { batch }, now)).states
    const open = await countInvitations(db, { state: 'open' }, now)
    expect([all.open, all.expired]).toEqual(days === 5 ? [open, 0] : [undefined, undefined])
    expect(ofBatch.open).toBe(await countInvitations(db, { batch, state: 'open' }, now))
  }
})

it('names people and batches of many at once', async () => {
  await addUser(cast.max)
  await inviteTown(60)
  const { rows } = await listInvitations(db, {}, now)
  expect(new Set(rows.map(({ inviterName }) => inviterName))).toEqual(new Set(['Ada Martin']))
  expect(rows.every(({ batch }) => batch !== null)).toBe(true)
})

function isQueried(name: string): boolean {
  return !['from', 'until', 'endsBefore', 'typed'].includes(name)
}

function anyFilter(town: { batch: string; group: string; inviter: string }): ListAsked[] {
  const states = listedStates.map((state) => ({ state }))
  const mails = listedMails.map((mail) => ({ mail }))
  const { batch, group, inviter } = town
  const others: ListAsked[] = [
    {},
    { batch },
    { batch, state: 'open' },
    { group },
    { inviter },
    { language: 'fr' },
    { from: now - 3 * dayMs, until: now },
    { endsBefore: now + 7 * dayMs },
    { typed: 'ville' },
    { typed: 'n12', state: 'open', language: 'fr' },
    { state: 'expired', mail: 'bounced', batch, group, inviter, language: 'fr', typed: 'v' },
    { state: 'reminded', mail: 'delivered', endsBefore: now + 7 * dayMs },
  ]
  const pairs = states.flatMap((one) => mails.map((other) => ({ ...one, ...other })))
  return [...others, ...states, ...mails, ...pairs]
}
