import { env } from 'cloudflare:workers'
import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { groups } from '#src/db/schema/index.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { tick } from '#src/jobs/cron.ts'
import { paths } from '#src/paths.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { addSmartGroup } from '#test/support/groups.ts'
import { invite } from '#test/support/invitations.ts'
import { openMetered } from '#test/support/metered-page.ts'
import { addGroup } from '#test/support/panel.ts'

const { admin } = paths
const people = 2000
/** When the clock ticks. */
const at = Date.UTC(2026, 8, 1, 9, 5)

let ada: Actor
let manual: { id: number; publicId: string }
let smart: { id: number; publicId: string }

/** Every tenth speaks French; all are in the manual group. */
beforeEach(async () => {
  ada = await addUser(cast.ada)
  await db.run(sql`insert into users
      (public_id, email, first_name, last_name, locale, role, created_at, updated_at)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${people})
    select 'p' || i, 'p' || i || '@ville.test', 'P', 'Q', iif(i % 10, 'en', 'fr'), 'member', i, i from n`)
  manual = await addGroup('Manual')
  await db.run(sql`insert into group_members select ${manual.id}, id, 0 from users where role = 'member'`)
  smart = await addSmartGroup('Smart', { languages: ['fr'] })
})

const open = async (path: string) => (await get(path, { as: ada })).text()

describe('among two thousand people', () => {
  it('no page of groups asks more than five statements, and few read many rows', async () => {
    const { publicId } = manual
    await tick(env, at)
    const counted = [admin.groups(), admin.group(publicId), admin.groupConditions(smart.publicId)]
    const asked = [admin.groupDeletion(publicId), admin.groupDeletion(smart.publicId), admin.mail()]
    for (const path of [...counted, ...asked, paths.home()]) {
      const { status, statements, rowsRead } = await openMetered(path, ada)
      expect({ path, status, isFew: statements <= 5 && rowsRead <= 300 }).toEqual({
        path,
        status: 200,
        isFew: true,
      })
    }
    for (const path of [admin.group(smart.publicId), admin.users({ group: smart.publicId })])
      expect((await openMetered(path, ada)).statements).toBeLessThanOrEqual(5)
  })

  it('members of a manual group are always known, of a smart one since it was counted', async () => {
    const [list, page] = [admin.groups(), admin.group(smart.publicId)]
    expect(await open(list)).toMatch(/Manual<\/a>.*>2,000<.*Smart<\/a>.*>Not counted yet</s)
    expect(await open(page)).toContain('The members of this group are not counted yet.')
    await tick(env, at)
    const counted = await open(list)
    expect(counted).toMatch(/Manual<\/a>.*>2,000<.*Smart<\/a>.*>200</s)
    expect(counted).toContain('Smart groups are counted every quarter of an hour.')
    expect(await open(page)).toMatch(/data-members="200".*200 people are in this group.*Last counted: <time/s)
    const known = await open(admin.group(manual.publicId))
    expect(known).toContain('data-members="2000"')
    expect(known).not.toContain('Last counted')
  })

  it('no sentence tells of the clock where no smart group is listed', async () => {
    await db.delete(groups).where(eq(groups.kind, 'smart'))
    expect(await open(admin.groups())).not.toContain('quarter of an hour')
  })

  it('the time it was counted is that of the platform’s zone and the reader’s language', async () => {
    await tick(env, at)
    const reader = await addUser({ ...cast.ada, email: 'fr@parvis.test', locale: 'fr' })
    const page = await get(admin.group(smart.publicId), { as: reader })
    const time = '<time datetime="2026-09-01T09:05:00.000Z">1er sept. 2026, 11:05</time>'
    expect(await page.text()).toContain(`Dernier comptage\u202f: ${time}`)
  })

  it('saving conditions counts at once, in what rests on the group too', async () => {
    const nested = await addSmartGroup('Nested', { groups: [smart.id], languages: ['en'] })
    const address = admin.groupConditions(smart.publicId)
    expect((await post(address, { languages: 'en' }, { as: ada })).status).toBe(303)
    expect(await open(admin.group(smart.publicId))).toContain('data-members="1801"')
    expect(await open(admin.group(nested.publicId))).toContain('data-members="1801"')
  })

  it('the question before a deletion tells whom it touches', async () => {
    await tick(env, at)
    expect(await open(admin.groupDeletion(manual.publicId))).toMatch(/>2,000 people no longer belong/)
    const asked = await open(admin.groupDeletion(smart.publicId))
    expect(asked).toMatch(/>200 people no longer belong.*Last counted: <time/s)
    expect(asked).toContain('No open invitation promises it')
  })

  it('conditions are counted by a button, with scripts in place and without them on their page', async () => {
    const address = admin.groupConditionsCount(smart.publicId)
    const page = await open(admin.groupConditions(smart.publicId))
    expect(page).toContain(`formaction="${address}" hx-post="${address}"`)
    expect(page).not.toContain('data-count="meeting"')
    const fields = { languages: ['en', 'fr'], domains: 'ville.test' }
    const answer = await post(address, fields, { as: ada })
    expect(answer.status).toBe(200)
    const shown = await answer.text()
    expect(shown).toMatch(/<!doctype html>.*2,000 people meet these conditions/s)
    expect(shown).toMatch(/value="en" checked.*value="fr" checked.*ville\.test/s)
    const [kept] = await db.select().from(groups).where(eq(groups.id, smart.id))
    expect(kept?.conditions).toEqual({ languages: ['fr'] })
  })

  it('conditions that cannot be counted show their form again', async () => {
    const address = admin.groupConditionsCount(smart.publicId)
    const nested = await addSmartGroup('Nested', { groups: [smart.id] })
    for (const [fields, sentence] of [
      [{ domains: 'a, b' }, 'id="domains-error"'],
      [{}, 'Give at least one condition'],
      [{ groups: nested.publicId }, 'Smart → Nested → Smart'],
    ] as const) {
      const answer = await post(address, fields, { as: ada })
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain(sentence)
    }
    expect((await post(admin.groupConditionsCount('nothing'), {}, { as: ada })).status).toBe(404)
  })

  it('opening the address that counts leads to the form and counts nothing', async () => {
    const address = admin.groupConditionsCount(smart.publicId)
    const answer = await get(address, { as: ada })
    expect(answer.headers.get('Location')).toBe(admin.groupConditions(smart.publicId))
    expect((await openMetered(address, ada)).rowsRead).toBeLessThan(20)
  })
})

describe('among many invitations', () => {
  it('the question before a deletion counts up to fifty, and says where there are more', async () => {
    const soon = Date.now() + 60_000
    for (let n = 0; n < 52; n++)
      await invite(`${n}@new.test`, { promise: { groups: [manual.id] }, expiresAt: soon })
    const address = admin.groupDeletion(manual.publicId)
    expect(await open(address)).toContain('More than 50 open invitations go on without promising it')
    expect((await openMetered(address, ada)).rowsRead).toBeLessThan(200)
    await db.run(sql`update invitations set expires_at = ${soon + 7 * dayMs}`)
    expect(await open(address)).toContain('More than 50 open invitations go on without promising it')
    expect((await openMetered(address, ada)).rowsRead).toBeLessThan(200)
    await db.run(sql`delete from invitations where id % 52 < 2`)
    expect(await open(address)).toContain('50 open invitations go on without promising it')
    await db.run(sql`update invitations set expires_at = ${soon} where id % 52 < 10`)
    expect(await open(address)).toMatch(/<li>50 open invitations go on/)
    await db.run(sql`update invitations set expires_at = ${Date.now() - 1}`)
    expect(await open(address)).toContain('No open invitation promises it')
  })
})
