import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { batches, bulkActions, bulkChunks, invitations, users } from '#src/db/schema/index.ts'
import { cancelBulkAction } from '#src/domain/bulk-actions/cancel-bulk-action.ts'
import { confirmBulkAction } from '#src/domain/bulk-actions/confirm-bulk-action.ts'
import { runBulkSlice } from '#src/domain/bulk-actions/run-bulk-slice.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { textOn } from '#test/support/batch-pages.ts'
import { inviteAll, rowsOf } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { bulkAction, draftBulk, journal, runBulk } from '#test/support/bulk.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { addInvitation, queueMany } from '#test/support/outbox.ts'

const now = Date.now()

let ada: Actor
let sam: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
  sam = await addUser(cast.sam)
})

/** Posts what a list posts; answers with the address it leads to. */
async function send(fields: Record<string, string | string[]>, as = ada, from?: string) {
  const headers = from === undefined ? {} : { Referer: settings.origin + from }
  const answer = await post(paths.admin.bulkActions(), fields, { as, headers })
  return { status: answer.status, location: answer.headers.get('Location') ?? '', answer }
}

async function pageAt(path: string, as = ada, headers = {}) {
  return (await get(path, { as, headers })).text()
}

function confirm(publicId: string, fields: Record<string, string> = {}, as = ada) {
  return post(paths.admin.bulkConfirmation(publicId), fields, { as })
}

function idOf(location: string): string {
  return location.split('?')[0]?.split('/').at(-1) ?? ''
}

/** The public ids of a list on a page. */
function idsOn(html: string): string[] {
  return [...html.matchAll(/<(?:tr|li) [^>]*data-id="(\w+)"/g)].map(([, id]) => id ?? '')
}

describe('who may act in bulk', () => {
  it('is staff; support only sends again and deletes', async () => {
    const { publicId } = await addInvitation()
    const ticked = { scope: 'ticked', id: publicId, days: '30' }
    for (const kind of ['send_again', 'delete'])
      expect((await send({ kind, ...ticked }, sam)).location).toMatch(/^\/admin\/bulk\//)
    for (const kind of ['remind', 'extend']) expect((await send({ kind, ...ticked }, sam)).status).toBe(403)
    expect(await db.$count(bulkActions)).toBe(2)
  })

  it('sees no drafts of others, and what others carry out only as an administrator', async () => {
    await addInvitation()
    const draft = await draftBulk('delete', sam)
    const path = paths.admin.bulkAction(draft.publicId)
    expect((await get(path, { as: ada })).status).toBe(404)
    expect((await confirm(draft.publicId, { number: '1' }, ada)).status).toBe(404)
    await confirm(draft.publicId, { number: '1' }, sam)
    expect((await get(path, { as: ada })).status).toBe(200)
    const zoe = await addUser({ ...cast.sam, email: 'zoe@parvis.test' })
    expect((await get(path, { as: zoe })).status).toBe(404)
  })

  it('loses the draft with the right to it', async () => {
    await addInvitation()
    const draft = await draftBulk('extend', ada)
    await db.update(users).set({ role: 'support' }).where(eq(users.id, ada.id))
    expect((await confirm(draft.publicId)).status).toBe(403)
    expect(await bulkAction(draft.publicId)).toMatchObject({ state: 'draft' })
  })
})

describe('choosing', () => {
  it('takes the ticked ones, each once, and nobody else', async () => {
    const [one, two] = [await addInvitation(), await addInvitation({ address: 'two@parvis.test' })]
    await addInvitation({ address: 'three@parvis.test' })
    const { location } = await send({
      kind: 'delete',
      id: [one.publicId, two.publicId, one.publicId, 'unknown'],
    })
    expect(await bulkAction(idOf(location))).toMatchObject({ total: 2, filter: null, state: 'draft' })
    expect(await db.select({ ids: bulkChunks.ids }).from(bulkChunks)).toEqual([{ ids: [one.id, two.id] }])
  })

  it('takes all that the filter finds, and says number and filter in words', async () => {
    await addInvitation({ address: 'fr1@parvis.test', locale: 'fr', expiresAt: now - dayMs })
    await addInvitation({ address: 'fr2@parvis.test', locale: 'fr', expiresAt: now - dayMs })
    await addInvitation({ address: 'fr3@parvis.test', locale: 'fr' })
    const fields = { kind: 'send_again', scope: 'all', state: 'expired', language: 'fr', q: 'parvis' }
    const { location } = await send(fields)
    const html = await pageAt(location)
    expect(textOn(html)).toContain('Send 2 invitations again?')
    expect(textOn(html)).toContain('2 matching: expired · in French · found for “parvis”')
    expect(html).toContain('data-chosen="2"')
    expect(await journal()).toEqual([])
  })

  it.each([
    ['a state that there is not', { state: 'expred' }],
    ['a day that there is not', { from: '2026-02-31' }],
    ['a field twice', { language: ['fr', 'nl'] }],
  ])('does not act on everything because of %s', async (_, fields) => {
    await addInvitation()
    const { status, answer } = await send({ kind: 'delete', scope: 'all', ...fields })
    expect(status).toBe(422)
    expect(textOn(await answer.text())).toContain('The filter in this address is not valid')
    expect(await db.$count(bulkActions)).toBe(0)
  })

  it.each([
    ['nothing is ticked', { scope: 'ticked' }],
    ['it is not said what was meant', {}],
    ['nothing matches', { scope: 'all', state: 'accepted', language: 'fr' }],
  ])('goes back with a word where %s', async (_, fields) => {
    await addInvitation()
    const { answer, location } = await send({ kind: 'delete', ...fields })
    expect(location).toBe(
      paths.admin.invitations({ ...('state' in fields && { state: 'accepted', language: 'fr' }) }),
    )
    expect(answer.headers.get('Set-Cookie')).toContain('bulk_nothing')
    expect(await db.$count(bulkActions)).toBe(0)
    expect(await db.$count(bulkChunks)).toBe(0)
  })

  it.each(['', '0', '366', '1.5', 'ten', '-3'])('asks again for days that are %j', async (days) => {
    const { publicId } = await addInvitation()
    const { status, answer } = await send({ kind: 'extend', days, id: publicId })
    const html = await answer.text()
    expect(status).toBe(422)
    expect(textOn(html)).toContain('Give a whole number of days from 1 to 365.')
    expect(html).toContain(`<input type="hidden" name="id" value="${publicId}"`)
    const again = await send({ kind: 'extend', days: '10', id: publicId })
    expect((await bulkAction(idOf(again.location))).expiresAt).toBeGreaterThan(now + 9 * dayMs)
  })

  it('asks what to do where that was not said', async () => {
    const { status, answer } = await send({ id: 'x' }, sam)
    const html = await answer.text()
    expect(status).toBe(422)
    expect(html).toContain('<option value="send_again">')
    expect(html).not.toContain('<option value="extend">')
  })

  it('leads back to the list as it was left, whatever was ticked in it', async () => {
    const { publicId } = await addInvitation()
    const list = paths.admin.invitations({ state: 'open', q: 'vera', after: 'xyz' })
    const { location } = await send({ kind: 'delete', id: publicId }, ada, list)
    const again = `?back=${encodeURIComponent(list)}`
    expect(location).toBe(`${paths.admin.bulkAction(idOf(location))}${again}`)
    const html = await pageAt(location)
    expect(html).toContain(`action="${paths.admin.bulkConfirmation(idOf(location))}${again}"`)
    const left = await post(`${paths.admin.bulkCancellation(idOf(location))}${again}`, {}, { as: ada })
    expect(left.headers.get('Location')).toBe(list)
    expect(await pageAt(location)).toContain(`href="${list.replaceAll('&', '&amp;')}"`)
  })

  it.each([
    'https://elsewhere.test/admin/invitations',
    '//elsewhere.test',
    '/admin/users',
    '/admin/invitations/x',
  ])('leads back to no %s', async (back) => {
    const { publicId } = await addInvitation()
    const { location } = await send({ kind: 'delete', id: publicId })
    const path = `${paths.admin.bulkCancellation(idOf(location))}?back=${encodeURIComponent(back)}`
    const left = await post(path, {}, { as: ada })
    expect(left.headers.get('Location')).toBe(paths.admin.invitations())
  })
})

it('throws a draft away, and not what was confirmed meanwhile in another window', async () => {
  await addInvitation()
  const action = await draftBulk('send_again', ada)
  expect(await pageAt(paths.admin.bulkAction(action.publicId))).toMatch(
    /name="only" value="draft"[^>]*formaction/,
  )
  await confirmBulkAction(db, action, ada, now)
  const keep = (publicId: string) =>
    post(paths.admin.bulkCancellation(publicId), { only: 'draft' }, { as: ada })
  expect((await keep(action.publicId)).headers.get('Location')).toBe(paths.admin.bulkAction(action.publicId))
  expect((await bulkAction(action.publicId)).state).toBe('confirmed')
  const draft = await draftBulk('send_again', ada)
  expect((await keep(draft.publicId)).headers.get('Location')).toBe(paths.admin.invitations())
  const html = await pageAt(paths.admin.bulkAction(draft.publicId))
  expect([textOn(html).includes('Not carried out'), textOn(html).includes('Stopped')]).toEqual([true, false])
})

describe('the list of them', () => {
  it('shows administrators what was confirmed by anybody, and everybody their own', async () => {
    await addInvitation()
    const [adas, sams] = [await draftBulk('extend', ada), await draftBulk('send_again', sam)]
    expect(idsOn(await pageAt(paths.admin.bulkActions()))).toEqual([adas.publicId])
    expect(idsOn(await pageAt(paths.admin.bulkActions(), sam))).toEqual([sams.publicId])
    await cancelBulkAction(db, await draftBulk('delete', sam), sam, now)
    await confirmBulkAction(db, sams, sam, now)
    const html = await pageAt(paths.admin.bulkActions())
    expect(idsOn(html)).toEqual([sams.publicId, adas.publicId])
    expect(textOn(html)).toContain('Sending 1 invitation again')
    expect(textOn(html)).toContain('Extend 1 invitation? To confirm')
  })

  it('goes on from page to page, and back', async () => {
    await addInvitation()
    for (let index = 0; index < 27; index++) await draftBulk('delete', sam)
    const first = await pageAt(paths.admin.bulkActions(), sam)
    const second = await pageAt(paths.admin.bulkActions({ after: idsOn(first).at(-1) }), sam)
    expect([idsOn(first).length, idsOn(second).length]).toEqual([25, 2])
    expect(idsOn(await pageAt(paths.admin.bulkActions({ after: 'gone' }), sam))).toEqual(idsOn(first))
    expect(idsOn(await pageAt(paths.admin.bulkActions({ before: idsOn(second)[0] }), sam))).toEqual(
      idsOn(first),
    )
  })

  it('says how to begin where there is none', async () => {
    expect(textOn(await pageAt(paths.admin.bulkActions(), sam))).toContain('Nothing yet')
  })
})

describe('confirming', () => {
  it('asks for the number before it deletes, in any grouping', async () => {
    await queueMany(1201)
    const { publicId } = await draftBulk('delete', ada)
    for (const number of ['', '1200', 'yes']) {
      const answer = await confirm(publicId, { number })
      const html = await answer.text()
      expect(answer.status).toBe(422)
      expect(html).toContain('aria-invalid="true"')
      expect(textOn(html)).toContain('Type 1,201, the number of invitations, to confirm.')
    }
    expect(await bulkAction(publicId)).toMatchObject({ state: 'draft' })
    expect((await confirm(publicId, { number: '1,201' })).status).toBe(303)
    await expect.poll(async () => (await bulkAction(publicId)).state, { timeout: 10_000 }).toBe('done')
    expect(await db.$count(invitations)).toBe(0)
  })

  it('begins once, says so in the journal, and goes on by the queue', async () => {
    await queueMany(600, now - 2 * dayMs)
    const draft = await draftBulk('send_again', ada)
    const answers = await Promise.all([1, 2, 3].map(() => confirm(draft.publicId)))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    await expect.poll(async () => (await bulkAction(draft.publicId)).state, { timeout: 10_000 }).toBe('done')
    expect(await journal('bulk_%')).toMatchObject([
      { action: 'bulk_confirmed', actor: ada.id, details: '{"kind":"send_again","total":600}' },
      { action: 'bulk_done', actor: ada.id },
    ])
    expect(await db.all(sql`select count(*) as n from mails where dedupe_key like '%/2'`)).toEqual([
      { n: 600 },
    ])
  })

  it('writes nothing when the page is only looked at', async () => {
    await addInvitation()
    const draft = await draftBulk('delete', ada)
    const before = await db.all(sql`select * from bulk_actions`)
    for (const path of [
      paths.admin.bulkConfirmation(draft.publicId),
      paths.admin.bulkCancellation(draft.publicId),
    ])
      expect((await get(path, { as: ada })).headers.get('Location')).toBe(
        paths.admin.bulkAction(draft.publicId),
      )
    await pageAt(paths.admin.bulkAction(draft.publicId))
    expect(await db.all(sql`select * from bulk_actions`)).toEqual(before)
  })

  it('may be left: nothing happens, and the list is as it was', async () => {
    await addInvitation({ locale: 'fr' })
    const { location } = await send({ kind: 'delete', scope: 'all', language: 'fr' })
    const answer = await post(paths.admin.bulkCancellation(idOf(location)), {}, { as: ada })
    expect(answer.headers.get('Location')).toBe(paths.admin.invitations({ language: 'fr' }))
    expect((await confirm(idOf(location), { number: '1' })).status).toBe(303)
    expect(await bulkAction(idOf(location))).toMatchObject({ state: 'cancelled' })
    expect(textOn(await pageAt(location))).toContain('Nothing was changed.')
    expect(await db.$count(invitations)).toBe(1)
  })

  it('and cancelling at once leave one of the two, not both', async () => {
    for (let round = 0; round < 5; round++) {
      await addInvitation({ address: `${round}@parvis.test` })
      const { publicId } = await draftBulk('send_again', ada)
      const both = [confirm(publicId), post(paths.admin.bulkCancellation(publicId), {}, { as: ada })]
      expect((await Promise.all(both)).map(({ status }) => status)).toEqual([303, 303])
      await expect
        .poll(async () => (await bulkAction(publicId)).state, { timeout: 10_000 })
        .not.toBe('confirmed')
    }
  })
})

describe('the page of an act', () => {
  it('tells how far it is, with a bar, a line that is spoken, and a link instead of scripts', async () => {
    const { publicId, path, id } = await running()
    expect(await pageAt(path)).toMatch(/<p id="bulk-said" class="visually-hidden" role="status"><\/p>/)
    await runBulkSlice(db, keys, id, settings, now)
    for (const headers of [{}, { 'HX-Request': 'true' }]) {
      const html = await pageAt(path, ada, headers)
      expect(html).toContain('<progress id="bulk-bar" max="700" value="500" aria-valuetext="500 of 700">')
      expect(html).toContain('data-progress="500"')
      expect(html).toContain('role="status">70% done</p>')
      expect(html).toContain('hx-trigger="every 1s"')
      expect(html).toContain(`<a href="${path}">Refresh</a>`)
      expect(html.includes('<html')).toBe(!('HX-Request' in headers))
    }
    await db.update(bulkActions).set({ advancedAt: Date.now() - 120_000 })
    expect(textOn(await pageAt(path))).toContain('Nothing has moved for two minutes')
    expect(publicId).toBeTruthy()
  })

  it('lets it be stopped between two slices, by an administrator too, and tells what was done', async () => {
    const { publicId, path, id } = await running(sam)
    await runBulkSlice(db, keys, id, settings, now)
    await post(paths.admin.bulkCancellation(publicId), {}, { as: ada })
    expect((await runBulkSlice(db, keys, id, settings, now)).state).toBe('stopped')
    const html = await pageAt(path)
    for (const mark of ['data-result="done">500<', 'data-result="not_done">200<', 'data-result="all">700<'])
      expect(html).toContain(mark)
    expect(html).not.toContain('hx-trigger')
    expect(await journal('bulk_cancelled')).toMatchObject([{ actor: ada.id, details: null }])
    expect(await db.$count(bulkChunks)).toBe(0)
  })

  it('draws numbers in groups, as the reader’s language does, and leaves scripts bare digits', async () => {
    await queueMany(1, now - 2 * dayMs)
    const { publicId } = await draftBulk('delete', ada, { now })
    await db
      .update(bulkActions)
      .set({ state: 'cancelled', total: 12_430, doneCount: 6000, skipped: { declined: 1005, accepted: 999 } })
    await db.update(users).set({ locale: 'de' }).where(eq(users.id, ada.id))
    const html = await pageAt(paths.admin.bulkAction(publicId))
    for (const number of [
      '<span data-grouped="6.000"><span data-result="done">6000</span></span>',
      '<span data-grouped="12.430"><span data-result="all">12430</span></span>',
      '<span data-grouped="1.005"><span data-skipped="declined">1005</span></span>',
      '<strong class="count-number"><span data-skipped="accepted">999</span></strong>',
    ])
      expect(html).toContain(number)
  })

  it('says of one left out what a language says of one', async () => {
    await queueMany(1, now - 2 * dayMs)
    const draft = await draftBulk('send_again', ada, { now })
    await db.update(invitations).set({ acceptedAt: now, acceptedBy: sam.id })
    await confirm(draft.publicId)
    await runBulk(draft.id, now)
    await db.update(users).set({ locale: 'fr' }).where(eq(users.id, ada.id))
    const text = textOn(await pageAt(paths.admin.bulkAction(draft.publicId)))
    expect(text).toContain('1 déjà acceptée Les voir')
  })

  it('tells who was left out and why, and shows them, page by page', async () => {
    await queueMany(35, now - 2 * dayMs)
    const max = await addUser(cast.max)
    const draft = await draftBulk('send_again', ada, { now })
    await db.update(invitations).set({ acceptedAt: now, acceptedBy: max.id })
    await post(paths.admin.bulkConfirmation(draft.publicId), {}, { as: ada })
    await runBulk(draft.id, now)
    const html = await pageAt(paths.admin.bulkAction(draft.publicId))
    expect(html).toContain('data-result="done">0<')
    expect(html).toContain('data-skipped="accepted">35<')
    const path = paths.admin.bulkAction(draft.publicId, { reason: 'accepted' })
    expect(html).toContain(`href="${path}"`)
    const first = await pageAt(path)
    const next = first.match(/rel="next" href="([^"]+)"/)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const second = await pageAt(next)
    const shown = [first, second].map((page) => [...page.matchAll(/data-id="(\w+)"/g)].map(([, id]) => id))
    expect(shown.map(({ length }) => length)).toEqual([25, 10])
    expect(new Set(shown.flat()).size).toBe(35)
    expect(second).not.toContain('rel="next"')
  })

  it('forgets what was searched for when it is done, since it may have been an address', async () => {
    await addInvitation({ address: 'secret@parvis.test' })
    const { location } = await send({ kind: 'delete', scope: 'all', q: 'secret@parvis.test' })
    await confirm(idOf(location), { number: '1' })
    await expect.poll(async () => (await bulkAction(idOf(location))).state, { timeout: 10_000 }).toBe('done')
    const html = await pageAt(location)
    expect(html).not.toContain('secret')
    expect(textOn(html)).toContain('found for “…”')
    expect(html).toContain(`href="${paths.admin.invitations()}"`)
    expect(JSON.stringify(await db.select().from(bulkActions))).not.toContain('secret')
  })

  async function running(by = ada) {
    await queueMany(700, now - 2 * dayMs)
    const { id, publicId } = await draftBulk('send_again', by, { now })
    await db.update(bulkActions).set({ state: 'confirmed', confirmedAt: now, advancedAt: now })
    return { id, publicId, path: paths.admin.bulkAction(publicId) }
  }
})

describe('reminding now', () => {
  it('promises no more people than are chosen, and says that mails of a paused batch wait', async () => {
    const [one, two] = [await inviteAll(rowsOf('a@x.test', 'b@x.test'), ada, {}, now), await addInvitation()]
    await db.run(sql`update mails set state = 'sent'`)
    const ofBatch = { kind: 'remind', scope: 'all', days: '30', batch: one.publicId }
    const paused = 'Mails of a batch that is paused are written now, and leave when the batch goes on.'
    const before = await pageAt((await send(ofBatch)).location)
    expect(before).toContain('Remind up to 2 people now?')
    expect(before).not.toContain(paused)
    await db.update(batches).set({ pausedAt: now, pauseReason: 'person' })
    const { location } = await send(ofBatch)
    expect(await pageAt(location)).toContain(paused)
    const other = await send({ kind: 'delete', scope: 'ticked', days: '30', id: two.publicId })
    expect(await pageAt(other.location)).not.toContain(paused)
    await confirm(idOf(location))
    await runBulk((await bulkAction(idOf(location))).id)
    expect(await pageAt(location)).toContain('Mails of a batch that is paused have been written, and leave')
    await db.update(batches).set({ pausedAt: null, pauseReason: null })
    expect(await pageAt(location)).not.toContain('Mails of a batch that is paused')
  })
})
