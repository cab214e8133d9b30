import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { invitationStops, invitations, mails } from '#src/db/schema/index.ts'
import { tailOf } from '#src/domain/codes/code.ts'
import { codeEndOf } from '#src/domain/codes/code-end.ts'
import { countInvitations } from '#src/domain/invitations/count-invitations.ts'
import { invitationState } from '#src/domain/invitations/invitation.ts'
import { listedMails, listedStates } from '#src/domain/invitations/invitation-query.ts'
import { type InvitationFilter, matchInvitations } from '#src/domain/invitations/match-invitations.ts'
import { replaceCode } from '#src/domain/invitations/replace-code.ts'
import { listUsers } from '#src/domain/profiles/list-users.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { timesBetween } from '#src/domain/time/times-between.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { invite, now } from '#test/support/invitations.ts'
import { makeLetterCodes } from '#test/support/letter-codes.ts'

async function find(filter: InvitationFilter, at = now): Promise<number[]> {
  const { source, condition, key } = matchInvitations(filter, at)
  const rows = await db.all<{ id: number }>(
    sql`select i.id from ${source} where ${condition} order by ${key}`,
  )
  return rows.map(({ id }) => id)
}

it.each([
  ['zoe', true],
  ['ZOË van', true],
  ['dér zoe@exa', true],
  ['example', true],
  ['exam', false],
  ['oë', false],
  ['%', false],
  ['_', false],
  ['"', false],
  ["'; drop table", false],
  ['🎉', false],
  ['zoe OR nobody', false],
  ['zoe* NOT', false],
  ['is:waiting', false],
  ['z'.repeat(60), false],
  ['\ud800', false],
  ['', true],
])('looks for %j', async (typed, isFound) => {
  await invite('zoe@example.org', { firstName: 'Zoë', lastName: 'van der Berg' })
  expect(await find({ typed })).toHaveLength(isFound ? 1 : 0)
})

it.each(['zoé@', 'zoe@', '@bücher.'])('counts as many as it finds for %s', async (typed) => {
  await invite('zoe@bucher.example')
  expect(await find({ typed })).toHaveLength(1)
  expect(await countInvitations(db, { typed }, now)).toBe(1)
})

it('finds a letter code by its end, beside what begins so, and counts exactly', async () => {
  const ada = await addUser(cast.ada)
  const [one, two] = await makeLetterCodes(ada, [{ first_name: 'Zoé' }, { first_name: 'Ann' }])
  if (!one || !two) throw new Error('No code was made')
  const end = codeEndOf(keys, one)
  const filter = { typed: end, tail: tailOf(keys, end) }
  expect(await find(filter)).toEqual([one.id])
  const namesake = await invite('x@ville.test', { lastName: `${end}son` })
  expect((await find(filter)).toSorted()).toEqual([one.id, namesake.id].toSorted())
  expect(await countInvitations(db, filter, now)).toBe(2)
  expect(await find({ ...filter, mail: 'letter' })).toEqual([one.id])
  expect(await find({ ...filter, state: 'accepted' })).toEqual([])
  expect(await find({ mail: 'letter' })).toEqual([one.id, two.id])
  await replaceCode(db, keys, { publicId: one.publicId, actor: ada }, settings, now)
  expect(await find(filter)).toEqual([namesake.id])
  const next = codeEndOf(keys, { ...one, generation: 2 })
  expect(await find({ typed: next, tail: tailOf(keys, next) })).toEqual([one.id])
})

it('finds a word of a name that looks like a fact only as a word', async () => {
  const odd = await invite('a@b.test', { firstName: ':::is:accepted', lastName: 'batch:1' })
  expect(await find({ state: 'accepted' })).toEqual([])
  expect(await find({ typed: 'accepted' })).toEqual([odd.id])
})

it('takes no word for the beginning of a fact: Fritz Lang is not everybody who has a language', async () => {
  const ada = await addUser(cast.ada)
  await makeLetterCodes(ada, [{}])
  const lang = await invite('fritz@ville.test', { lastName: 'Lang', inviterId: ada.id, remindedAt: now })
  expect(await find({ typed: 'lang' })).toEqual([lang.id])
  const terms = await db.all<{ term: string }>(sql`select term from invitation_terms where term like '%:%'
    union select term from user_terms where term like '%:%'`)
  const kinds = new Set(terms.flatMap(({ term }) => term.split(':').filter(Boolean).slice(0, 1)))
  expect([...kinds]).toEqual(
    expect.arrayContaining(['language', 'grant', 'mail', 'is', 'ends', 'tail', 'role']),
  )
  for (const typed of kinds) {
    expect(await find({ typed })).toEqual([])
    expect((await listUsers(db, { typed }, null)).rows).toEqual([])
  }
})

it('follows every change of an invitation, its mail and its stop', async () => {
  const one = await invite('one@ville.test', { firstName: 'Ann' })
  const ids = async (filter: InvitationFilter) => (await find(filter)).length
  await db.update(mails).set({ state: 'sending' })
  expect([await ids({ mail: 'queued' }), await ids({ mail: 'sent' })]).toEqual([1, 0])
  await db.update(mails).set({ state: 'sent' })
  expect([await ids({ mail: 'queued' }), await ids({ mail: 'sent' })]).toEqual([0, 1])
  await db.update(mails).set({ state: 'bounced' })
  expect([await ids({ mail: 'bounced' }), await ids({ mail: 'sent' })]).toEqual([1, 0])
  await db.insert(mails).values({
    ...{ dedupeKey: `${one.publicId}/invitation/2`, kind: 'invitation' as const, invitationId: one.id },
    ...{ address: 'one@ville.test', locale: 'fr', notBefore: now, createdAt: now },
  })
  await db.update(invitations).set({ sendings: 2 })
  expect([await ids({ mail: 'bounced' }), await ids({ mail: 'queued' })]).toEqual([0, 1])
  await db.update(mails).set({ state: 'complained' }).where(sql`dedupe_key like '%/1'`)
  expect(await ids({ mail: 'complained' })).toBe(0)
  await db.insert(invitationStops).values({ invitationId: one.id, reason: 'unsubscribed', at: now })
  expect(await ids({ mail: 'unsubscribed', state: 'open' })).toBe(1)
  await db.update(invitationStops).set({ reason: 'refused' })
  expect([await ids({ state: 'refused' }), await ids({ state: 'open' })]).toEqual([1, 0])
  await db.delete(invitationStops)
  expect(await ids({ state: 'open', typed: 'ann' })).toBe(1)
  await db.update(invitations).set({ firstName: 'Bea' })
  expect([await ids({ typed: 'ann' }), await ids({ typed: 'bea' })]).toEqual([0, 1])
  await db.delete(invitations)
  expect(await db.all(sql`select term from invitation_terms`)).toEqual([])
})

it('finds exactly what meets any filter at any time', async () => {
  const ada = await addUser(cast.ada)
  await fc.assert(
    fc.asyncProperty(fc.array(anyInvitation, { maxLength: 12 }), anyFilter, async (drawn, filter) => {
      await db.delete(mails)
      await db.delete(invitations)
      for (const [index, { stop, ...given }] of drawn.entries()) {
        const accepted = given.acceptedAt === null ? {} : { acceptedBy: ada.id }
        const { id } = await invite(`p${index}@ville.test`, { ...given, ...accepted })
        if (stop) await db.insert(invitationStops).values({ invitationId: id, reason: stop, at: now })
      }
      const all = await db.select().from(invitations)
      const meant = all.filter((row) => meets(row, filter)).map(({ id }) => id)
      expect(await find(filter)).toEqual(meant)
      expect(await countInvitations(db, filter, now)).toBe(meant.length)
    }),
    { numRuns: 60 },
  )
})

it.each([
  [Date.UTC(2026, 10, 22, 22, 30), Date.UTC(2028, 1, 3, 1), 30],
  [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1), 1],
  [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 1), 1],
])('covers a time with few terms', (from, until, most) => {
  expect(timesBetween('made', from, until).split(' OR ').length).toBeLessThanOrEqual(most)
})

const hourMs = dayMs / 24
const anyTime = fc.integer({ min: -40 * 24, max: 40 * 24 }).map((hours) => now + hours * hourMs + 1)
const anyInvitation = fc.record({
  expiresAt: anyTime,
  createdAt: anyTime.map((at) => Math.min(at, now)),
  remindedAt: fc.option(fc.constant(now), { nil: null }),
  acceptedAt: fc.option(fc.constant(now), { nil: null, freq: 2 }),
  locale: fc.constantFrom('fr', 'nl', 'nl-BE'),
  stop: fc.option(fc.constantFrom('refused', 'bounced'), { nil: null, freq: 2 }),
})
const anyFilter = fc.record(
  {
    state: fc.constantFrom(...listedStates),
    mail: fc.constantFrom(...listedMails),
    language: fc.constantFrom('fr', 'nl', 'nl-BE'),
    from: anyTime,
    until: anyTime,
    endsBefore: anyTime,
  },
  { requiredKeys: [] },
)

/** The filter once more, row by row. All first mails wait, and no reminder was written. */
function meets(row: typeof invitations.$inferSelect, filter: InvitationFilter): boolean {
  const state = invitationState(row, now)
  const isOpen = state === 'open' || state === 'reminded'
  return (
    (filter.state === undefined || filter.state === state || (filter.state === 'open' && isOpen)) &&
    (filter.mail === undefined || (filter.mail === 'queued' && row.remindedAt === null)) &&
    (filter.language === undefined || filter.language === row.locale) &&
    (filter.from === undefined || row.createdAt >= filter.from) &&
    (filter.until === undefined || row.createdAt < filter.until) &&
    (filter.endsBefore === undefined || (isOpen && row.expiresAt > now && row.expiresAt < filter.endsBefore))
  )
}
