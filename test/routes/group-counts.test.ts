import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { get } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { addSmartGroup } from '#test/support/groups.ts'
import { openMetered } from '#test/support/metered-page.ts'
import { addGroup } from '#test/support/panel.ts'

const { admin } = paths
const people = 2000
const htmx = { 'HX-Request': 'true' }

let ada: Actor
let manual: { id: number; publicId: string }
let smart: { publicId: string }

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

const open = async (path: string, headers = {}) => (await get(path, { as: ada, headers })).text()

describe('among two thousand people', () => {
  it('no page of groups asks more than five statements, and few read many rows', async () => {
    const { publicId } = manual
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

  it('members are counted after the page, by a link where no script does it', async () => {
    for (const [group, count] of [
      [manual, 2000],
      [smart, 200],
    ] as const) {
      const address = admin.groupCount(group.publicId)
      const page = await open(admin.group(group.publicId))
      expect(page).toContain(`href="${address}"`)
      expect(page).not.toContain('data-members')
      expect(await open(address, htmx)).toMatch(new RegExp(`^<span data-members="${count}">`))
      expect(await open(address)).toMatch(new RegExp(`<!doctype html>[^]*data-members="${count}"`))
    }
    expect((await get(admin.groupCount('nothing'), { as: ada })).status).toBe(404)
  })

  it('the list of groups loads its numbers, and tells those who listen', async () => {
    const list = await open(admin.groups())
    expect(list).toContain(`href="${admin.groupCounts()}"`)
    const table = await open(admin.groupCounts(), htmx)
    expect(table).toMatch(/^<.*>2,000<.*>200<.*The members are counted/s)
    expect(table).not.toContain('<html')
    const whole = await open(admin.groupCounts())
    expect(whole).toMatch(/<!doctype html>.*>2,000<.*>200</s)
    expect(whole).not.toContain(`hx-get="${admin.groupCounts()}"`)
  })

  it('the question before a deletion loads whom it touches', async () => {
    const address = admin.groupDeletionCount(manual.publicId)
    expect(await open(admin.groupDeletion(manual.publicId))).toContain(`href="${address}"`)
    expect(await open(address, htmx)).toMatch(/^<li>2,000 people/)
    expect(await open(address)).toMatch(/<!doctype html>.*<li>2,000 people.*<button/s)
    expect((await get(admin.groupDeletionCount('nothing'), { as: ada })).status).toBe(404)
  })

  it('conditions are counted after their page, by a link where no script does it', async () => {
    const page = await open(admin.groupConditions(smart.publicId))
    const link = admin.groupConditions(smart.publicId, { count: 'now' })
    expect(page).toContain(`href="${link}"`)
    expect(page).not.toContain('data-count="meeting"')
    expect(await open(link)).toContain('200 people meet these conditions')
  })
})
