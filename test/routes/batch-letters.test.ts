import { beforeEach, describe, expect, it } from 'vitest'
import { testsPerDay } from '#src/domain/mails/queue-test-letter.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { textOn } from '#test/support/batch-pages.ts'
import { confirm, draft, inviteAll, rowsOf, tableOf } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast } from '#test/support/cast.ts'
import { deliverWaiting, lettersTo } from '#test/support/mailbox.ts'

const { batch, batchLetters, batchLetterHtml, batchLetterTest } = paths.admin
const message = 'Dear <b>neighbours</b>,\nsee https://evil.test/now and www.evil.test'
const people = rowsOf(
  { email: 'vera@ville.test', language: 'fr' },
  { email: 'tom@ville.test', language: 'fr', message: 'For Tom alone' },
  { email: 'jan@ville.test', language: 'nl' },
)
let ada: Actor

beforeEach(async () => {
  ada = await addUser(cast.ada)
})

describe('the letters of a batch', () => {
  it.each([cast.sam, cast.max])('are not for $firstName', async (person) => {
    const as = await addUser(person)
    const { publicId } = await draft(people, ada, { message })
    expect((await get(batchLetters(publicId), { as })).status).toBe(403)
    expect((await get(batchLetterHtml(publicId), { as })).status).toBe(403)
    expect((await post(batchLetterTest(publicId), {}, { as })).status).toBe(403)
  })

  it('are none where there is no batch', async () => {
    for (const path of [batchLetters('nothing'), batchLetterHtml('nothing')])
      expect((await get(path, { as: ada })).status).toBe(404)
    expect((await post(batchLetterTest('nothing'), {}, { as: ada })).status).toBe(404)
  })

  it('are led to from the review', async () => {
    const { publicId } = await draft(people, ada)
    expect(await read(batch(publicId))).toContain(`href="${batchLetters(publicId)}"`)
  })

  it('are shown in each language of its people, most first, before anything is confirmed', async () => {
    const { publicId } = await draft(people, ada, { message })
    const before = await everything()
    const page = await read(batchLetters(publicId))
    expect(textOn(page)).toContain('French (2) Dutch (1)')
    expect(page).not.toContain('English (')
    expect(await frameOf(page)).toContain('<html lang="fr"')
    const dutch = await read(batchLetters(publicId, { kind: 'reminder', language: 'nl' }))
    expect(await frameOf(dutch)).toContain('<html lang="nl"')
    expect(textOn(dutch)).toContain('Ada Martin')
    expect(await everything()).toEqual(before)
  })

  it('show its message as text, with nothing in it to click', async () => {
    const { publicId } = await draft(people, ada, { message })
    const page = await read(batchLetters(publicId))
    const html = await frameOf(page)
    expect(html).toContain('Dear &lt;b&gt;neighbours&lt;/b&gt;,')
    expect(html).not.toContain('<b>')
    expect(html).not.toMatch(/href="[^"]*evil/)
    expect(`${html}${page}`).not.toContain('evil.test')
  })

  it('say that some people get a message of their own instead', async () => {
    const { publicId } = await draft(people, ada, { message })
    expect(textOn(await read(batchLetters(publicId)))).toContain(
      'One person gets a message of their own instead',
    )
    const without = await draft(people, ada)
    const page = textOn(await read(batchLetters(without.publicId)))
    expect(page).toContain('One person gets a message of their own; all others get none')
    expect(page).not.toContain('For Tom alone')
  })

  it('are shown in a language that somebody has, whatever is asked for', async () => {
    const { publicId } = await draft(people, ada)
    const page = await read(batchLetters(publicId, { kind: 'password_reset', language: 'es' }))
    expect(await frameOf(page)).toContain('<html lang="fr"')
  })

  it('are none where nobody gets a mail', async () => {
    const { publicId } = await draft(rowsOf({ first_name: 'Vera' }), ada, { codes: true })
    expect(await read(batchLetters(publicId))).toContain('No mail in this batch')
  })

  it('are shown after it is confirmed too, in the name of who confirmed it', async () => {
    const bea = await addUser({ ...cast.ada, firstName: 'Bea', email: 'bea@parvis.test' })
    const { publicId } = await draft(people, bea, { message })
    await confirm(publicId, bea)
    expect(textOn(await read(batchLetters(publicId)))).toContain('Bea Martin')
  })

  it('say what the letters of its people say', async () => {
    const vera = rowsOf({ email: 'vera@ville.test', language: 'fr' })
    const { publicId } = await inviteAll(vera, ada, { message }, Date.now())
    await deliverWaiting()
    const [letter] = await lettersTo('vera@ville.test')
    const shown = await frameOf(await read(batchLetters(publicId)))
    expect(sentences(shown)).toEqual(sentences(letter?.html ?? '').replace('Bonjour,', 'Bonjour Vera,'))
  })
})

describe('a test of a batch', () => {
  it('carries its message to the own mailbox, and invites nobody', async () => {
    const { publicId } = await draft(people, ada, { message: 'Come and decide' })
    const answer = await post(batchLetterTest(publicId), { kind: 'reminder', language: 'nl' }, { as: ada })
    expect(answer.headers.get('Location')).toBe(batchLetters(publicId, { kind: 'reminder', language: 'nl' }))
    await deliverWaiting()
    const [letter] = await lettersTo('ada@parvis.test')
    expect(letter).toMatchObject({ kind: 'reminder', locale: 'nl' })
    expect(letter?.text).toContain('> Come and decide')
    expect(await tableOf('invitations')).toEqual([])
  })

  it('counts with all others that somebody sends themselves', async () => {
    const { publicId } = await draft(people, ada)
    for (let time = 0; time < testsPerDay; time++)
      await post(paths.admin.letterTest('invitation', 'en'), {}, { as: ada })
    const answer = await post(batchLetterTest(publicId), { kind: 'reminder', language: 'nl' }, { as: ada })
    expect(answer.status).toBe(429)
    expect(await answer.text()).toContain('10 test mails in 24 hours')
  })
})

async function read(path: string): Promise<string> {
  const answer = await get(path, { as: ada })
  expect(answer.status, path).toBe(200)
  return answer.text()
}

function frameOf(page: string): Promise<string> {
  return read(/<iframe[^>]* src="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '')
}

async function everything() {
  const tables = ['mails', 'events', 'batches', 'batch_chunks', 'invitations']
  return Promise.all(tables.map(tableOf))
}

/** What a letter says, without what is another's in each: codes and links, and until when. */
function sentences(html: string): string {
  const text = textOn(html.replace(/<style>[\s\S]*?<\/style>/, ''))
  return text
    .replace(/http:\/\/localhost:8787\/[iu]\/\S+/g, '…')
    .replace(/\b[0-9A-Z]{4}(?:[\s-][0-9A-Z]{3,4})+\b/g, '…')
    .replace(/\d{1,2} \S+ 20\d\d(,| à)? \d\d:\d\d/g, '…')
}
