import { describe, expect, it } from 'vitest'
import { letterKinds } from '#src/domain/mails/mail.ts'
import { composeLetter } from '#src/mail/compose.tsx'
import type { Letter } from '#src/mail/letter.ts'
import { settings } from '#test/support/cast.ts'
import { factsOf, type GivenFacts, letterNow } from '#test/support/letters.ts'
import { interfaceLanguages } from '#views/words/index.ts'

const trap = `www.evil.test \r\nBcc: all@evil.test\u202e <script>alert(1)</script> {{platform}} $t(letters.greeting)`
const hostile: GivenFacts = {
  firstName: `Click https://evil.test/a?b=c&d ${trap}`,
  inviterName: `"Ada" <ada@evil.test> ${trap}`,
  message: `Dear all,\n\n<a href="https://evil.test">our site</a> or javascript:alert(1)\n${trap}\nCall +32 2 555 12 34`,
  fileName: `"><img src=//evil.test>.xlsx`,
}
const people = { 'To Vera': {}, 'To somebody with a hostile name': hostile } as const

describe.each(letterKinds)('a letter of the kind %s', (kind) => {
  it.each(interfaceLanguages)('says in %s what it said when somebody last read it', async (locale) => {
    const letters = await Promise.all(
      Object.entries(people).map(async ([title, given]) => {
        const letter = await composeLetter(factsOf(kind, { locale, ...given }), settings, letterNow)
        return `=== ${title}\n\n${readable(letter)}`
      }),
    )
    await expect(letters.join('\n\n')).toMatchFileSnapshot(`./letters/${kind}.${locale}.txt`)
  })

  it.each(interfaceLanguages)('has in %s nothing that must not be in it', async (locale) => {
    for (const given of Object.values(people)) {
      const letter = await composeLetter(factsOf(kind, { locale, ...given }), settings, letterNow)
      expectClean(letter)
    }
  })
})

it('keeps the style of a letter as it was when somebody last looked at it', async () => {
  const { html } = await composeLetter(factsOf('invitation'), settings, letterNow)
  await expect(html.replaceAll('><', '>\n<')).toMatchFileSnapshot('./letters/style.txt')
})

/** What a letter says, for people: headers, text, and the HTML without its looks; joiners that nobody sees are shown. */
function readable({ from, to, subject, headers, text, html }: Letter): string {
  const lines = Object.entries({
    From: `${from.name} <${from.address}>`,
    To: to,
    Subject: subject,
    ...headers,
  })
  const body = html
    .replace(/^.*<\/head>/s, '')
    .replace(/ (style|class|bgcolor|role|cellpadding|cellspacing)="[^"]*"/g, '')
    .replace(/(\u00a0\u200c\u034f)+/g, ' ~')
    .replace(/>\s*</g, '>\n<')
  const parts = [lines.map(([name, value]) => `${name}: ${value}`).join('\n'), text.trimEnd(), body]
  return parts.join('\n\n').replaceAll('\u2060', '¦')
}

function expectClean({ subject, text, html, headers, from, to }: Letter) {
  const own = settings.origin.replaceAll('.', '\\.')
  for (const line of [subject, from.name, from.address, to, ...Object.values(headers)])
    expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
  expect(Array.from(subject).length).toBeLessThanOrEqual(200)
  expect(text + html).not.toMatch(/undefined|\[object|letters\.[a-z_]+\.|NaN|Invalid Date/)
  expect(html).not.toMatch(/<(script|img|form|iframe|link|object|svg|input|base)\b|\son\w+=|url\(|@import/i)
  const links = [...html.matchAll(/\b(?:href|src|action|background)="([^"]*)"/g)].map(([, link]) => link)
  expect(links.filter((link) => !new RegExp(`^${own}/`).test(link ?? ''))).toEqual([])
  for (const form of [subject, text, html.replace(/<head>.*<\/head>/s, '')])
    expect(form.match(linkable)?.filter((found) => !found.startsWith(settings.origin)) ?? []).toEqual([])
}

/** What a mail program would make a link of: an address of the web or of mail, or a number to call. */
const linkable =
  /\bhttps?:\/\/[^\s"<]*|\bwww\.\w[^\s"<]*|\bjavascript:\w|[\w.]+@[\w.]+|\bevil\.test|\+\d[\d ]{6,}/gi
