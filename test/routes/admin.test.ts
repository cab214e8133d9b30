import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { batches, events, invitations, mailFlow, mails, users } from '#src/db/schema/index.ts'
import { confirmBulkAction } from '#src/domain/bulk-actions/confirm-bulk-action.ts'
import { deleteInvitation } from '#src/domain/invitations/delete-invitation.ts'
import { eraseUser } from '#src/domain/profiles/erase-user.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { textOn } from '#test/support/batch-pages.ts'
import { draft, inviteAll, rowsOf } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { draftBulk, runBulk } from '#test/support/bulk.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'
import { openMetered } from '#test/support/metered-page.ts'

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

const home = async (as = ada) => (await get(paths.admin.home(), { as })).text()
const itemsOn = (html: string) => [...html.matchAll(/data-item="(\w+)"/g)].map(([, item]) => item)
const inviteNow = (...addresses: string[]) => inviteAll(rowsOf(...addresses), ada, {}, Date.now())

describe('the first page of the panel', () => {
  it('is closed to members', async () => {
    expect((await get(paths.admin.home(), { as: await addUser(cast.max) })).status).toBe(403)
  })

  it('leads to the first invitation where nobody has been invited', async () => {
    const html = await home()
    expect(textOn(html)).toContain('Welcome, Ada')
    expect(textOn(html)).toContain('Nobody has been invited yet')
    for (const path of [paths.admin.newBatch('addresses'), paths.admin.newBatch('workbook')])
      expect(html).toContain(`href="${path}"`)
    expect(html).not.toContain('data-attention')
  })

  it('says that all is well where nothing waits', async () => {
    await inviteNow('ann@x.test')
    const html = await home()
    expect(html).toContain('data-attention="0"')
    expect(textOn(html)).toContain('All is well')
    expect(itemsOn(html)).toEqual([])
  })

  it('greets with who joined and what was sent last, names as they are', async () => {
    await inviteNow('ann@x.test')
    await addUser(cast.max)
    const html = await home()
    expect(html).toContain('Max O’Brien &amp; &lt;b&gt;')
    expect(html).toContain('data-figure="today">2<')
    expect(html).toContain('data-figure="people">2<')
    expect(textOn(html)).toContain('Ada Martin · 1 invited')
  })
})

it('counts as many people as the list of users does, also those who may not sign in, but nobody who was erased', async () => {
  await inviteNow('ann@x.test')
  const [max, bea] = [await addUser(cast.max), await addUser({ email: 'bea@parvis.test' })]
  await db.update(users).set({ deactivatedAt: 1 }).where(eq(users.id, max.id))
  await eraseUser(db, bea.publicId, ada, settings, Date.now())
  expect(await home()).toContain('data-figure="people">2<')
  const list = await (await get(paths.admin.userCounts(), { as: ada })).text()
  expect(list).toMatch(/>Everyone<span class="tab-count">2</)
})

describe('what waits for an administrator', () => {
  it('is named, the gravest first, each with the way to it', async () => {
    await inviteNow('ann@x.test', 'bo@x.test', 'cy@x.test', 'dan@x.test')
    const problems = await draft(rowsOf('good@x.test', 'bad'), ada, {}, Date.now())
    const waiting = await draft(rowsOf('new@x.test'), ada, {}, Date.now())
    const states = ['failed', 'bounced', 'complained', 'sent'] as const
    for (const [index, mail] of (await db.select().from(mails)).entries())
      await db
        .update(mails)
        .set({ state: states[index] ?? 'sent' })
        .where(eq(mails.id, mail.id))
    await db.run(sql`update batches set paused_at = 1, pause_reason = 'complaints' where state = 'done'`)
    await db.run(
      sql`update invitations set expires_at = ${Date.now() + 3 * dayMs} where address = 'dan@x.test'`,
    )
    await db
      .insert(mailFlow)
      .values({ id: 1, tickedAt: 1 })
      .onConflictDoUpdate({ target: mailFlow.id, set: { tickedAt: 1 } })
    const html = await home()
    expect(itemsOn(html)).toEqual([
      ...['clock', 'paused', 'failed', 'bounced', 'complained', 'problems', 'draft', 'ending'],
    ])
    for (const path of [
      ...[paths.admin.mail(), paths.admin.invitations({ state: 'open', mail: 'bounced' })],
      ...[
        paths.admin.invitations({ state: 'open', mail: 'complained' }),
        paths.admin.invitations({ ends: 'soon' }),
      ],
      ...[paths.admin.batch(problems.publicId), paths.admin.batch(waiting.publicId)],
    ])
      expect(html).toContain(`href="${path.replaceAll('&', '&amp;')}"`)
    for (const mark of ['data-paused="complaints"', `data-id="${waiting.publicId}" data-state="draft"`])
      expect(html).toContain(mark)
    for (const said of ['1 mail failed', '1 row has a problem', '1 invitation expires within a week'])
      expect(textOn(html)).toContain(said)
  })

  it('is calm where only a decision is waited for', async () => {
    await draft(rowsOf('new@x.test'), ada, {}, Date.now())
    const html = await home()
    expect(itemsOn(html)).toEqual(['draft'])
    expect(textOn(html)).toContain('Nothing is wrong. This is coming up:')
  })

  it('names what many invitations are going through, with the way to stop it, until it is done', async () => {
    await inviteNow('ann@x.test')
    const sam = await addUser(cast.sam)
    const action = await draftBulk('send_again', sam)
    expect(itemsOn(await home())).toEqual([])
    await confirmBulkAction(db, action, sam, Date.now())
    const html = await home()
    expect(itemsOn(html)).toEqual(['bulk'])
    expect(html).toContain(`href="${paths.admin.bulkAction(action.publicId)}">Sending 1 invitation again</a>`)
    expect(textOn(html)).toContain('0 of 1 done so far; started by Sam')
    await runBulk(action.id, Date.now())
    expect(itemsOn(await home())).toEqual([])
  })

  it('does not name what has been taken care of', async () => {
    await inviteNow('ann@x.test')
    const [invitation] = await db.select().from(invitations)
    await db.update(mails).set({ state: 'bounced' })
    expect(itemsOn(await home())).toEqual(['bounced'])
    await deleteInvitation(db, invitation?.publicId ?? '', ada, Date.now())
    expect(itemsOn(await home())).toEqual([])
  })

  it('lets go of what nobody waits for any more: expired invitations, mails that failed long ago', async () => {
    await inviteNow('ann@x.test', 'bo@x.test', 'cy@x.test')
    await db.run(sql`update mails set state = case address when 'ann@x.test' then 'bounced'
      when 'bo@x.test' then 'complained' else 'failed' end`)
    expect(itemsOn(await home())).toEqual(['failed', 'bounced', 'complained'])
    await db.update(invitations).set({ expiresAt: Date.now() - 1 })
    await db.update(mails).set({ createdAt: Date.now() - 31 * dayMs })
    expect(itemsOn(await home())).toEqual([])
  })

  it('counts of those whose mail came back no more than it has looked at, as many as its link shows', async () => {
    await inviteNow(...Array.from({ length: 21 }, (_, n) => `p${n}@x.test`))
    await db.update(mails).set({ state: 'bounced' })
    expect(textOn(await home())).toContain('The mails of at least 20 open invitations came back')
    await db.run(sql`update invitations set expires_at = ${Date.now() - 30 * dayMs} where id % 2 = 0`)
    const [, said] = /The mails of (\d+) open invitations came back/.exec(textOn(await home())) ?? []
    const list = await get(paths.admin.invitations({ state: 'open', mail: 'bounced' }), { as: ada })
    expect((await list.text()).match(/<tr data-id=/g)).toHaveLength(Number(said))
  })

  it('counts what ends within a week to the invitation, while hours go by', async () => {
    await inviteNow(...Array.from({ length: 20 }, (_, n) => `p${n}@x.test`))
    const now = Date.now()
    const ends = [-2, -0.01, 0.01, 0.5, 3, 6.9, 6.99, 7.01, 8, 20].map((days) =>
      Math.round(now + days * dayMs),
    )
    for (const [index, invitation] of (await db.select().from(invitations)).entries())
      await db
        .update(invitations)
        .set({ expiresAt: ends[index % ends.length] ?? 0 })
        .where(eq(invitations.id, invitation.id))
    expect(textOn(await home())).toContain('10 invitations expire within a week')
  })

  it('shows five drafts, and the way to more', async () => {
    for (let n = 0; n < 7; n++) await draft(rowsOf(`p${n}@x.test`), ada, {}, Date.now())
    const html = await home()
    expect(itemsOn(html)).toEqual([...Array(5).fill('draft'), 'more'])
    expect(html).toContain(`href="${paths.admin.batches({ state: 'draft' })}"`)
  })
})

describe('the first page of support staff', () => {
  it('does not call their own way in help', async () => {
    await inviteNow('ann@x.test')
    const [ann] = await db.select().from(invitations)
    const sam = await addUser(cast.sam)
    const event = {
      at: Date.now(),
      actorId: sam.id,
      subjectType: 'invitation',
      subjectId: ann?.publicId ?? '',
    }
    await db.insert(events).values({ ...event, action: 'invitation_accepted' })
    expect(await home(sam)).not.toContain('helped-title')
    await db.insert(events).values({ ...event, action: 'address_corrected' })
    expect(await home(sam)).toContain('helped-title')
  })

  it('is one field, that posts what is typed, and what support may do', async () => {
    const html = await home(await addUser(cast.sam))
    expect(html).toContain(`method="post" action="${paths.admin.invitationSearch()}"`)
    expect(html).toMatch(/<input[^>]*name="q"[^>]*autofocus/)
    expect(textOn(html)).toContain('What you can do')
    expect(html).not.toContain('data-attention')
    expect(html).not.toContain('helped-title')
  })

  it('shows where this person helped last, each invitation once, and nobody else’s', async () => {
    const sam = await addUser(cast.sam)
    await inviteNow('ann@x.test', 'bo@x.test', 'cy@x.test')
    const [ann, bo, cy] = await db.select().from(invitations)
    const reveal = (one: typeof ann, as: Actor) =>
      post(paths.admin.invitationCode(one?.publicId ?? ''), {}, { as })
    await reveal(ann, sam)
    await reveal(bo, sam)
    await reveal(ann, sam)
    await reveal(cy, ada)
    const html = await home(sam)
    const shown = [...html.matchAll(/<li data-id="(\w+)"/g)].map(([, id]) => id)
    expect(shown).toEqual([ann?.publicId, bo?.publicId])
    await deleteInvitation(db, ann?.publicId ?? '', ada, Date.now())
    expect(await home(sam)).not.toContain('ann@x.test')
  })
})

it('each first page costs five statements and few rows, however many there are', async () => {
  const sam = await addUser(cast.sam)
  await inviteNow(...Array.from({ length: 3000 }, (_, n) => `p${n}@x.test`))
  for (let n = 0; n < 8; n++) await draft(rowsOf(`d${n}@x.test`), ada, {}, Date.now())
  await db.run(sql`update mails set state = 'failed' where id % 7 = 0`)
  await db.run(sql`update mails set state = 'bounced' where id % 7 = 1`)
  await db.run(sql`update mails set state = 'complained' where id % 7 = 2`)
  await db.run(sql`update invitations set expires_at = ${Date.now()} + (id % 240) * ${dayMs / 24}`)
  await db.run(sql`update batches set paused_at = 1, pause_reason = 'person' where state = 'draft'`)
  await db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id)
    select ${Date.now()}, ${sam.id}, 'code_revealed', 'invitation', public_id from invitations`)
  expect(await db.$count(batches)).toBe(9)
  for (const as of [ada, sam]) {
    const { status, statements, rowsRead } = await openMetered(paths.admin.home(), as)
    expect([status, statements <= 5, rowsRead <= 300]).toEqual([200, true, true])
  }
})
