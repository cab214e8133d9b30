import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { batches, users } from '#src/db/schema/index.ts'
import { expireDrafts } from '#src/domain/batches/expire-drafts.ts'
import { deleteGroup } from '#src/domain/groups/delete-group.ts'
import { deleteInvitation } from '#src/domain/invitations/delete-invitation.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { finish, textOn } from '#test/support/batch-pages.ts'
import { confirm, draft, inviteAll, now, rowsOf, runAll, tableOf } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { addGroup, linkTo } from '#test/support/panel.ts'

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

async function resultOf(publicId: string, path = paths.admin.batch(publicId)): Promise<string> {
  return (await get(path, { as: ada })).text()
}

function numbersOn(html: string): Record<string, number> {
  const found = [...html.matchAll(/data-(?:result|read)="(\w+)">(\d+)</g)]
  return Object.fromEntries(found.map(([, key, count]) => [key, Number(count)]))
}

const changesOn = (html: string) =>
  [...html.matchAll(/data-change="(\w+)" data-row="(\d+)" data-planned="(\w+)" data-outcome="(\w+)"/g)].map(
    ([, ...change]) => change.join(' '),
  )

describe('the result', () => {
  it('tells what became of every row that was read, and where to go on', async () => {
    const [max] = [await addUser(cast.max), await addUser(cast.sam)]
    const group = await addGroup('Sport', [max])
    await inviteAll(rowsOf('old@x.test'), ada)
    const people = rowsOf(
      ...['ann@x.test', 'bo@x.test', 'max@parvis.test', 'sam@parvis.test', 'old@x.test', 'bad', 'ANN@x.test'],
    )
    const { publicId, id } = await draft(people, ada, { groups: [group.id] })
    await confirm(publicId, ada)
    await runAll(id)
    const html = await resultOf(publicId)
    expect(numbersOn(html)).toEqual({
      ...{ invited: 2, added: 1, renewed: 0, unchanged: 1, skipped: 1, left_out: 2, blank: 0, all: 7 },
    })
    expect(html).toContain(`href="${paths.admin.invitations({ batch: publicId })}"`)
    expect(html).toContain(`href="${paths.admin.batchProblems(publicId)}"`)
    expect(changesOn(html)).toEqual([])
    expect(textOn(html)).not.toContain('otherwise')
  })

  it('lists what came out otherwise, with the reason in words', async () => {
    const group = await addGroup('Sport')
    const [max, sam] = [await addUser(cast.max), await addUser(cast.sam)]
    await inviteAll(rowsOf('gone@x.test', 'in@x.test'), ada)
    const addresses = ['new@x.test', 'twice@x.test', 'gone@x.test', 'in@x.test', max.email, sam.email]
    const { publicId } = await draft(rowsOf(...addresses), ada, { existing: 'renew', groups: [group.id] })
    await addUser({ email: 'new@x.test' })
    await inviteAll(rowsOf('twice@x.test'), ada)
    for (const { public_id, email_key } of await tableOf('invitations'))
      if (email_key === 'gone@x.test') await deleteInvitation(db, String(public_id), ada, now)
    const joined = await addUser({ email: 'in@x.test' })
    await db.run(
      `update invitations set accepted_at = 1, accepted_by = ${joined.id} where email_key = 'in@x.test'`,
    )
    await db.delete(users).where(eq(users.id, max.id))
    await db.run(`insert into group_members (group_id, user_id, added_at) values (${group.id}, ${sam.id}, 1)`)
    await confirm(publicId, ada)
    await finish(publicId)
    const html = await resultOf(publicId)
    expect(changesOn(html)).toEqual([
      'registered 1 invite add',
      'invited 2 invite skip',
      'deleted 3 renew skip',
      'accepted 4 renew add',
      'account_gone 5 add skip',
      'already 6 add unchanged',
    ])
    expect(numbersOn(html)).toMatchObject({
      invited: 0,
      renewed: 0,
      added: 2,
      unchanged: 1,
      skipped: 3,
      all: 6,
    })
    for (const part of ['They have opened an account', 'Somebody else has invited them', 'no longer exists'])
      expect(textOn(html)).toContain(part)
  })

  it('shows 25 of them on a page', async () => {
    const people = Array.from({ length: 35 }, (_, index) => `p${index}@x.test`)
    const { publicId } = await draft(rowsOf(...people), ada)
    await inviteAll(rowsOf(...people.slice(1)), ada)
    await confirm(publicId, ada)
    await finish(publicId)
    const first = await resultOf(publicId)
    expect(changesOn(first)).toHaveLength(25)
    const second = await resultOf(publicId, linkTo(first, 'next').split('#')[0])
    expect(changesOn(second)).toEqual(changesOn(second).toSorted())
    expect(changesOn(second)).toHaveLength(9)
    expect(changesOn(await resultOf(publicId, linkTo(second, 'prev').split('#')[0]))).toEqual(
      changesOn(first),
    )
  })

  it('names a group that was deleted after the review, and how many did not get it', async () => {
    const [sport, choir] = [await addGroup('Sport & <b>'), await addGroup('Choir')]
    const [max] = [await addUser(cast.max), await addUser(cast.sam)]
    const options = { groups: [sport.id] }
    const people = rowsOf('ann@x.test', 'bo@x.test', max.email, { email: cast.sam.email, groups: 'Choir' })
    const { publicId } = await draft(people, ada, options)
    await deleteGroup(db, sport.publicId, ada, now)
    await confirm(publicId, ada)
    await finish(publicId)
    await deleteGroup(db, choir.publicId, ada, now)
    const html = await resultOf(publicId)
    expect(textOn(html)).toContain('was deleted after the review: 3 people to whom it was promised')
    expect(html).toContain('Sport &amp; &lt;b&gt;')
    expect(html.match(/data-lost-group/g)).toHaveLength(1)
    expect(changesOn(html)).toEqual(['group_deleted 3 add unchanged'])
    expect(numbersOn(html)).toMatchObject({ invited: 2, added: 1, unchanged: 1, all: 4 })
  })

  it('of a draft that nobody confirmed in time says so, and no counts', async () => {
    const { publicId } = await draft(rowsOf('ann@x.test'), ada)
    await expireDrafts(db, { draftRetentionDays: 7 }, now + 8 * dayMs)
    const html = await resultOf(publicId)
    expect(textOn(html)).toContain('Nobody confirmed this batch in time, so its list has been erased.')
    expect(textOn(html)).not.toContain('cancelled before anything was sent')
    expect(textOn(html)).not.toContain('these counts stay')
  })

  it('says when the list was erased, and keeps the counts', async () => {
    const { publicId } = await inviteAll(rowsOf('ann@x.test', 'bad'), ada)
    await db.update(batches).set({ erasedAt: now })
    await db.run('delete from batch_chunks')
    const html = await resultOf(publicId)
    expect(textOn(html)).toContain(
      'The list itself has been erased; these counts stay. Erased on 1 September 2026',
    )
    expect(numbersOn(html)).toMatchObject({ invited: 1, left_out: 1, all: 2 })
    expect(html).not.toContain(paths.admin.batchProblems(publicId))
  })
})

describe('confirming twice', () => {
  it('in two tabs of two administrators is done once, and both see the same batch', async () => {
    const eve = await addUser({ email: 'eve@parvis.test', role: 'admin' })
    const { publicId } = await draft(rowsOf('ann@x.test', 'bo@x.test'), ada)
    const press = (as: Actor) => post(paths.admin.batchConfirmation(publicId), {}, { as })
    const answers = await Promise.all([press(ada), press(eve), press(ada), press(eve)])
    for (const answer of answers)
      expect([answer.status, answer.headers.get('Location')]).toEqual([303, paths.admin.batch(publicId)])
    await Promise.all([finish(publicId), finish(publicId)])
    expect(await tableOf('invitations')).toHaveLength(2)
    expect(await tableOf('mails')).toHaveLength(2)
    const actions = (await tableOf('events')).map(({ action }) => action)
    expect(actions).toEqual(['batch_drafted', 'batch_confirmed', 'batch_done'])
  })
})
