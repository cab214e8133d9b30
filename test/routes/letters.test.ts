import { beforeEach, describe, expect, it } from 'vitest'
import { letterKinds } from '#src/domain/mails/mail.ts'
import { testsPerDay } from '#src/domain/mails/queue-test-letter.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { textOn } from '#test/support/batch-pages.ts'
import { tableOf } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast } from '#test/support/cast.ts'
import { deliverWaiting, lettersTo } from '#test/support/mailbox.ts'
import { ownSentences } from '#views/letterbook/own-sentences.ts'
import { interfaceLanguages, wordsIn } from '#views/words/index.ts'

const { letter, letterHtml, letters, letterTest } = paths.admin
const place = letter('invitation', 'en')
let ada: Actor

beforeEach(async () => {
  ada = await addUser(cast.ada)
})

describe('letters in the panel', () => {
  it.each([cast.sam, cast.max])('are not for $firstName', async (person) => {
    const as = await addUser(person)
    for (const path of [letters(), place, letterHtml('invitation', 'en')])
      expect((await get(path, { as })).status).toBe(403)
    expect((await post(place, { subject: 'Mine', do: 'save' }, { as })).status).toBe(403)
    expect((await post(letterTest('invitation', 'en'), {}, { as })).status).toBe(403)
    expect(await tableOf('mails')).toEqual([])
  })

  it('are listed with every kind and language, and which of them were changed', async () => {
    await save({ subject: 'Come in' })
    const page = await read(letters())
    for (const kind of letterKinds)
      for (const language of interfaceLanguages) expect(page).toContain(`href="${letter(kind, language)}"`)
    expect([...page.matchAll(/data-changed="([^"]+)"/g)].map(([, which]) => which)).toEqual(['invitation/en'])
  })

  it.each([letter('invitation', 'it'), letter('nothing', 'en'), letter('__proto__', 'en')])(
    '%s is none',
    async (path) => {
      expect((await get(path, { as: ada })).status).toBe(404)
      expect((await get(`${path}/html`, { as: ada })).status).toBe(404)
      expect((await get(`${path}/test`, { as: ada })).status).toBe(404)
      expect((await post(path, { do: 'save' }, { as: ada })).status).toBe(404)
      expect((await post(`${path}/test`, {}, { as: ada })).status).toBe(404)
    },
  )

  it('are shown as they arrive, every kind and every language, and nothing is written', async () => {
    const seen = [
      ...letterKinds.map((kind) => ({ kind, language: 'fr' })),
      ...interfaceLanguages.map((language) => ({ kind: 'reminder', language })),
    ]
    for (const { kind, language } of seen) {
      expect(await read(letter(kind, language))).toContain(`src="${letterHtml(kind, language)}"`)
      expect(await read(letterHtml(kind, language))).toContain(`<html lang="${language}"`)
    }
    for (const table of ['mails', 'events', 'letter_texts', 'invitations'])
      expect(await tableOf(table)).toEqual([])
  })

  it('stand in a frame of their own, under a policy of its own', async () => {
    const answer = await get(letterHtml('invitation', 'fr'), { as: ada })
    const policy = answer.headers.get('Content-Security-Policy')
    expect(policy).toContain("default-src 'none'; style-src 'unsafe-inline'")
    expect(policy).toContain('sandbox allow-popups')
    expect(policy).not.toContain('allow-scripts')
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect((await get(place, { as: ada })).headers.get('Content-Security-Policy')).toContain(
      "style-src 'self'",
    )
  })
})

describe('the words of a letter', () => {
  it('are ours until somebody writes others, and the form says ours as the letter does', async () => {
    for (const kind of letterKinds) {
      const ours = ownSentences(wordsIn('fr'), kind)
      const text = await read(letterHtml(kind, 'fr'))
      const named = (sentence: string) =>
        sentence
          .replace('{{platform}}', 'Parvis')
          .replace('{{inviter}}', 'Ada Martin')
          .replace('{{name}}', 'Vera')
      expect(text).toContain(escaped(named(ours.button)))
      expect(text).toContain(escaped(named(ours.greeting)))
      expect(text).toContain(escaped(named(ours.subject).split('…')[0] ?? ''))
    }
  })

  it('are saved, shown in the letter, and told in the journal without what they say', async () => {
    const answer = await save({ subject: '{{inviter}} needs you', greeting: 'Ahoy {{name}}!' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Location')).toBe(place)
    expect(await read(letterHtml('invitation', 'en'))).toContain('Ahoy Vera!')
    expect(textOn(await read(place))).toContain('Ada Martin needs you')
    const journal = await tableOf('events')
    expect(journal.map(({ action }) => action)).toEqual(['letter_text_changed', 'letter_text_changed'])
    expect(JSON.stringify(journal)).not.toContain('Ahoy')
    expect(await read(letterHtml('invitation', 'nl'))).not.toContain('Ahoy')
  })

  it('go back to ours by a button, whatever stands in the form', async () => {
    await save({ greeting: 'Ahoy {{name}}!' })
    const revision = revisionOn(await read(place))
    await post(place, { greeting: 'Ahoy {{nobody}}!', revision, do: 'back' }, { as: ada })
    expect(await tableOf('letter_texts')).toEqual([])
    expect(await read(place)).not.toContain('value="back"')
  })

  it.each([
    [
      'subject',
      'Dear {{friend}}',
      'Subject: {{friend}} stands for nothing here',
      '{{platform}}, {{inviter}}, {{name}}',
    ],
    ['button', 'Go, {{name}}', 'Button: {{name}} stands for nothing here', 'You can use {{platform}}'],
    [
      'greeting',
      'Hello {{name',
      'Greeting: here a pair of braces is incomplete, {{name',
      '{{platform}}, {{inviter}}, {{name}}',
    ],
    ['subject', 'Hello\u202eolleH', 'invisible character', ''],
    ['button', 'x'.repeat(61), 'at most 60 characters', ''],
  ])('are refused with the field named, and kept: %s %s', async (field, text, problem, allowed) => {
    const answer = await save({ [field]: text, ...(field === 'subject' ? { greeting: 'Kept' } : {}) })
    const page = await answer.text()
    expect(answer.status).toBe(422)
    expect(page).toContain(`href="#${field}"`)
    expect(page).toContain(`value="${text}"`)
    expect(textOn(page)).toContain(problem)
    expect(textOn(page)).toContain(allowed)
    expect(await tableOf('letter_texts')).toEqual([])
    expect(await tableOf('events')).toEqual([])
  })

  it('are previewed without being saved', async () => {
    await save({ subject: 'Saved' })
    const answer = await post(place, { greeting: 'Ahoy {{name}} & <b>', do: 'preview' }, { as: ada })
    const page = await answer.text()
    expect(answer.status).toBe(200)
    expect(page).toContain('Not saved yet')
    expect(page).toContain('value="Ahoy {{name}} &amp; &lt;b&gt;"')
    expect(textOn(page)).toContain('Ada Martin invites you to Parvis')
    const frame = /<iframe[^>]* src="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const html = await read(frame)
    expect(html).toContain('Ahoy Vera &amp; &lt;b&gt;')
    expect(html).not.toContain('<b>')
    expect(await read(letterHtml('invitation', 'en'))).not.toContain('Ahoy')
    expect(await tableOf('letter_texts')).toHaveLength(1)
  })

  it('show hostile text as text, in the page and in the letter', async () => {
    await save({ subject: '</title><script>alert(1)</script>', greeting: '"><img src=x onerror=alert(1)>' })
    for (const html of [await read(place), await read(letterHtml('invitation', 'en'))]) {
      expect(html).not.toContain('<script>alert')
      expect(html).not.toContain('<img src=x')
    }
    expect(textOn(await read(place))).toContain('script&gt;alert(1)')
  })

  it('cannot be smuggled into the frame by an address', async () => {
    const hostile = { typed: 'yes', greeting: '<script>alert(1)</script>' }
    const html = await read(letterHtml('invitation', 'en', hostile))
    expect(html).not.toContain('<script>')
    const wrong = letterHtml('invitation', 'en', { typed: 'yes', subject: '{{nobody}}' })
    expect((await get(wrong, { as: ada })).status).toBe(404)
  })

  it('of two administrators at once the second is told, and keeps what they typed', async () => {
    await save({ subject: 'One' })
    const answer = await save({ subject: 'Two' })
    expect(answer.status).toBe(409)
    const page = await answer.text()
    expect(page).toContain('Somebody else changed this mail')
    expect(page).toContain('value="Two"')
    const revision = revisionOn(page)
    expect((await save({ subject: 'Two', revision })).status).toBe(303)
    expect((await tableOf('letter_texts')).map(({ text }) => text)).toEqual(['Two'])
  })
})

describe('a test', () => {
  it('comes to the own mailbox as others would get the letter, in its language, and opens nothing', async () => {
    await save({ greeting: 'Ahoy {{name}}!' })
    const answer = await post(letterTest('invitation', 'en'), {}, { as: ada })
    expect(answer.status).toBe(303)
    await post(letterTest('reminder', 'de'), {}, { as: ada })
    await deliverWaiting()
    const [second, first] = await lettersTo('ada@parvis.test')
    expect(first?.text).toContain('Ahoy')
    expect(second?.headers['Content-Language']).toBe('de')
    const link = /http:\/\/localhost:8787(\/i\/\S+)/.exec(first?.text ?? '')?.[1] ?? ''
    const opened = await get(link)
    const shown = await get(opened.headers.get('Location') ?? link, {
      headers: { Cookie: opened.headers.getSetCookie().join('; ') },
    })
    expect(await shown.text()).not.toContain('name="password"')
    expect(await tableOf('invitations')).toEqual([])
  })

  it('says to whom it is on its way', async () => {
    const answer = await post(letterTest('invitation', 'en'), {}, { as: ada })
    const [cookie = ''] = answer.headers.getSetCookie().map((set) => set.split(';')[0] ?? '')
    expect(await (await get(place, { as: ada, cookie })).text()).toContain('on its way to ada@parvis.test')
  })

  it('is sent for every kind of letter', async () => {
    for (const kind of letterKinds) await post(letterTest(kind, 'fr'), {}, { as: ada })
    await deliverWaiting()
    const kinds = (await lettersTo('ada@parvis.test')).map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual([...letterKinds].toSorted())
  })

  it('is sent ten times a day at most, and the page says so', async () => {
    for (let time = 0; time < testsPerDay; time++) await post(letterTest('invitation', 'en'), {}, { as: ada })
    const answer = await post(letterTest('reminder', 'fr'), {}, { as: ada })
    expect(answer.status).toBe(429)
    expect(await answer.text()).toContain('10 test mails in 24 hours')
    expect(await tableOf('mails')).toHaveLength(testsPerDay)
    expect((await get(letterTest('reminder', 'fr'), { as: ada })).status).toBe(303)
  })
})

async function read(path: string): Promise<string> {
  const answer = await get(path, { as: ada })
  expect(answer.status, path).toBe(200)
  return answer.text()
}

function save(fields: Record<string, string>) {
  return post(place, { do: 'save', ...fields }, { as: ada })
}

function revisionOn(page: string): string {
  return /name="revision" value="(\d+)"/.exec(page)?.[1] ?? ''
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}
