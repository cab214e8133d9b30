import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { batchChunks, batches, invitations, mails } from '#src/db/schema/index.ts'
import type { BatchOptions } from '#src/domain/batches/batch.ts'
import { codesPerBatchMax, liveCodesMax } from '#src/domain/codes/limits.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { countsOn, finish, openReview, problemsOn, stateOf, textOn } from '#test/support/batch-pages.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { addGroup, addProject } from '#test/support/panel.ts'
import { type Cell, workbookFile } from '#test/support/sheets.ts'

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

type Fields = Parameters<typeof post>[1]

function postCodes(fields: Fields, as?: Actor): Promise<Response> {
  return post(paths.admin.batches(), { source: 'codes', ...fields }, { as })
}

function postList(rows: Cell[][], fields: Fields = {}): Promise<Response> {
  return postCodes({ made: 'file', file: workbookFile(rows), ...fields }, ada)
}

const drafts = () => db.select().from(batches)

/** The text of the error at a field of a refused form. */
async function errorAt(field: string, answer: Response): Promise<string | undefined> {
  expect(answer.status).toBe(422)
  expect(await drafts()).toEqual([])
  const html = await answer.text()
  expect(html).toContain(`href="#${field}"`)
  return new RegExp(`id="${field}-error">([^<]*)<`).exec(html)?.[1]
}

/** What the page itself says, without the panel around it. */
function mainOn(html: string): string {
  return textOn(html.slice(html.indexOf('<main')))
}

async function confirm(id: string): Promise<Response> {
  return post(paths.admin.batchConfirmation(id), { leave_out: 'on' }, { as: ada })
}

describe('who may make codes', () => {
  it('is an administrator and nobody else, at every door', async () => {
    for (const as of [await addUser(cast.sam), await addUser(cast.max)]) {
      expect((await get(paths.admin.newBatch('codes'), { as })).status).toBe(403)
      expect((await get(paths.admin.lettersTemplate(), { as })).status).toBe(403)
      expect((await postCodes({ count: '1' }, as)).status).toBe(403)
    }
    expect((await postCodes({ count: '1' })).headers.get('Location')).toBe('/sign-in')
    expect(await drafts()).toEqual([])
  })
})

describe('the form', () => {
  it('is a third way: a number or a list, without rights and without the existing', async () => {
    await addProject('Marché')
    const html = await (await get(paths.admin.newBatch('codes'), { as: ada })).text()
    for (const name of ['made', 'count', 'file', 'days', 'language', 'message'])
      expect(html).toContain(`name="${name}"`)
    for (const name of ['addresses', 'admin', 'projects', 'existing', 'codes'])
      expect(html).not.toContain(`name="${name}"`)
    expect(html).toContain('enctype="multipart/form-data"')
    expect(html).toMatch(/name="days" value="30"/)
    expect(html).toContain(`href="${paths.admin.lettersTemplate()}"`)
  })

  it('makes a draft of so many codes for these groups, until then, whatever rights are posted', async () => {
    const group = await addGroup('Quartier A')
    const project = await addProject('Marché')
    const rights = { admin: 'on', projects: project.publicId, existing: 'renew' }
    const message = 'Welcome\r\nto us'
    const answer = await postCodes(
      { count: '10 000', days: '365', groups: group.publicId, language: 'fr', message, ...rights },
      ada,
    )
    expect(answer.status).toBe(303)
    const [draft] = await drafts()
    expect(draft?.options as BatchOptions).toEqual({
      ...{ admin: false, projects: [], groups: [group.id], language: 'fr', message: 'Welcome\nto us' },
      ...{ existing: 'leave', codes: true, expiryDays: 365 },
    })
    expect(draft).toMatchObject({ source: 'codes', fileName: null, counts: { invite: 10_000, problem: 0 } })
  })

  it.each([
    ['', 'Say how many codes you need.'],
    ['0', 'Give a whole number from 1 to 10,000.'],
    ['10001', 'Give a whole number from 1 to 10,000.'],
    ['1.5', 'Give a whole number from 1 to 10,000.'],
    ['1,5', 'Give a whole number from 1 to 10,000.'],
    ['-1', 'Give a whole number from 1 to 10,000.'],
    ['abc', 'Give a whole number from 1 to 10,000.'],
    ['1e3', 'Give a whole number from 1 to 10,000.'],
    ['999999999999999999', 'Give a whole number from 1 to 10,000.'],
  ])('answers a count of “%s” at its field', async (count, error) => {
    expect(await errorAt('count', await postCodes({ made: 'count', count }, ada))).toContain(error)
  })

  it('answers to no count at all, and to no list at all', async () => {
    expect(await errorAt('count', await postCodes({}, ada))).toBe('Say how many codes you need.')
    expect(await errorAt('file', await postCodes({ made: 'file' }, ada))).toBe('Choose a file.')
    expect(await errorAt('file', await postCodes({ made: 'file', file: 'x' }, ada))).toBe('Choose a file.')
  })

  it.each(['0', '366', '1.5', '', 'abc', '-1'])('answers “%s” days at their field', async (days) => {
    const answer = await postCodes({ count: '5', days }, ada)
    expect(await errorAt('days', answer)).toBe('Give a whole number of days from 1 to 365.')
  })

  it('tells all that is wrong at once, and keeps what was said', async () => {
    const group = await addGroup('Quartier A')
    const said = { count: 'many', days: '400', message: 'x'.repeat(2001), groups: group.publicId }
    const html = await (await postCodes(said, ada)).text()
    for (const field of ['count', 'days', 'message']) expect(html).toContain(`href="#${field}"`)
    expect(html.indexOf('href="#count"')).toBeLessThan(html.indexOf('href="#days"'))
    expect(html).toContain('value="many"')
    expect(html).toContain('value="400"')
    expect(html).toContain(`value="${group.publicId}" checked`)
  })

  it('refuses a group that is no longer there and a language that the platform does not have', async () => {
    await errorAt('groups', await postCodes({ count: '1', groups: 'x' }, ada))
    await errorAt('language', await postCodes({ count: '1', language: 'xx' }, ada))
    expect((await postCodes({ count: '1', made: 'both' }, ada)).status).toBe(422)
  })

  it('takes the number or the list that was chosen, where both are there; without a choice the list', async () => {
    const file = () => workbookFile([['city'], ['Gent'], ['Gent']])
    await postCodes({ made: 'count', count: '5', file: file() }, ada)
    await postCodes({ made: 'file', count: '5', file: file() }, ada)
    await postCodes({ count: '5', file: file() }, ada)
    const counts = (await drafts()).map((draft) => (draft.counts as { invite: number }).invite)
    expect(counts).toEqual([5, 2, 2])
  })
})

describe('a list of postal addresses', () => {
  const head = ['Prénom', 'Nom', 'Adresse', 'CP', 'Ville', 'E-mail', 'Admin']

  it('needs no e-mail address, ignores one, and says so', async () => {
    const rows = [head, ['Zoé', 'Roy', 'Rue 1', '01000', 'Bruxelles', 'ann@x.org', 'TRUE'], ['', '', 'Rue 2']]
    const { html } = await openReview(await postList(rows), ada)
    expect(countsOn(html)).toEqual({ invite: 2, problem: 0, blank: 0 })
    expect(textOn(html)).toContain('Columns not used: \u2068E-mail\u2069, \u2068Admin\u2069.')
    expect(textOn(html)).toContain('01000 Bruxelles')
    expect(textOn(html)).not.toMatch(/ann@x\.org|gets? a mail|will be invited/)
    expect(await db.select().from(invitations)).toEqual([])
  })

  it.each([
    ['is empty', new Uint8Array(0), 'empty_file'],
    ['is no sheet', new Uint8Array([0x50, 0x4b, 3, 4, 5]), 'unreadable_file'],
    ['has headings and nobody', workbookFile([['city']]), 'nothing_to_invite'],
  ])('that %s is refused, with the reason', async (_, content, reason) => {
    const file = content instanceof File ? content : new File([content], 'list.xlsx')
    const answer = await postCodes({ made: 'file', file }, ada)
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(problemsOn(html)).toEqual([reason])
    expect(html).toContain('id="file-error"')
    expect(html).toMatch(/name="made" value="file" checked/)
    expect(textOn(html)).not.toContain('Give at least one e-mail address')
    expect(await drafts()).toEqual([])
  })

  it('of more rows than a batch makes codes is refused with the number', async () => {
    const rows = Array.from({ length: codesPerBatchMax + 1 }, () => ['Gent'])
    const answer = await postList([['city'], ...rows])
    expect(await errorAt('file', answer)).toContain('That is more than 10,000 rows at once.')
  })

  it('names a cell that is too long, and a street of too many lines', async () => {
    const rows = [
      ['street', 'postcode'],
      ['x'.repeat(201), '1'.repeat(21)],
      ['a\nb\nc\nd\ne', '1'],
    ]
    const { html } = await openReview(await postList(rows), ada)
    expect(problemsOn(html)).toEqual(['too_long 2 A2', 'too_long 2 B2', 'too_many_lines 3 A3'])
    expect(textOn(html)).toContain('These are more than 4 lines.')
  })

  it('whose headings nobody knows is asked about, and becomes a draft of codes', async () => {
    const answer = await postList(
      [
        ['foo', 'bar'],
        ['Zoé', 'Rue 1'],
      ],
      { days: '7' },
    )
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(problemsOn(html)).toEqual(['no_known_column'])
    expect(html).not.toContain('value="email"')
    const upload = /action="([^"]*uploads[^"]*)"/.exec(html)?.[1] ?? ''
    const nothing = await post(upload, { header: 'on' }, { as: ada })
    expect(nothing.status).toBe(422)
    expect(textOn(await nothing.text())).toContain('Say of at least one column what it holds.')
    const email = await post(upload, { header: 'on', column_0: 'email' }, { as: ada })
    expect(email.status).toBe(422)
    const said = { header: 'on', column_0: 'first_name', column_1: 'street' }
    const { html: review } = await openReview(await post(upload, said, { as: ada }), ada)
    expect(countsOn(review)).toMatchObject({ invite: 1 })
    expect(textOn(review)).toContain('For 7 days')
  })

  it('is known by what offices write above names and addresses, in five languages', async () => {
    for (const names of [
      ['First name', 'Street', 'Postcode', 'Town'],
      ['Prénom', 'Rue et numéro', 'Code postal', 'Localité'],
      ['Voornaam', 'Straat en nummer', 'Postcode', 'Gemeente'],
      ['Vorname', 'Straße und Hausnummer', 'PLZ', 'Ort'],
      ['Nombre', 'Calle y número', 'Código postal', 'Población'],
    ]) {
      const { html } = await openReview(await postList([['A list'], names, ['Zoé', 'X 1', '9000', 'Y']]), ada)
      expect(textOn(html)).toMatch(/Zoé X 1 9000 Y/)
    }
  })
})

describe('the review', () => {
  it('says how many codes, for which groups, until when, in which language, with which message', async () => {
    const group = await addGroup('Quartier A')
    const answer = await postCodes(
      { count: '200', days: '60', groups: group.publicId, language: 'fr', message: 'Bonjour' },
      ada,
    )
    const { html } = await openReview(answer, ada)
    const text = mainOn(html)
    for (const part of [
      'You asked for 200 codes',
      'For 60 days',
      'French',
      'Quartier A 200 codes',
      'Bonjour',
    ])
      expect(text).toContain(part)
    expect(text).toContain('Make 200 codes')
    expect(text).not.toMatch(/\bmails?\b|e-mail|invited before|rows with problems/i)
    expect(html).not.toContain('name="codes"')
  })

  it('is erased like any other, and thrown away without a code', async () => {
    const { id } = await openReview(await postCodes({ count: '3' }, ada), ada)
    expect((await post(paths.admin.batchCancellation(id), {}, { as: ada })).status).toBe(303)
    const page = textOn(await (await get(paths.admin.batch(id), { as: ada })).text())
    expect(page).toContain('cancelled before any code was made')
    expect(await db.select().from(invitations)).toEqual([])
  })

  it('says before the confirmation that there is no room, and so does the confirmation', async () => {
    const { id: running } = await openReview(await postCodes({ count: '1' }, ada), ada)
    await confirm(running)
    await db.update(batchChunks).set({ rowCount: liveCodesMax - 5 })
    const { id, html } = await openReview(await postCodes({ count: '10' }, ada), ada)
    const said = '99,995 are open now, so there is room for 5 more.'
    expect(textOn(html)).toContain(said)
    expect(html).not.toContain('Make 10 codes')
    const answer = await confirm(id)
    expect(answer.status).toBe(422)
    expect(textOn(await answer.text())).toContain(said)
    expect(await stateOf(id)).toBe('draft')
  })
})

describe('a confirmed batch of codes', () => {
  it('makes them once, however often it is confirmed, and leads on to printing', async () => {
    const { id } = await openReview(await postCodes({ count: '3' }, ada), ada)
    const answers = await Promise.all([confirm(id), confirm(id)])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    const running = mainOn(await (await get(paths.admin.batch(id), { as: ada })).text())
    expect(running).toContain('The codes are being made')
    expect(running).not.toMatch(/mail/i)
    await Promise.all([finish(id), finish(id)])
    expect(await db.select().from(invitations)).toHaveLength(3)
    expect(await db.select().from(mails).where(eq(mails.kind, 'invitation'))).toEqual([])
    const html = await (await get(paths.admin.batch(id), { as: ada })).text()
    expect(textOn(html)).toContain('The codes are made')
    for (const path of [
      paths.admin.batchPaper(id),
      paths.admin.batchCodes(id),
      paths.admin.batchCodesCsv(id),
    ])
      expect(html).toContain(`"${path}"`)
    expect(html).toContain(`href="${paths.admin.newBatch('codes')}"`)
    expect(html).not.toContain(paths.admin.batchLetters(id))
  })

  it('stands in the list of batches as codes', async () => {
    const { id } = await openReview(await postCodes({ count: '3' }, ada), ada)
    const listed = async () => textOn(await (await get(paths.admin.batches(), { as: ada })).text())
    expect(await listed()).toMatch(/Letter codes .* 3 codes to review/)
    await confirm(id)
    expect(await listed()).toMatch(/Being made/)
    await finish(id)
    expect(await listed()).toMatch(/Done 3 codes/)
  })
})
