import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import {
  countsOn,
  openReview,
  postAddresses,
  postWorkbook,
  problemsOn,
  stateOf,
  textOn,
} from '#test/support/batch-pages.ts'
import { inviteAll, rowsOf, tableOf } from '#test/support/batches.ts'
import { cookiesFrom, get, post } from '#test/support/browse.ts'
import { addUser, cast } from '#test/support/cast.ts'

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

const htmx = { 'HX-Request': 'true' }
const sheet = [
  ['email', 'first_name', 'langue', 'groupes'],
  ['ann@x.org', 'Ann', '', ''],
  ['bad address', 'Bo', 'tlh', ''],
  ['cem@x.org', '<b>Cem', '', 'Quartier Z'],
]

async function draftOf(rows = sheet): Promise<string> {
  return (await openReview(await postWorkbook(rows, ada), ada)).id
}

function repair(id: string, row: number, fields: Record<string, string>, headers = {}, query = {}) {
  return post(paths.admin.batchRow(id, String(row), query), fields, { as: ada, headers })
}

async function textOf(answer: Response): Promise<string> {
  return textOn(await answer.text())
}

describe('the doors of a row', () => {
  it('are for administrators', async () => {
    const id = await draftOf()
    for (const as of [await addUser(cast.sam), await addUser(cast.max)]) {
      expect((await get(paths.admin.batchRow(id, '3'), { as })).status).toBe(403)
      expect((await post(paths.admin.batchRow(id, '3'), { email: 'b@x.org' }, { as })).status).toBe(403)
      expect((await post(paths.admin.batchChoices(id), { codes: 'on' }, { as })).status).toBe(403)
    }
    expect((await get(paths.admin.batchRow(id, '3'))).status).toBe(303)
    expect(await tableOf('batches')).toMatchObject([{ revision: 0 }])
  })

  it('lead nowhere for rows and batches that are none', async () => {
    const id = await draftOf()
    for (const row of ['99', '0', '-1', 'x', '3e0', '99999999999'])
      expect((await get(paths.admin.batchRow(id, row), { as: ada })).status).toBe(404)
    expect((await repair('nowhere', 3, {})).status).toBe(404)
    expect((await post(paths.admin.batchChoices('nowhere'), {}, { as: ada })).status).toBe(404)
  })
})

describe('repairing a row', () => {
  it('begins with its values as they were given, and what is wrong beside each', async () => {
    const id = await draftOf()
    const html = await (await get(paths.admin.batchRow(id, '3'), { as: ada })).text()
    expect(html).toMatch(/<input[^>]*aria-invalid="true"[^>]*name="email" value="bad address"/)
    expect(html).toMatch(/<input[^>]*aria-invalid="true"[^>]*name="language" value="tlh"/)
    expect(html).toMatch(/<input id="row-3-first_name" type="text" name="first_name" value="Bo"/)
    expect(textOn(html)).toContain('This is not an e-mail address. Look for a space')
    const hostile = await (await get(paths.admin.batchRow(id, '4'), { as: ada })).text()
    expect(hostile).not.toContain('<b>Cem')
    expect(textOn(hostile)).toContain('“Quartier Z”: There is no group of this name.')
  })

  it('goes back to the same place and says that the row is fine', async () => {
    const id = await draftOf()
    const answer = await repair(id, 3, { email: 'bo@x.org', language: 'fr' }, {}, { show: 'problem' })
    expect([answer.status, answer.headers.get('Location')]).toEqual([
      303,
      paths.admin.batch(id, { show: 'problem' }),
    ])
    const page = await get(answer.headers.get('Location') ?? '', { as: ada, cookie: cookiesFrom(answer) })
    const html = await page.text()
    expect(textOn(html)).toContain('Row 3 is fine now.')
    expect(countsOn(html)).toMatchObject({ invite: 2, problem: 1 })
    expect(problemsOn(html)).toEqual(['unknown_group 4 D4'])
    expect(html).toContain('name="revision" value="1"')
  })

  it('shows again what is still wrong, with what was typed, and keeps the row as it was', async () => {
    const id = await draftOf()
    const answer = await repair(id, 3, { email: 'ANN@x.org', language: 'en' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('href="#row-3-email"')
    expect(html).toMatch(/aria-invalid="true"[^>]*name="email" value="ANN@x.org"/)
    expect(html).toContain('name="language" value="en"')
    expect(textOn(html)).toContain('This address is already in row 2.')
    const { html: review } = { html: await (await get(paths.admin.batch(id), { as: ada })).text() }
    expect(problemsOn(review)).toContain('invalid_email 3 A3')
  })

  it('in place answers with the row and what has changed around it', async () => {
    const id = await draftOf()
    const form = await (await get(paths.admin.batchRow(id, '3'), { as: ada, headers: htmx })).text()
    expect(form).toMatch(/^<li class="problem-row" id="row-3">/)
    expect(form).not.toContain('<html')
    const wrong = await repair(id, 3, { email: 'bo@x' }, htmx)
    expect([wrong.status, (await wrong.text()).includes('id="row-3"')]).toEqual([422, true])
    const html = await (await repair(id, 3, { email: 'bo@x.org', language: '' }, htmx)).text()
    expect(html).toMatch(/^<li class="problem-row repaired" id="row-3"[^>]*tabindex="-1" autofocus/)
    for (const part of ['counts', 'problem-summary', 'to-decide', 'new-admins', 'what-they-receive'])
      expect(html).toMatch(new RegExp(`id="${part}"[^>]*hx-swap-oob`))
    expect(countsOn(html)).toMatchObject({ invite: 2, problem: 1 })
    expect(textOn(html)).toContain('Row 3 is fine now: bo@x.org · Will be invited')
    expect(textOn(html)).toContain('1 row has a problem')
  })

  it('twice is told that it is done', async () => {
    const id = await draftOf()
    await repair(id, 3, { email: 'bo@x.org', language: '' })
    const answer = await repair(id, 3, { email: 'other@x.org' })
    expect(answer.status).toBe(303)
    const page = await get(paths.admin.batch(id), { as: ada, cookie: cookiesFrom(answer) })
    expect(await textOf(page)).toContain('Row 3 had already been corrected.')
    expect((await repair(id, 3, {}, htmx)).headers.get('HX-Redirect')).toBe(paths.admin.batch(id))
  })

  it('comes too late after confirmation', async () => {
    const id = await draftOf()
    await post(paths.admin.batchConfirmation(id), { leave_out: 'on' }, { as: ada })
    for (const answer of [
      await get(paths.admin.batchRow(id, '3'), { as: ada }),
      await repair(id, 3, { email: 'bo@x.org' }),
      await repair(id, 3, { email: 'bo@x.org' }, htmx),
    ]) {
      expect(answer.status).toBe(410)
      expect(await textOf(answer)).toContain('no longer being reviewed')
    }
  })

  it('of a list works by position', async () => {
    const { id } = await openReview(await postAddresses('ann@x.org, nobody', ada), ada)
    expect(await textOf(await get(paths.admin.batchRow(id, '2'), { as: ada }))).toContain(
      'Correct position 2',
    )
    expect((await repair(id, 2, { email: 'bo@x.org' })).status).toBe(303)
    expect(await tableOf('batches')).toMatchObject([{ revision: 1 }])
  })

  it('lets the batch go on without leaving anything out', async () => {
    const id = await draftOf()
    await repair(id, 3, { email: 'bo@x.org', language: '' })
    await repair(id, 4, { groups: '' })
    expect((await post(paths.admin.batchConfirmation(id), { revision: '2' }, { as: ada })).status).toBe(303)
    expect(await stateOf(id)).not.toBe('draft')
  })
})

describe('the choices of a review', () => {
  it('are offered with what they touch, and kept', async () => {
    await inviteAll(rowsOf('old@x.org'), ada, {}, Date.now())
    const id = await draftOf([
      ['email', 'first_name'],
      ['old@x.org', ''],
      ['', 'Bo'],
      ['new@x.org', ''],
    ])
    const before = await (await get(paths.admin.batch(id), { as: ada })).text()
    expect(textOn(before)).toContain('1 person is already invited')
    expect(textOn(before)).toContain('1 row has no address')
    const answer = await post(paths.admin.batchChoices(id), { existing: 'renew', codes: 'on' }, { as: ada })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, paths.admin.batch(id)])
    const html = await (await get(paths.admin.batch(id), { as: ada, cookie: cookiesFrom(answer) })).text()
    expect(countsOn(html)).toEqual({
      invite: 2,
      add: 0,
      unchanged: 0,
      renew: 1,
      skip: 0,
      problem: 0,
      blank: 0,
    })
    expect(textOn(html)).toContain('Your choice is taken into account.')
    expect(textOn(html)).toContain('Code for a letter')
    expect(html).toMatch(/name="existing" value="renew" checked/)
    await post(paths.admin.batchChoices(id), { codes: '' }, { as: ada })
    const after = await (await get(paths.admin.batch(id), { as: ada })).text()
    expect(countsOn(after)).toMatchObject({ invite: 1, renew: 1, problem: 1 })
  })

  it('are not offered where they touch nobody, and nonsense changes nothing', async () => {
    const id = await draftOf()
    expect(await (await get(paths.admin.batch(id), { as: ada })).text()).not.toContain('id="choices"')
    const nonsense = { existing: 'maybe', codes: 'perhaps' }
    expect((await post(paths.admin.batchChoices(id), nonsense, { as: ada })).status).toBe(303)
    expect(await tableOf('batches')).toMatchObject([{ revision: 0 }])
  })
})

describe('confirming', () => {
  it('a draft that changed in another tab shows it again instead', async () => {
    const id = await draftOf()
    await repair(id, 3, { email: 'bo@x.org', language: '' })
    const fields = { leave_out: 'on', revision: '0' }
    const answer = await post(paths.admin.batchConfirmation(id), fields, { as: ada })
    expect(answer.status).toBe(409)
    const html = await answer.text()
    expect(textOn(html)).toContain('The list has been changed since you opened this page')
    expect(html).not.toContain('data-problem="nothing_to_invite"')
    expect(await stateOf(id)).toBe('draft')
    const again = { leave_out: 'on', revision: '1' }
    expect((await post(paths.admin.batchConfirmation(id), again, { as: ada })).status).toBe(303)
  })
})

describe('the same file again', () => {
  it('is said on top, with a link to the batch it made', async () => {
    const id = await draftOf()
    const { html } = await openReview(await postWorkbook(sheet, ada), ada)
    expect(html).toContain(`data-same-file="${id}"`)
    expect(html).toContain(`href="${paths.admin.batch(id)}"`)
    expect(textOn(html)).toContain('This very file is already waiting to be reviewed.')
    const other = await openReview(await postWorkbook([['email'], ['zoe@x.org']], ada), ada)
    expect(other.html).not.toContain('data-same-file')
  })
})

describe('a long draft', () => {
  const long = [
    ['email', 'first_name', 'langue'],
    ...Array.from({ length: 300 }, (_, n) => [
      `p${n}@x.org`,
      n === 7 ? 'Zoé' : '',
      n % 100 === 0 ? 'tlh' : '',
    ]),
    ['nobody', '', ''],
  ]

  it('begins with its problems by kind, each kind with the way to it', async () => {
    const id = await draftOf(long)
    const html = await (await get(paths.admin.batch(id), { as: ada })).text()
    expect(problemsOn(html)).toHaveLength(4)
    const kinds = [...html.matchAll(/data-kind="(\w+)"><strong[^>]*>(\d+)</g)].map((found) =>
      found.slice(1).join(' '),
    )
    expect(kinds).toEqual(['unknown_language 3', 'invalid_email 1'])
    const query = { show: 'problem', problem: 'invalid_email' }
    const one = await (await get(paths.admin.batch(id, query), { as: ada })).text()
    expect(problemsOn(one)).toEqual(['invalid_email 302 A302'])
    expect(html).toContain(`href="${paths.admin.batchProblems(id)}"`)
  })

  it('is searched by address, name and row number, in every list', async () => {
    const id = await draftOf(long)
    const found = async (q: string) => {
      const html = await (await get(paths.admin.batch(id, { q }), { as: ada })).text()
      return [...html.matchAll(/<tr data-outcome="(\w+)" data-row="(\d+)"/g)].map((row) =>
        row.slice(1).join(' '),
      )
    }
    expect(await found('zoé')).toEqual(['invite 9'])
    expect(await found('NOBODY')).toEqual(['problem 302'])
    expect((await found('250'))[0]).toBe('invite 250')
    const none = await get(paths.admin.batch(id, { q: '<script>' }), { as: ada })
    expect(await textOf(none)).toContain('No row contains \u2068&lt;script&gt;\u2069.')
  })

  it('numbers rows and problems in groups, and finds a row by either spelling of its number', async () => {
    const wrong = Array.from({ length: 1100 }, (_, n) => [`p${n}@x.org`, '', 'tlh'])
    const id = await draftOf([['email', 'first_name', 'langue'], ...wrong])
    const open = async (query = {}) => (await get(paths.admin.batch(id, query), { as: ada })).text()
    expect(await open()).toContain('<strong class="kind-count">1,100</strong>')
    for (const q of ['1050', '1,050', '1.050', '1\u202f050'])
      expect(await open({ q })).toContain('data-row="1050"><td class="row-number">1,050</td>')
    expect(await open({ q: '1,05' })).not.toContain('data-row="1050"')
  })

  it('forgives addresses that mean nothing', async () => {
    const id = await draftOf(long)
    for (const query of [
      'show=nothing',
      'page=0',
      'page=-1',
      'page=99999',
      'page=x',
      'problem=evil',
      'show=skip',
    ])
      expect((await get(`${paths.admin.batch(id)}?${query}`, { as: ada })).status).toBe(200)
  })
})
