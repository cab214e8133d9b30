import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { invitations } from '#src/db/schema/index.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { countInvitations } from '#src/domain/invitations/count-invitations.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { get, post } from '#test/support/browse.ts'
import { bulkAction, runBulk } from '#test/support/bulk.ts'
import { addUser, cast, db, keys } from '#test/support/cast.ts'
import { password } from '#test/support/invitations.ts'
import { confirmationOf, give, makeLetterCodes } from '#test/support/letter-codes.ts'

const today = Date.now()
const people = ['Zoé', 'Ann', 'Bo', 'Cléo', 'Dag'].map((first_name, n) => ({
  ...{ first_name, last_name: 'Roy' },
  ...{ street: `Rue des Tanneurs ${n + 71}`, postcode: '4020', city: 'Parville' },
}))

let ada: Actor
let letters: Awaited<ReturnType<typeof makeLetterCodes>>
let batch: string

/** Five codes: one is used, two addresses are given for another, and one has expired. */
beforeEach(async () => {
  ada = await addUser(cast.ada)
  letters = await makeLetterCodes(ada, people, {}, today)
  batch = letters[0]?.batch ?? ''
  const [used, given, expired] = letters
  await give(used?.code ?? '', 'zoe@ville.test', today + 1)
  const { code } = await confirmationOf('zoe@ville.test')
  const zoe = { firstName: 'Zoé', lastName: 'Roy', password, language: 'en' }
  await acceptInvitation(db, keys, { code, ...zoe }, today + 2)
  for (const address of ['one@ville.test', 'two@ville.test'])
    await give(given?.code ?? '', address, today + 1)
  await db
    .update(invitations)
    .set({ expiresAt: today - dayMs })
    .where(eq(invitations.id, expired?.id ?? 0))
})

const open = async (path: string, as = ada, headers = {}) => (await get(path, { as, headers })).text()
const idsOn = (page: string) => [...page.matchAll(/<tr data-id="(\w+)"/g)].map(([, id]) => id)
const numbersOn = (page: string) =>
  Object.fromEntries(
    [...page.matchAll(/data-funnel="(\w+)">(\d+)</g)].map(([, step, count]) => [step, Number(count)]),
  )

describe('the page of a batch of letter codes', () => {
  it('tells how many were made, are used, unused and expired, and never speaks of mails', async () => {
    const page = await open(paths.admin.batch(batch))
    expect(numbersOn(page)).toEqual({ made: 5, used: 1, unused: 3, codes_expired: 1 })
    expect(page).toContain('Used per day')
    const main = page.slice(page.indexOf('<main'), page.indexOf('</main>'))
    expect(main).not.toMatch(/\bmails?\b(?! merge)/i)
    expect(main).not.toContain('value="remind"')
  })

  it('leads to lists that have as many rows as it says, confirmations not among them', async () => {
    const states = { all: 5, open: 3, expired: 1, accepted: 1 } as const
    for (const [state, count] of Object.entries(states)) {
      const query = { batch, ...(state !== 'all' && { state }) }
      expect(idsOn(await open(paths.admin.invitations(query))), state).toHaveLength(count)
    }
    const tabs = await open(paths.admin.invitationCounts({ batch }), ada, { 'HX-Request': 'true' })
    expect(tabs).toMatch(/All<span class="tab-count">5</)
    expect(tabs).toMatch(/Accepted<span class="tab-count">1</)
    expect(await countInvitations(db, { batch }, today)).toBe(5)
    expect(await countInvitations(db, { batch, mail: 'letter' }, today)).toBe(5)
    expect(await countInvitations(db, { mail: 'letter' }, today)).toBe(5)
  })

  it('extends the unused, and what has expired', async () => {
    for (const [state, count] of [
      ['open', 3],
      ['expired', 1],
    ] as const) {
      const id = await ask({ kind: 'extend', days: '90', state })
      await confirm(id)
      expect(await bulkAction(id)).toMatchObject({ state: 'done', total: count, doneCount: count })
    }
    const ends = await db.select().from(invitations).where(sql`address is null and accepted_at is null`)
    expect(ends.every(({ expiresAt }) => expiresAt > today + 89 * dayMs)).toBe(true)
  })

  it('revokes the unused after their number was typed, with the addresses given for them', async () => {
    const id = await ask({ kind: 'delete', state: 'open' })
    expect((await post(paths.admin.bulkConfirmation(id), { number: '2' }, { as: ada })).status).toBe(422)
    await confirm(id, { number: '3' })
    const left = await db.select().from(invitations)
    expect(left.map(({ emailKey, acceptedAt }) => [emailKey, acceptedAt !== null])).toEqual([
      [null, true],
      [null, false],
      ['zoe@ville.test', true],
    ])
    expect(numbersOn(await open(paths.admin.batch(batch)))).toEqual({
      ...{ made: 2, used: 1, unused: 0, codes_expired: 1 },
    })
    expect(await open(paths.admin.batch(batch))).toContain('3 more were made. They have been revoked since.')
  })

  async function ask(fields: Record<string, string>) {
    const answer = await post(paths.admin.bulkActions(), { scope: 'all', batch, ...fields }, { as: ada })
    return answer.headers.get('Location')?.split('/').at(-1) ?? ''
  }

  async function confirm(id: string, fields: Record<string, string> = {}) {
    expect((await post(paths.admin.bulkConfirmation(id), fields, { as: ada })).status).toBe(303)
    await runBulk((await bulkAction(id)).id)
  }
})

describe('a letter code on the desk', () => {
  it('is found by its last four symbols, however they are typed, by support staff too', async () => {
    const sam = await addUser(cast.sam)
    const [, , , one] = letters
    const end = one?.code.slice(-4) ?? ''
    const typings = [end, end.toLowerCase(), one?.code.slice(-5), `…-${one?.code.slice(-5)}`]
    for (const q of typings)
      for (const as of [ada, sam]) {
        const page = await open(paths.admin.invitations({ q }), as)
        expect(idsOn(page)).toEqual([one?.publicId])
        expect(page).toContain(`Letter code …${end}`)
        expect(page).not.toContain(one?.code)
      }
    const count = await get(paths.admin.invitationCount({ q: end }), {
      as: sam,
      headers: { 'HX-Request': 'true' },
    })
    expect(await count.text()).toContain('data-matching="1"')
    const max = await addUser(cast.max)
    expect((await get(paths.admin.invitations({ q: end }), { as: max })).status).toBe(403)
  })

  it('is found by its street, and shown with name, place and whether it is used', async () => {
    const page = await open(paths.admin.invitations({ q: 'tanneurs 75', batch }))
    expect(idsOn(page)).toEqual([letters[4]?.publicId])
    expect(page).toContain('Rue des Tanneurs 75, 4020 Parville')
    expect(page).toContain('>Unused<')
    expect(await open(paths.admin.invitations({ state: 'accepted', mail: 'letter' }))).toContain('>Used<')
  })

  it('has a page with its place, its end, and what can be done: print, show, replace, revoke', async () => {
    const [used, letter] = letters
    const { publicId = '', code = '' } = letter ?? {}
    const page = await open(paths.admin.invitation(publicId))
    expect(page).toContain('Rue des Tanneurs 72<br/>4020 Parville')
    expect(page).toContain(`<code translate="no">${code.slice(-4)}</code>`)
    expect(page).not.toContain(code)
    for (const action of ['invitationPaper', 'invitationCode', 'invitationNewCode'] as const)
      expect(page).toContain(`action="${paths.admin[action](publicId)}"`)
    expect(page).toContain('Revoke this code')
    expect(await open(paths.admin.invitationDeletion(publicId))).toContain('Revoke this code?')
    const past = await open(paths.admin.invitation(used?.publicId ?? ''))
    expect(past).toContain('data-action="code_used"')
    expect(past).not.toContain(paths.admin.invitationPaper(used?.publicId ?? ''))
  })

  it('speaks of printed letters where others speak of mail, and of no rights that it cannot give', async () => {
    const page = await open(paths.admin.invitation(letters[1]?.publicId ?? ''))
    expect(page).toContain('Letters that are printed already show the old end')
    expect(page).not.toContain('No mail is sent')
    expect(page).not.toContain('administration rights')
  })

  it('does not offer the paper to support staff, who may not print', async () => {
    const sam = await addUser(cast.sam)
    const { publicId = '' } = letters[1] ?? {}
    expect(await open(paths.admin.invitation(publicId), sam)).not.toContain(
      paths.admin.invitationPaper(publicId),
    )
  })
})
