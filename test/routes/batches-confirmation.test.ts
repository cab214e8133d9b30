import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import {
  finish,
  openReview,
  postAddresses,
  postWorkbook,
  stateOf,
  textOn,
} from '#test/support/batch-pages.ts'
import { tableOf } from '#test/support/batches.ts'
import { cookiesFrom, get, post } from '#test/support/browse.ts'
import { addUser, cast } from '#test/support/cast.ts'

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

async function draftOf(addresses: string): Promise<string> {
  return (await openReview(await postAddresses(addresses, ada), ada)).id
}

function confirm(id: string, fields = {}) {
  return post(paths.admin.batchConfirmation(id), fields, { as: ada })
}

describe('confirming', () => {
  it('sends the batch on its way and shows what came of it, also after a reload', async () => {
    const id = await draftOf('ann@x.org, bo@x.org')
    const answer = await confirm(id)
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, paths.admin.batch(id)])
    await finish(id)
    expect(await tableOf('invitations')).toHaveLength(2)
    for (const _ of ['first', 'reloaded']) {
      const html = await (await get(paths.admin.batch(id), { as: ada })).text()
      expect(html).toMatch(/data-state="done"/)
      expect(textOn(html)).toContain('2 people invited')
      expect(html).toContain(`href="${paths.admin.invitations({ batch: id })}"`)
      expect(html).not.toContain('hx-trigger')
    }
  })

  it('stops at problems that are not left out, and keeps what was ticked', async () => {
    const rows = [
      ['email', 'admin'],
      ['ann@x.org', true],
      ['nobody', ''],
    ]
    const { id } = await openReview(await postWorkbook(rows, ada), ada)
    const answer = await confirm(id, { admin: 'on' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('href="#leave_out"')
    expect(html).not.toContain('href="#admin"')
    expect(html).toMatch(/<input[^>]*name="admin"[^>]*checked/)
    expect(await stateOf(id)).toBe('draft')
    expect(await tableOf('invitations')).toEqual([])
  })

  it('stops at new administrators that were not confirmed', async () => {
    const rows = [
      ['email', 'admin'],
      ['ann@x.org', true],
      ['nobody', ''],
    ]
    const { id } = await openReview(await postWorkbook(rows, ada), ada)
    const answer = await confirm(id, { leave_out: 'on' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('href="#admin"')
    expect((await confirm(id, { leave_out: 'on', admin: 'on' })).status).toBe(303)
    await finish(id)
    const html = await (await get(paths.admin.batch(id), { as: ada })).text()
    expect(textOn(html)).toContain('1 row with a problem left out')
  })

  it('twice is as good as once', async () => {
    const id = await draftOf('ann@x.org')
    const answers = await Promise.all([confirm(id), confirm(id), confirm(id)])
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    await finish(id)
    expect(await tableOf('invitations')).toHaveLength(1)
    expect(await tableOf('mails')).toHaveLength(1)
    expect((await confirm(id)).status).toBe(303)
  })

  it('of a draft with nothing to do says so', async () => {
    const id = await draftOf(ada.email)
    const answer = await confirm(id)
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(textOn(html)).toContain('There is nobody to invite and nothing to add.')
    expect(html).toContain('data-problem="nothing_to_invite"')
  })

  it('of an unknown batch is not found, and from another origin refused', async () => {
    expect((await confirm('nowhere')).status).toBe(404)
    const id = await draftOf('ann@x.org')
    const headers = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }
    const answer = await post(paths.admin.batchConfirmation(id), {}, { as: ada, headers })
    expect(answer.status).toBe(403)
    expect(await stateOf(id)).toBe('draft')
  })
})

describe('cancelling', () => {
  it('throws the draft away, says so, and ends every other way', async () => {
    const id = await draftOf('ann@x.org')
    const answer = await post(paths.admin.batchCancellation(id), {}, { as: ada })
    expect(answer.headers.get('Location')).toBe(paths.admin.batches())
    const list = await get(paths.admin.batches(), { as: ada, cookie: cookiesFrom(answer) })
    expect(textOn(await list.text())).toContain('The batch is cancelled.')
    expect((await confirm(id)).status).toBe(303)
    expect((await post(paths.admin.batchCancellation(id), {}, { as: ada })).status).toBe(303)
    const page = await (await get(paths.admin.batch(id), { as: ada })).text()
    expect(textOn(page)).toContain('cancelled before anything was sent')
    expect(await tableOf('invitations')).toEqual([])
  })

  it('of an unknown batch is not found', async () => {
    expect((await post(paths.admin.batchCancellation('nowhere'), {}, { as: ada })).status).toBe(404)
  })
})

describe('the list of batches', () => {
  it('invites to begin when it is empty', async () => {
    const html = await (await get(paths.admin.batches(), { as: ada })).text()
    expect(textOn(html)).toContain('Nobody has been invited yet')
  })

  it('shows who, when, from what and how far, newest first', async () => {
    const first = await draftOf('ann@x.org')
    const { id: second } = await openReview(await postWorkbook([['email'], ['bo@x.org']], ada), ada)
    const html = await (await get(paths.admin.batches(), { as: ada })).text()
    expect([...html.matchAll(/data-id="(\w+)" data-state="draft"/g)].map(([, id]) => id)).toEqual([
      second,
      first,
    ])
    for (const part of ['Ada Martin', 'invitations.xlsx', 'Typed addresses', '1 row to review'])
      expect(textOn(html)).toContain(part)
  })
})
