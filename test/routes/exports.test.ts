import { env } from 'cloudflare:workers'
import { Hono } from 'hono'
import { describe, expect, it, vi } from 'vitest'
import { read, utils } from 'xlsx'
import { codeOf, formatCode } from '#src/domain/codes/code.ts'
import { recordEvent } from '#src/domain/events/event.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { sendFile } from '#src/http/attachment.ts'
import type { App } from '#src/http/context.ts'
import { paths } from '#src/paths.ts'
import { addGroup, addProject, inviteAll, rowsOf } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { invite } from '#test/support/invitations.ts'
import { joined } from '#test/support/joined.ts'
import { makeLetterCode, makeLetterCodes } from '#test/support/letter-codes.ts'
import * as panel from '#test/support/panel.ts'
import { xlsxType } from '#test/support/sheets.ts'

const today = Date.now()
const { invitationExport } = paths.admin
const ask = (fields: Record<string, string | string[]>, as?: Parameters<typeof post>[2], query = {}) =>
  post(invitationExport(query), fields, as)

type Cell = string | number | boolean | undefined

async function sheetIn(answer: Response): Promise<Cell[][]> {
  expect(answer.status).toBe(200)
  const { Sheets, SheetNames } = read(new Uint8Array(await answer.arrayBuffer()), { cellDates: false })
  return utils.sheet_to_json<Cell[]>(Sheets[SheetNames[0] ?? ''] ?? {}, { header: 1, raw: true })
}

/** The cells of a list by their headers, one record for each row. */
async function rowsIn(answer: Response): Promise<Record<string, Cell>[]> {
  const [head = [], ...rows] = await sheetIn(answer)
  return rows.map((cells) => Object.fromEntries(head.map((name, at) => [String(name), cells[at]])))
}

const exportsNoted = async () =>
  (await db.query.events.findMany()).filter(({ action }) => action.endsWith('_exported'))

describe('the export of invitations', () => {
  it('is for administrators; who asks in vain leaves no trace', async () => {
    await invite('zoe@ville.test')
    for (const person of [cast.sam, cast.max]) {
      const as = await addUser(person)
      expect((await get(invitationExport(), { as })).status).toBe(403)
      expect((await ask({ format: 'csv' }, { as })).status).toBe(403)
    }
    expect((await ask({ format: 'csv' })).status).toBe(303)
    expect(await exportsNoted()).toEqual([])
  })

  it('first says what is exported, and writes nothing', async () => {
    const as = await addUser(cast.ada)
    const page = await (await get(invitationExport({ state: 'open', language: 'fr' }), { as })).text()
    expect(page).toContain('<strong>open · in French</strong>')
    expect(page).toContain('action="/admin/invitations/export?state=open&amp;language=fr"')
    expect(page).toContain('separated by commas')
    const unchosen = await ask({ scope: 'ticked', id: ['a', 'b'] }, { as })
    expect(unchosen.status).toBe(200)
    const ticked = await unchosen.text()
    expect(ticked).toContain('<strong>the 2 invitations that you ticked</strong>')
    expect(ticked).toContain('<input type="hidden" name="id" value="b"/>')
    expect(await exportsNoted()).toEqual([])
  })

  it('has the columns of the template and what became of each, in the order of inviting', async () => {
    const ada = await addUser(cast.ada)
    const groups = [await addGroup('Quartier B'), await addGroup('Élus')]
    const projects = [await addProject('Parc')]
    await inviteAll(
      rowsOf(
        { email: 'zoe@ville.test', first_name: 'Zoé', last_name: '=1+1', language: 'fr' },
        'b@ville.test',
      ),
      ada,
      { groups, projects },
      today,
    )
    const answer = await ask({ format: 'xlsx' }, { as: ada })
    expect(answer.headers.get('Content-Type')).toBe(xlsxType)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('Content-Disposition')).toMatch(
      /^attachment; filename="Parvis - invitations - \d{4}-\d\d-\d\d\.xlsx"; filename\*=UTF-8''Parvis%20%E2%80%93%20invitations/,
    )
    const [zoe, b] = await rowsIn(answer)
    const invited = expect.closeTo(today / dayMs + 25_569, 0)
    expect(zoe).toEqual({
      ...{ email: 'zoe@ville.test', first_name: 'Zoé', last_name: '=1+1', language: 'fr' },
      ...{ groups: 'Élus, Quartier B', projects: 'Parc', admin: 'No', State: 'Open' },
      ...{ 'Invited on': invited, 'Expires on': expect.any(Number), 'Invited by': 'Ada Martin' },
      ...{ Batch: expect.stringMatching(/^Typed addresses \(.*20\d\d\)$/), 'Last mail': 'Waiting' },
    })
    expect(b).toMatchObject({ email: 'b@ville.test', language: 'en' })
    expect(await exportsNoted()).toMatchObject([
      {
        ...{
          actorId: ada.id,
          action: 'invitations_exported',
          subjectType: 'export',
          subjectId: 'invitations',
        },
        details: { format: 'xlsx', filter: [], with_codes: false, count: 2 },
      },
    ])
  })

  it('has what the filter finds and nothing else; the journal names its fields, not what they say', async () => {
    const ada = await addUser(cast.ada)
    await invite('nina@ville.test')
    await invite('zoe@ville.test', { createdAt: today, expiresAt: today + dayMs })
    await invite('zoe.expired@ville.test', { expiresAt: today - dayMs })
    const answer = await ask({ format: 'csv' }, { as: ada }, { state: 'open', q: 'zoe' })
    expect((await answer.text()).match(/^\S+@ville\.test/gm)).toEqual(['zoe@ville.test'])
    const details = { format: 'csv', filter: ['state', 'q'], with_codes: false, count: 1 }
    expect(await exportsNoted()).toMatchObject([{ details }])
    const posted = await ask({ format: 'csv', scope: 'all', q: 'zoe' }, { as: ada })
    expect((await posted.text()).match(/^\S+@ville\.test/gm)).toHaveLength(2)
  })

  it('is asked for in the list, for all that it shows and for the ticked ones', async () => {
    await invite('zoe@ville.test')
    const list = async (person: Parameters<typeof addUser>[0]) =>
      (await get(paths.admin.invitations({ q: 'zoe' }), { as: await addUser(person) })).text()
    const page = await list(cast.ada)
    expect(page).toContain(`href="${invitationExport({ q: 'zoe' })}"`)
    expect(page).toContain(`formaction="${invitationExport()}"`)
    expect(await list(cast.sam)).not.toContain(invitationExport())
  })

  it('has exactly the ticked ones, each once, whatever the filter says', async () => {
    const ada = await addUser(cast.ada)
    const [a, , c] = [await invite('a@v.test'), await invite('b@v.test'), await invite('c@v.test')]
    const id = [c.publicId, a.publicId, c.publicId, 'unknown']
    const answer = await ask({ format: 'csv', scope: 'ticked', id }, { as: ada }, { q: 'b' })
    expect((await answer.text()).match(/^\S+@v\.test/gm)).toEqual(['a@v.test', 'c@v.test'])
    expect(await exportsNoted()).toMatchObject([{ details: { ticked: 4, count: 2, filter: [] } }])
  })

  it('has codes and links only where they are asked for, of those that can still be accepted', async () => {
    const ada = await addUser(cast.ada)
    const open = await invite('open@v.test')
    await invite('done@v.test', { acceptedAt: today, acceptedBy: ada.id })
    const letter = await makeLetterCode(ada, {}, today)
    await invite('given@v.test', { letterId: letter.id })
    const [bare] = await rowsIn(await ask({ format: 'xlsx' }, { as: ada }))
    expect(Object.keys(bare ?? {})).not.toContain('Code')
    const rows = await rowsIn(await ask({ format: 'xlsx', codes: 'on' }, { as: ada }))
    expect(rows.map(({ email, Code, Link }) => [email, Code, Link])).toEqual([
      ['open@v.test', formatCode(open.code), `${settings.origin}/i/${open.code}?lang=fr`],
      ['done@v.test', undefined, undefined],
      [undefined, formatCode(codeOf(keys, letter)), `${settings.origin}/i/${letter.code}?lang=en`],
      ['given@v.test', undefined, undefined],
    ])
    expect((await exportsNoted()).map(({ details }) => details)).toMatchObject([
      { with_codes: false },
      { with_codes: true, count: 4 },
    ])
    expect(JSON.stringify(await exportsNoted())).not.toContain(open.code)
  })

  it('has the postal address of letter codes', async () => {
    const ada = await addUser(cast.ada)
    const place = { street: 'Rue des Tanneurs 12', postcode: '4020', city: 'Parville' }
    await makeLetterCodes(ada, [{ first_name: 'Zoé', ...place }], {}, today)
    const [row] = await rowsIn(await ask({ format: 'xlsx', mail: 'letter' }, { as: ada }))
    expect(row?.['Postal address']).toBe('Rue des Tanneurs 12\n4020 Parville')
  })

  it('speaks the language of the reader, whose programs expect semicolons', async () => {
    const ada = await addUser({ ...cast.ada, locale: 'fr' })
    await invite('zoe@ville.test', {
      createdAt: Date.UTC(2026, 6, 1, 22, 30),
      firstName: '-Zoé',
      expiresAt: today + dayMs,
    })
    const answer = await ask({ format: 'csv' }, { as: ada })
    expect(answer.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const [head = '', row = ''] = new TextDecoder().decode(bytes).split('\r\n')
    expect(head).toMatch(/^email;"prénom";nom;langue;groupes;projets;administration;"État";/)
    expect(row).toMatch(/^zoe@ville\.test;"'-Zoé";;fr;;;Non;Ouverte;2026-07-02 00:30:00;/)
  })

  it('says what mails came to and why somebody is not written to any more', async () => {
    const ada = await addUser(cast.ada)
    const { id, publicId } = await invite('zoe@ville.test')
    await env.DB.prepare("update mails set state = 'bounced' where invitation_id = ?").bind(id).run()
    await env.DB.prepare("insert into invitation_stops (invitation_id, reason, at) values (?, 'bounced', 0)")
      .bind(id)
      .run()
    const [row] = await rowsIn(await ask({ format: 'xlsx', scope: 'ticked', id: publicId }, { as: ada }))
    expect(row).toMatchObject({ 'Last mail': 'Bounced', 'No more mail because': 'Mail came back' })
  })

  it('has nobody who was erased, and says where there is nothing, without a word in the journal', async () => {
    const ada = await addUser(cast.ada)
    await invite('gone@v.test', { erasedAt: today })
    const answer = await ask({ format: 'xlsx', codes: 'on' }, { as: ada })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('There is nothing to export')
    expect(page).toContain('name="codes" value="on" checked=""')
    expect(await exportsNoted()).toEqual([])
  })
})

describe('the export of users', () => {
  const { userExport } = paths.admin

  it('is for administrators', async () => {
    const as = await addUser(cast.sam)
    expect((await get(userExport(), { as })).status).toBe(403)
    expect((await post(userExport(), { format: 'csv' }, { as })).status).toBe(403)
    expect(await exportsNoted()).toEqual([])
  })

  it('says in words whom it has', async () => {
    const as = await addUser(cast.ada)
    const { publicId: group } = await panel.addGroup('Élus')
    const query = { role: 'support', group, language: 'nl', q: 'Zoë' }
    const page = await (await get(userExport(query), { as })).text()
    expect(page).toContain('<strong>Support staff · in Dutch · group Élus · found for “Zoë”</strong>')
    expect(page).toContain(`action="${userExport(query).replaceAll('&', '&amp;')}"`)
    expect(page).not.toContain('name="codes"')
  })

  it('has who they are, where they belong and how they came in', async () => {
    const ada = await addUser(cast.ada, today - dayMs)
    await joined('zoe@ville.test', ada, { groups: [await addGroup('Élus')] })
    const rows = await rowsIn(await post(userExport({ q: 'zoe' }), { format: 'xlsx' }, { as: ada }))
    expect(rows).toEqual([
      {
        ...{ email: 'zoe@ville.test', first_name: 'Zoé', last_name: 'Roy', language: 'en', groups: 'Élus' },
        ...{ Role: 'Member', State: 'Active', 'Joined on': expect.any(Number) },
        ...{ 'Invited by': 'Ada Martin', Batch: expect.stringContaining('Typed addresses') },
      },
    ])
    const details = { format: 'xlsx', filter: ['q'], count: 1 }
    expect(await exportsNoted()).toMatchObject([
      { action: 'users_exported', subjectType: 'export', subjectId: 'users', details },
    ])
  })

  it('says where there is nobody', async () => {
    const as = await addUser(cast.ada)
    expect((await post(userExport({ role: 'support' }), { format: 'csv' }, { as })).status).toBe(422)
  })
})

describe('the export of the journal', () => {
  const { journalExport } = paths.admin

  it('is for administrators', async () => {
    const as = await addUser(cast.sam)
    expect((await get(journalExport(), { as })).status).toBe(403)
    expect((await post(journalExport(), { format: 'csv' }, { as })).status).toBe(403)
  })

  it('tells in words who did what to which, from the beginning on, and not of itself', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('zoe@ville.test')
    const before = { at: today, actorId: ada.id, subjectType: 'invitation', subjectId: publicId } as const
    await recordEvent(db, { ...before, action: 'code_revealed' })
    await recordEvent(db, { ...before, actorId: null, action: 'invitation_refused', details: { days: 3 } })
    const rows = await rowsIn(await post(journalExport(), { format: 'xlsx' }, { as: ada }))
    const same = {
      When: expect.any(Number),
      Subject: 'Invitation',
      Name: 'zoe@ville.test',
      Reference: publicId,
    }
    expect(rows).toEqual([
      { ...same, Who: 'Ada Martin', 'What happened': 'Code shown' },
      { ...same, Who: 'Platform or visitor', 'What happened': 'Invitation declined', Details: 'Days: 3' },
    ])
    const [, , itself] = await rowsIn(await post(journalExport(), { format: 'xlsx' }, { as: ada }))
    expect(itself).toMatchObject({ 'What happened': 'Journal exported', Details: 'Format: xlsx\nNumber: 2' })
    const filtered = post(
      journalExport({ action: 'code_revealed', person: ada.publicId }),
      { format: 'xlsx' },
      { as: ada },
    )
    expect(await rowsIn(await filtered)).toHaveLength(1)
    const told = await rowsIn(
      await post(journalExport({ action: 'journal_exported' }), { format: 'xlsx' }, { as: ada }),
    )
    expect(told.at(-1)?.Details).toContain('Filtered by: who acted and what happened')
    expect(await exportsNoted()).toMatchObject([
      { action: 'journal_exported', details: { count: 2, filter: [] } },
      { action: 'journal_exported', details: { count: 3, filter: [] } },
      { action: 'journal_exported', details: { count: 1, filter: ['person', 'action'] } },
      { action: 'journal_exported', details: { count: 3, filter: ['action'] } },
    ])
  })

  it('says in words what it has', async () => {
    const as = await addUser(cast.ada)
    const query = { action: 'code_revealed', person: as.publicId, from: '2026-11-01' }
    const page = await (await get(journalExport(query), { as })).text()
    expect(page).toContain('<strong>Code shown · by Ada Martin · from 1 November 2026</strong>')
  })
})

describe('a file that breaks off', () => {
  it('breaks the connection with it, so that nobody takes half of it for the whole', async () => {
    const noted = vi.spyOn(console, 'error').mockImplementation(() => {})
    const door = new Hono<App>().get('/list', (c) => sendFile(c, 'list.csv', 'text/csv', brokenOff()))
    const answer = await door.request('/list')
    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow('The database is gone')
    expect(noted.mock.calls.flat().join()).toContain('"where":"GET /list"')
    noted.mockRestore()
  })
})

function brokenOff(): ReadableStream<Uint8Array> {
  let asked = 0
  return new ReadableStream({
    pull(controller) {
      asked += 1
      if (asked > 1) throw new Error('The database is gone')
      controller.enqueue(new TextEncoder().encode('email\r\n'))
    },
  })
}
