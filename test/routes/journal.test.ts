import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { events, groups } from '#src/db/schema/index.ts'
import { listEvents } from '#src/domain/events/list-events.ts'
import { readDetailNames } from '#src/domain/events/read-detail-names.ts'
import { readJournalChoices } from '#src/domain/events/read-journal-choices.ts'
import { newPublicId } from '#src/domain/ids/new-public-id.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { textOn } from '#test/support/batch-pages.ts'
import { draft, rowsOf } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { invite } from '#test/support/invitations.ts'
import { meteredDatabase } from '#test/support/metered.ts'
import { addGroup, addProject } from '#test/support/panel.ts'

const noon = Date.UTC(2026, 10, 10, 11)

let ada: Actor
let sam: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
  sam = await addUser(cast.sam)
})

type Written = Partial<typeof events.$inferInsert>

async function write(event: Written, at = noon) {
  const blank = { action: 'settings_changed', subjectType: 'settings', subjectId: '1' }
  await db.insert(events).values({ at, ...blank, ...event })
}

const show = async (query: Record<string, string> = {}, as: Actor = ada) =>
  (await get(paths.admin.journal(query), { as })).text()

/** The actions of the rows, in their order. */
const acts = (html: string) => [...html.matchAll(/data-action="(\w+)"/g)].map(([, action]) => action)

describe('the journal', () => {
  it('is for administrators', async () => {
    expect((await get(paths.admin.journal(), { as: sam })).status).toBe(403)
    expect((await get(paths.admin.journal(), { as: await addUser(cast.max) })).status).toBe(403)
    expect((await get(paths.admin.home(), { as: sam })).status).toBe(200)
    expect(await (await get(paths.admin.home(), { as: sam })).text()).not.toContain('"/admin/journal"')
  })

  it('is empty before anything has happened', async () => {
    expect(textOn(await show())).toContain('Nothing has happened yet')
  })

  it('says newest first who did what to which, when, with links to what is still there', async () => {
    const vera = await invite('vera@parvis.test')
    await write({
      actorId: sam.id,
      action: 'code_revealed',
      subjectType: 'invitation',
      subjectId: vera.publicId,
    })
    await write({ action: 'invitation_deleted', subjectType: 'invitation', subjectId: 'gone' }, noon + 60_000)
    const html = await show()
    expect(acts(html)).toEqual(['invitation_deleted', 'code_revealed'])
    const text = textOn(html)
    expect(text).toMatch(
      /10 Nov 2026, 12:00 \u2068Sam Dubois\u2069 Code shown Invitation \u2068vera@parvis\.test/,
    )
    expect(text).toMatch(/Platform or visitor Invitation deleted Invitation gone no longer there/)
    expect(html).toContain(`href="${paths.admin.user(sam.publicId)}"`)
    expect(html).toContain(`href="${paths.admin.invitation(vera.publicId)}"`)
    expect(html).not.toContain(paths.admin.invitation('gone'))
  })

  it('speaks the reader’s language, of groups too', async () => {
    const [group] = await db
      .insert(groups)
      .values({ publicId: newPublicId(), name: 'Youth', names: { fr: 'Jeunes' }, createdAt: noon })
      .returning()
    const subjectId = group?.publicId ?? ''
    const details = { user: sam.publicId }
    await write({ actorId: ada.id, action: 'group_member_added', subjectType: 'group', subjectId, details })
    const french = await addUser({ email: 'fr@parvis.test', role: 'admin', locale: 'fr' })
    expect(textOn(await show({}, french))).toContain(
      'Personne ajoutée à un groupe Groupe \u2068Jeunes\u2069 Personne : \u2068Sam Dubois\u2069',
    )
  })

  it('tells details in words: counts, roles, reasons, and what became of what', async () => {
    await write({ details: { expiryDays: [null, 60], languages: [null, ['fr', 'nl']], replyTo: 'changed' } })
    await write({ action: 'batch_done', details: { invited: 12_430, renewed: 0 } })
    await write({ action: 'role_changed', details: { role: 'support' } })
    await write({
      action: 'mail_closed',
      subjectType: 'mail',
      subjectId: 'flow',
      details: { reason: 'quota' },
    })
    await write({
      action: 'bulk_done',
      details: { kind: 'delete', done: 3, skipped: { accepted: 2, gone: 1 } },
    })
    await write({ action: 'batch_drafted', details: { source: 'workbook', invite: 2, admins: 1 } })
    await write({ action: 'code_refused', details: { wanted: 'new_code' } })
    await write({ action: 'letter_text_changed', details: { kind: 'account_exists', part: 'subject' } })
    await write({ action: 'bulk_cancelled', details: { reason: 'right_lost' } })
    const text = textOn(await show()).replaceAll(/[\u2068\u2069]/g, '')
    for (const said of [
      'Days until an invitation expires: the platform’s own value → 60',
      'Languages: the platform’s own value → French and Dutch',
      'Where answers go: changed',
      'Invited: 12,430',
      'Role: Support',
      'Reason: quota used up',
      'Kind: delete Done: 3 Left out: 3',
      'To invite: 2 Administrators: 1',
      'Asked for: a new code',
      'Kind: Account exists Part: subject',
      'Reason: whoever started it has lost the right',
    ])
      expect(text).toContain(said)
    expect(text).not.toContain('Renewed: 0')
  })

  it('shows what it has no words for as it was written, as text', async () => {
    await write({
      action: 'tea_made',
      subjectType: 'kettle',
      subjectId: '<b>',
      details: { '<i>': '<script>' },
    })
    const html = await show()
    expect(textOn(html)).toContain('tea_made')
    expect(html).toContain('&lt;script&gt;')
    expect(html).not.toMatch(/<script>|<i>:/)
  })

  it('names the erased without a name', async () => {
    await db.run(sql`update users set first_name = '', last_name = '', erased_at = 1 where id = ${sam.id}`)
    await write({ actorId: sam.id })
    expect(textOn(await show())).toContain('erased person')
  })
})

describe('the filter of the journal', () => {
  beforeEach(async () => {
    await write({ actorId: ada.id }, noon - 86_400_000)
    await write({ actorId: sam.id, action: 'code_revealed', subjectType: 'user', subjectId: sam.publicId })
    await write({ action: 'mail_bounced', subjectType: 'mail', subjectId: 'abc' }, noon + 86_400_000)
  })

  it.each([
    [{ person: 'sam' }, ['code_revealed']],
    [{ person: 'nobody' }, ['mail_bounced']],
    [{ action: 'mail_bounced' }, ['mail_bounced']],
    [{ action: 'tea_made' }, []],
    [{ subject: 'sam' }, ['code_revealed']],
    [{ from: '2026-11-10' }, ['mail_bounced', 'code_revealed']],
    [{ until: '2026-11-10' }, ['code_revealed', 'settings_changed']],
    [{ from: '2026-11-10', until: '2026-11-10', person: 'sam', action: 'code_revealed' }, ['code_revealed']],
    [{ from: 'yesterday', until: '2026-02-30' }, ['mail_bounced', 'code_revealed', 'settings_changed']],
  ])('finds with %j', async (query, expected) => {
    const fields = Object.entries(query).map(([name, value]) => [
      name,
      value === 'sam' ? sam.publicId : value,
    ])
    expect(acts(await show(Object.fromEntries(fields)))).toEqual(expected)
  })

  it('stands in the form, and names who and what is chosen', async () => {
    const vera = await addUser({ email: 'vera@parvis.test', firstName: 'Vera', lastName: 'Maes' })
    const html = await show({
      person: vera.publicId,
      subject: sam.publicId,
      action: 'tea_made',
      from: '2026-11-10',
    })
    expect(html).toMatch(new RegExp(`value="${vera.publicId}" selected[^>]*>Vera Maes`))
    expect(html).toMatch(/value="tea_made" selected/)
    expect(html).toMatch(/name="from" value="2026-11-10"/)
    expect(html).toContain(`type="hidden" name="subject" value="${sam.publicId}"`)
    expect(textOn(html)).toContain('What was done to: \u2068Sam Dubois\u2069')
    expect(textOn(html)).toContain('Nothing found')
  })

  it('offers those who work here, and takes itself along to the next page and the export', async () => {
    for (let n = 0; n < 35; n++) await write({ actorId: ada.id }, noon + n)
    const html = await show({ action: 'settings_changed' })
    expect(html).toMatch(/>Ada Martin<\/option>/)
    expect(html).toMatch(/>Sam Dubois<\/option>/)
    expect(html).toContain('/admin/journal/export?action=settings_changed')
    expect(acts(html)).toHaveLength(25)
    const next = html.match(/rel="next" href="([^"]+)"/)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(next).toContain('action=settings_changed')
    const second = await (await get(next, { as: ada })).text()
    expect(acts(second)).toHaveLength(11)
    const back = second.match(/rel="prev" href="([^"]+)"/)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(acts(await (await get(back, { as: ada })).text())).toHaveLength(25)
  })

  it('bears places and values of any kind', async () => {
    const odd = { after: 'x', before: '-1', person: "O'Brien & <b>", subject: '%', action: '"' }
    expect((await get(paths.admin.journal(odd), { as: ada })).status).toBe(200)
  })
})

describe('a journal of many events', () => {
  it('is read with few rows, however it is filtered', async () => {
    await db.run(sql`with recursive many (n) as (select 0 union all select n + 1 from many where n < 49999)
      insert into events (at, actor_id, action, subject_type, subject_id, details)
      select ${noon} + n * 60000, iif(n % 3 = 0, ${sam.id}, ${ada.id}), iif(n % 2, 'code_revealed', 'role_changed'),
        'user', ${ada.publicId}, json_object('user', ${sam.publicId}) from many`)
    const times = { from: noon + 9_000 * 60_000, until: noon + 20_000 * 60_000 }
    const [person, action] = [sam.publicId, 'role_changed']
    const [middle] = await db.all<{ id: number }>(sql`select max(id) - 20000 as id from events`)
    const filters = [{}, { person }, { action }, { subject: ada.publicId }, times, { person, ...times }]
    for (const filter of [
      ...filters,
      { person, action, ...times },
      { after: String(middle?.id), ...times },
    ]) {
      const { db: metered, meter } = meteredDatabase()
      const { rows } = await listEvents(metered, filter, 'en')
      await readJournalChoices(metered, { person, subject: ada.publicId }, 'en')
      await readDetailNames(metered, rows, 'en')
      expect(rows).toHaveLength(25)
      expect(meter.statements).toBeLessThanOrEqual(3)
      expect(meter.rowsRead).toBeLessThanOrEqual(290)
    }
  })

  it('is reached from the page of each thing, by those who may read it: who made Noor support?', async () => {
    const noor = await addUser({ email: 'noor@parvis.test', firstName: 'Noor', lastName: 'Peeters' })
    await post(paths.admin.userRole(noor.publicId), { role: 'support' }, { as: ada })
    const vera = await invite('vera@parvis.test')
    const batch = await draft(rowsOf('ann@parvis.test'), ada)
    const [group, project] = [await addGroup('Quartier'), await addProject('Parc')]
    const things = [
      paths.admin.user(noor.publicId),
      paths.admin.invitation(vera.publicId),
      paths.admin.batch(batch.publicId),
      paths.admin.group(group.publicId),
      paths.admin.project(project.publicId),
    ]
    for (const thing of things) {
      const journal = paths.admin.journal({ subject: thing.split('/').at(-1) })
      expect(await (await get(thing, { as: ada })).text()).toContain(`href="${journal}"`)
    }
    expect(await (await get(things[1] ?? '', { as: sam })).text()).not.toContain('/admin/journal')
    const told = await show({ subject: noor.publicId, from: '2020-01-01' })
    expect(acts(told)).toEqual(['role_changed'])
    expect(textOn(told)).toContain('\u2068Ada Martin\u2069 Role changed')
    expect(told).toContain(`name="subject" value="${noor.publicId}"`)
    expect(told).toContain(`href="${paths.admin.journal({ from: '2020-01-01' })}"`)
  })
})
