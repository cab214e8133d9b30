import { exports } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { batches } from '#src/db/schema/index.ts'
import { type BatchOptions, messageMax, rowsMax } from '#src/domain/batches/batch.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import {
  countsOn,
  openReview,
  postAddresses,
  postWorkbook,
  problemsOn,
  textOn,
} from '#test/support/batch-pages.ts'
import { addGroup, tableOf } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, cookieOf, db, settings } from '#test/support/cast.ts'
import { workbookFile } from '#test/support/sheets.ts'

const listBytesMax = 10.5 * 1024 * 1024

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

/** One address many times: the length is what matters here, and repeats are quick to check. */
function sameOf(count: number): string[] {
  return Array.from({ length: count }, () => 'ann@x.org')
}

async function refusalOf(answer: Response) {
  expect(answer.status).toBe(422)
  expect(await db.select().from(batches)).toEqual([])
  return problemsOn(await answer.text())
}

describe('who may invite', () => {
  it('is an administrator and nobody else, at every door', async () => {
    const others = [await addUser(cast.sam), await addUser(cast.max)]
    const doors = [
      paths.admin.batches(),
      paths.admin.newBatch(),
      paths.admin.batch('x'),
      paths.admin.template(),
    ]
    for (const as of others) {
      for (const door of doors) expect((await get(door, { as })).status).toBe(403)
      expect((await postAddresses('ann@x.org', as)).status).toBe(403)
      expect((await post(paths.admin.addressCheck(), { addresses: 'a' }, { as })).status).toBe(403)
      expect((await post(paths.admin.batchConfirmation('x'), {}, { as })).status).toBe(403)
      expect((await post(paths.admin.batchCancellation('x'), {}, { as })).status).toBe(403)
    }
    expect((await postAddresses('ann@x.org')).headers.get('Location')).toBe('/sign-in')
    expect(await db.select().from(batches)).toEqual([])
  })

  it('is not a page of somebody else', async () => {
    const headers = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }
    const answer = await post(
      paths.admin.batches(),
      { source: 'addresses', addresses: 'a@x.org' },
      { as: ada, headers },
    )
    expect(answer.status).toBe(403)
    expect(await db.select().from(batches)).toEqual([])
  })
})

describe('the form', () => {
  it('offers two ways as links, each with its own form', async () => {
    const typed = await (await get(paths.admin.newBatch(), { as: ada })).text()
    expect(typed).toContain('name="addresses"')
    expect(typed).not.toContain('type="file"')
    expect(typed).toContain('href="/admin/batches/new?from=workbook"')
    const upload = await (await get(paths.admin.newBatch('workbook'), { as: ada })).text()
    expect(upload).toContain('enctype="multipart/form-data"')
    expect(upload).toContain('type="file"')
    expect(upload).toContain(`href="${paths.admin.template()}"`)
    expect(textOn(upload)).toContain('At most 10 MB and 100,000 rows')
    expect(upload).toContain('accept=".xlsx,.xlsm,.xlsb,.xls,.ods,.csv,.tsv,.txt"')
  })

  it('makes a draft of typed addresses and goes on to its review, writing nothing else', async () => {
    const answer = await postAddresses('ann@x.org, Bo Li <bo@x.org>;\ncem@x.org', ada, { language: 'fr' })
    expect(answer.status).toBe(303)
    const { html } = await openReview(answer, ada)
    expect(countsOn(html)).toMatchObject({ invite: 3, problem: 0 })
    expect(await tableOf('invitations')).toEqual([])
    expect(await tableOf('mails')).toEqual([])
  })

  it('takes as many typed addresses as a file may have rows', async () => {
    const answer = await postAddresses(sameOf(rowsMax).join('\n'), ada)
    expect(answer.status).toBe(303)
    const [batch] = await db.select().from(batches)
    expect(batch?.counts).toMatchObject({ invite: 1, problem: rowsMax - 1 })
  })

  it('offers letter codes for rows without an address, where there are rows, and only when asked', async () => {
    const typed = await (await get(paths.admin.newBatch(), { as: ada })).text()
    expect(typed).not.toContain('name="codes"')
    const upload = await (await get(paths.admin.newBatch('workbook'), { as: ada })).text()
    expect(upload).toMatch(/name="codes" value="on"(?! checked)/)
    await postWorkbook([['email'], ['ann@x.org']], ada, { codes: 'on' })
    await postWorkbook([['email'], ['ann@x.org']], ada)
    await postAddresses('ann@x.org', ada, { codes: 'on' })
    const drafts = await db.select().from(batches)
    expect(drafts.map(({ options }) => (options as BatchOptions).codes)).toEqual([true, false, false]) // -- written by draftBatch
  })

  it('keeps name and fingerprint of a workbook, the name made harmless', async () => {
    const name = `C:\\lists\\${'é'.repeat(300)}\u202e<b>.xlsx`
    const file = workbookFile([['email'], ['ann@x.org']], name)
    const answer = await post(paths.admin.batches(), { source: 'workbook', file }, { as: ada })
    expect(answer.status).toBe(303)
    const [batch] = await db.select().from(batches)
    expect(batch?.fileName).toBe('é'.repeat(200))
    expect(batch?.fileSha256).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('a list or file that cannot be used', () => {
  it.each([
    { addresses: '', problem: 'nothing_to_invite' },
    { addresses: ' ,;\n\t, ', problem: 'nothing_to_invite' },
    { addresses: sameOf(rowsMax + 1).join(','), problem: 'too_many_rows' },
  ])('is refused with $problem, and the list stays in the field', async ({ addresses, problem }) => {
    expect(await refusalOf(await postAddresses(addresses, ada))).toEqual([problem])
  })

  it.each([
    { file: new File([], 'empty.xlsx'), problem: 'empty_file' },
    { file: new File(['%PDF-1.7'], 'leaflet.xlsx'), problem: 'unreadable_file' },
    { file: new File([new Uint8Array(10 * 1024 * 1024 + 1)], 'big.xlsx'), problem: 'too_large' },
    { file: new File([new Uint8Array(20 * 1024 * 1024)], 'huge.xlsx'), problem: 'too_large' },
  ])('is refused with $problem', async ({ file, problem }) => {
    const answer = await post(paths.admin.batches(), { source: 'workbook', file }, { as: ada })
    expect(await refusalOf(answer)).toEqual([problem])
  })

  it.each([
    { rows: [['name'], ['Ann']], problem: 'no_email_column' },
    { rows: [['email']], problem: 'nothing_to_invite' },
  ])('as a workbook is refused with $problem', async ({ rows, problem }) => {
    expect(await refusalOf(await postWorkbook(rows, ada))).toEqual([problem])
  })

  it('with more rows than a batch takes is refused with the number, and nothing of it is kept', async () => {
    const file = new File([['email', ...sameOf(rowsMax + 1)].join('\n')], 'people.csv')
    const answer = await post(paths.admin.batches(), { source: 'workbook', file }, { as: ada })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(problemsOn(html)).toEqual(['too_many_rows'])
    expect(textOn(html)).toContain('more than 100,000 rows')
    expect(await tableOf('batches')).toEqual([])
    expect(await tableOf('batch_chunks')).toEqual([])
  })

  it('far too large is not even read, and its form comes back ready to be used', async () => {
    const huge = new File([new Uint8Array(20 * 1024 * 1024)], 'huge.xlsx')
    const file = await post(paths.admin.batches(), { source: 'workbook', file: huge }, { as: ada })
    const upload = await file.text()
    expect(textOn(upload)).toContain('10 MB at most')
    expect(upload).toMatch(/<input type="hidden" name="source" value="workbook"/)
    const list = await postAddresses('a'.repeat(listBytesMax), ada)
    expect(list.status).toBe(422)
    const typed = await list.text()
    expect(problemsOn(typed)).toEqual(['too_large'])
    expect(textOn(typed)).toContain('This list is too long')
    expect(typed).toContain('name="addresses"')
  })

  it('that does not say how large it is, is read no further than the limit', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        controller.enqueue(new Uint8Array(1024 * 1024))
      },
    })
    const headers = {
      ...{ 'Sec-Fetch-Site': 'same-origin', Origin: settings.origin, Cookie: await cookieOf(ada) },
      'Content-Type': 'multipart/form-data; boundary=b',
    }
    const init = { method: 'POST', headers, body: endless, redirect: 'manual' } as const
    const answer = await exports.default.fetch(settings.origin + paths.admin.batches(), init)
    expect(await refusalOf(answer)).toEqual(['too_large'])
    expect(sent).toBeLessThan(15)
  })

  it('asks for a file when none is chosen', async () => {
    const none = await post(
      paths.admin.batches(),
      { source: 'workbook', file: new File([], '') },
      { as: ada },
    )
    expect(none.status).toBe(422)
    expect(textOn(await none.text())).toContain('Choose a file.')
  })
})

describe('a form with something wrong', () => {
  it('comes back with everything that was typed and chosen', async () => {
    await addGroup('Quartier A')
    const [group] = await tableOf('groups')
    const fields = { language: 'fr', message: 'x'.repeat(messageMax + 1), groups: [String(group?.public_id)] }
    const answer = await postAddresses('ann@x.org', ada, { ...fields, admin: 'on', existing: 'renew' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('ann@x.org</textarea>')
    expect(html).toContain(`value="${group?.public_id}" checked`)
    expect(html).toMatch(/name="admin" value="on" checked/)
    expect(html).toMatch(/value="renew" checked/)
    expect(html).toMatch(/value="fr" selected/)
    expect(html).toContain('href="#message"')
    expect(textOn(html)).toContain('2,000 characters at most')
  })

  it('says that the file has to be chosen again', async () => {
    const answer = await postWorkbook([['email'], ['a@x.org']], ada, { message: 'x'.repeat(messageMax + 1) })
    expect(answer.status).toBe(422)
    expect(textOn(await answer.text())).toContain('choose the file again')
  })

  it.each([
    { groups: ['nowhere'] },
    { projects: ['nowhere'] },
    { language: 'tlh' },
    { existing: 'both' },
    { source: 'pigeon' },
  ])('is refused: %j', async (fields) => {
    expect((await postAddresses('ann@x.org', ada, fields)).status).toBe(422)
    expect(await db.select().from(batches)).toEqual([])
  })

  it('counts line ends of a message as one character', async () => {
    const message = `${'x'.repeat(messageMax - 2)}\r\ny`
    expect((await postAddresses('ann@x.org', ada, { message })).status).toBe(303)
  })
})

describe('the live check', () => {
  it('counts what is typed, names what is wrong, and writes nothing', async () => {
    const addresses = 'ann@x.org; bo@x.org, ANN@x.org, nobody, a&lt'
    const answer = await post(paths.admin.addressCheck(), { addresses }, { as: ada })
    const html = await answer.text()
    expect(textOn(html)).toContain('2 addresses')
    expect(textOn(html)).toContain('2 not readable: nobody, a&amp;lt')
    expect(textOn(html)).toContain('1 repeated: ANN@x.org')
    expect(html).not.toContain('<html')
    expect(await db.select().from(batches)).toEqual([])
  })

  it('is silent about an empty field', async () => {
    const answer = await post(paths.admin.addressCheck(), { addresses: ' , ' }, { as: ada })
    expect(await answer.text()).toBe('')
  })
})
