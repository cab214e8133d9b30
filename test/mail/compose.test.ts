import { describe, expect, it } from 'vitest'
import type { LetterKind } from '#src/domain/mails/mail.ts'
import { letterKinds } from '#src/domain/mails/mail.ts'
import { composeLetter } from '#src/mail/compose.tsx'
import { settings } from '#test/support/cast.ts'
import { code, codeInGroups, factsOf, linkOf, letterNow as now } from '#test/support/letters.ts'

const greetings = { en: 'Hello', fr: 'Bonjour', nl: 'Hallo', de: 'Guten Tag', es: 'Hola' }

describe.each(letterKinds)('a letter of the kind %s', (kind) => {
  it.each(Object.entries(greetings))('in %s says everything in text and in HTML', async (locale, hello) => {
    const letter = await composeLetter(factsOf(kind, { locale }), settings, now)
    expect(letter).toMatchObject({ kind, locale, to: 'vera@parvis.test', mailId: 7, at: now })
    expect(letter.from).toEqual({ name: 'Parvis', address: settings.mailFrom })
    expect(letter.headers['Auto-Submitted']).toBe('auto-generated')
    if (kind !== 'batch_done') expect(letter.subject).toContain('Parvis')
    for (const form of [letter.text, letter.html]) {
      expect(form).toMatch(new RegExp(`${hello},?${nameIn(kind, 'Vera')}[,:]`))
      expect(form).toContain(`${settings.origin}${linkOf(kind, locale)}`)
      expect(form).not.toMatch(/letters\.|\{\{|undefined|null|\[object/)
    }
    expect(letter.html).toContain(`<html lang="${locale}">`)
    expect(letter.html).toContain(`<body lang="${locale}" dir="ltr"`)
    expect(letter.html).not.toMatch(/<script|<img|<form/)
  })

  it('survives hostile names', async () => {
    const letter = await composeLetter(
      factsOf(kind, { firstName: hostileName, inviterName: hostileName }),
      { ...settings, platformName: `Ville & <i>Cie</i>\r\nX: 1`, senderName: `Ville & <i>Cie</i>\r\nX: 1` },
      now,
    )
    expect(letter.subject).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
    if (kind !== 'batch_done') expect(letter.subject).toContain('Ville & <i>Cie</i> X: 1')
    expect(letter.from.name).toBe('Ville & <i>Cie</i> X: 1')
    const [text, html] = [
      "O'Brien & <b> Bcc: x@\u2060y.\u2060z {{x}} $t(common.\u2060skip) evil",
      'O&#39;Brien &amp; &lt;b&gt; Bcc: x@\u2060y.\u2060z {{x}} $t(common.\u2060skip) evil',
    ]
    expect(letter.text).toContain(`Hello${nameIn(kind, text)},`)
    expect(letter.html).toContain(`Hello${nameIn(kind, html)},`)
    expect(letter.html).not.toContain('<b>')
    expect(letter.html).not.toContain('<i>')
    expect(letter.text + letter.html).not.toMatch(/[\r\u202e]/)
  })
})

describe('an invitation', () => {
  it('shows the code in groups, alone on its line, and until when it is open', async () => {
    const letter = await composeLetter(factsOf('invitation'), settings, now)
    expect(letter.text.split('\n')).toContain(codeInGroups)
    expect(letter.text).toContain('Or open http://localhost:8787/i and paste')
    expect(letter.text).toContain('until 22 Dec 2026, 12:00')
    expect(letter.html).toContain(`>${codeInGroups}</td>`)
  })

  it('says the date in French and in the time zone of the platform', async () => {
    const letter = await composeLetter(factsOf('invitation', { locale: 'fr-BE' }), settings, now)
    expect(letter.text).toContain('jusqu’au 22 déc. 2026, 12:00')
    expect(letter.text).toContain(`/i/${code}?lang=fr`)
  })

  it('is attributed to the inviter, and to nobody when the platform invites', async () => {
    const byAda = await composeLetter(factsOf('invitation'), settings, now)
    const bySystem = await composeLetter(
      factsOf('reminder', { inviterName: null, message: null }),
      settings,
      now,
    )
    expect(byAda.subject).toBe('Ada Martin invites you to Parvis')
    expect(byAda.text).toContain('Message from Ada Martin')
    expect(bySystem.subject).toBe('Reminder: your invitation to Parvis')
    expect(bySystem.text + bySystem.html).not.toMatch(/Ada|Message from/)
  })

  it('greets without a name where none is known', async () => {
    const letter = await composeLetter(factsOf('invitation', { firstName: '\u202e \r\n' }), settings, now)
    expect(letter.text).toMatch(/^Hello,\n/)
  })

  it('sets the message apart with its lines, as text, never as a link', async () => {
    const message = 'Dear all,\r\n\r\n<a href="https://evil.test">click</a> {{platform}} \u202eevil\n> quoted'
    const letter = await composeLetter(factsOf('invitation', { message }), settings, now)
    expect(letter.text).toContain(
      '> Dear all,\n>\n> <a href="https:\u2060/\u2060/evil.\u2060test">click</a> {{platform}} evil\n> > quoted',
    )
    expect(letter.html).toContain(
      'Dear all,<br/><br/>&lt;a href=&quot;https:\u2060/\u2060/evil.\u2060test&quot;&gt;click',
    )
    expect(letter.html).not.toContain('href="https://evil')
    expect(letter.subject).not.toContain('evil')
  })

  it('keeps lines short and a long message quoted on every line', async () => {
    const letter = await composeLetter(factsOf('invitation', { message: 'word '.repeat(300) }), settings, now)
    const lines = letter.text.split('\n').filter((line) => !line.startsWith('http'))
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76)
    expect(lines.filter((line) => /^word/.test(line))).toEqual([])
    expect(lines.filter((line) => /^> word/.test(line)).length).toBeGreaterThan(20)
  })
})

describe('the way out', () => {
  it('stands in invitations and reminders, for people and for mail programs', async () => {
    for (const kind of ['invitation', 'reminder'] as const) {
      const { text, html, headers } = await composeLetter(factsOf(kind), settings, now)
      const link = `${settings.origin}/u/OUT.token`
      expect(headers['List-Unsubscribe']).toBe(`<${link}>`)
      expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
      expect(text).toContain(`I do not want this\n${link}?lang=en\n`)
      expect(html).toMatch(new RegExp(`<a href="${link}\\?lang=en"[^>]*>I do not want this</a>`))
    }
  })

  it('stands in no other letter, since those were asked for', async () => {
    for (const kind of letterKinds.filter((kind) => kind !== 'invitation' && kind !== 'reminder')) {
      const letter = await composeLetter(factsOf(kind), settings, now)
      expect(Object.keys(letter.headers)).toEqual(['Auto-Submitted', 'Content-Language'])
      expect(letter.text + letter.html).not.toMatch(/\/u\/|do not want/)
    }
  })
})

describe('a language', () => {
  it('of a region is its language, and one that we do not speak is that of the platform', async () => {
    const saidIn = async (locale: string, defaultLanguage: string) => {
      const letter = await composeLetter(
        factsOf('invitation', { locale }),
        { ...settings, defaultLanguage },
        now,
      )
      return [letter.headers['Content-Language'], /lang="(\w+)"/.exec(letter.html)?.[1]]
    }
    expect(await saidIn('nl-BE', 'fr')).toEqual(['nl', 'nl'])
    expect(await saidIn('pt-BR', 'fr')).toEqual(['fr', 'fr'])
    expect(await saidIn('pt', 'de-AT')).toEqual(['de', 'de'])
    expect(await saidIn('pt', 'pt')).toEqual(['en', 'en'])
  })
})

describe('what administrators wrote', () => {
  const written = (entries: Record<string, string>) => new Map(Object.entries(entries))

  it('takes the place of our sentences, in that kind and language alone', async () => {
    const texts = written({
      'invitation/en/subject': '{{name}}, {{ inviter }} waits for you at {{platform}}',
      'invitation/en/greeting': 'Dear {{name}}!',
      'invitation/en/button': 'Come in',
      'reminder/en/button': 'Come at last',
      'invitation/fr/button': 'Entrez',
    })
    const letter = await composeLetter(factsOf('invitation', { texts }), settings, now)
    expect(letter.subject).toBe('Vera, Ada Martin waits for you at Parvis')
    expect(letter.text).toMatch(/^Dear Vera!\n/)
    expect(letter.text).toContain(`Come in\n${settings.origin}/i/`)
    expect(letter.html).toMatch(/>Come in<\/a>/)
  })

  it('is passed over where it names what this letter does not have', async () => {
    const texts = written({
      'invitation/en/subject': '{{inviter}} waits for you',
      'invitation/en/greeting': 'Dear {{name}}!',
      'invitation/en/button': 'Come in, {{name}}',
    })
    const facts = factsOf('invitation', { texts, inviterName: null, firstName: ' ' })
    const letter = await composeLetter(facts, settings, now)
    expect(letter.subject).toBe('Your invitation to Parvis')
    expect(letter.text).toMatch(/^Hello,\n/)
    expect(letter.text).toContain('Accept the invitation\n')
  })

  it('is one line of text: no markup, no catalogue, no placeholder within a name', async () => {
    const texts = written({
      'invitation/en/subject': '$t(letters.greeting_nobody)\r\nBcc: x \u202e{{name}}',
      'invitation/en/greeting': '<b>{{name}}</b>',
    })
    const facts = factsOf('invitation', { texts, firstName: '{{platform}} $& $1' })
    const letter = await composeLetter(facts, settings, now)
    expect(letter.subject).toBe('$t(letters.greeting_nobody) Bcc: x {{platform}} $& $1')
    expect(letter.html).toContain('&lt;b&gt;{{platform}} $&amp; $1&lt;/b&gt;')
  })
})

describe('a test', () => {
  it('says so in the subject and at the top, in its language', async () => {
    const letter = await composeLetter(factsOf('reminder', { locale: 'fr', isTest: true }), settings, now)
    expect(letter.subject).toMatch(/^Test\u202f: Rappel/)
    expect(letter.text).toMatch(/^Ceci est un test/)
    expect(letter.html).toContain('Ceci est un test')
  })
})

describe('the summary of a batch', () => {
  it('says what came of it in numbers, and where to see more', async () => {
    const letter = await composeLetter(factsOf('batch_done', { fileName: null }), settings, now)
    expect(letter.subject).toBe('Your batch is done: 1 person invited')
    expect(letter.text).toContain('- 1 person invited\n- 12 accounts received groups or rights\n- 2 left as')
    expect(letter.text).toContain('- 5 rows with problems left out')
    expect(letter.text).not.toMatch(/renewed|everything already|file/)
    expect(letter.text).toContain(`${settings.origin}/admin/batches/BATCH\n`)
  })

  it('writes numbers as the language does', async () => {
    const facts = factsOf('batch_done', { fileName: null, locale: 'de', invited: 12_430 })
    const letter = await composeLetter(facts, settings, now)
    expect(letter.subject).toContain(': 12.430 ')
    for (const part of [letter.text, letter.html]) expect(part).toContain('12.430')
  })

  it.each([
    ['en', 'Your batch is done: 1 code made', 'invited'],
    ['fr', 'Votre envoi est terminé\u202f: 1 code créé', 'invité'],
    ['nl', 'Je verzending is klaar: 1 code gemaakt', 'uitgenodigd'],
    ['de', 'Ihre Einladungsrunde ist fertig: 1 Code erstellt', 'eingeladen'],
    ['es', 'Su envío ha terminado: 1 código creado', 'invitada'],
  ])('of codes for letters says that they were made, in %s', async (locale, subject, invited) => {
    const facts = factsOf('batch_done', { source: 'codes', fileName: null, locale })
    const letter = await composeLetter(facts, settings, now)
    expect(letter.subject).toBe(subject)
    for (const part of [letter.text, letter.html]) {
      expect(part).toContain(subject.split(': 1 ')[1])
      expect(part).not.toContain(invited)
    }
  })
})

describe('whom people may ask', () => {
  it('stands at the foot, in its lines, and as text', async () => {
    const supportContact = 'Desk <b> & co\n081 24 60 00'
    const letter = await composeLetter(factsOf('invitation'), { ...settings, supportContact }, now)
    expect(letter.text).toContain('Questions?\nDesk <b> & co\n081 24 60 00\n\n-- \n')
    expect(letter.html).toContain('Questions?<br/>Desk &lt;b&gt; &amp; co<br/>081 24 60 00')
  })
})

it('a letter comes from the name of the sender, in one line', async () => {
  const named = { ...settings, senderName: 'Mairie\r\nBcc: x@y.test', mailFrom: 'town@parvis.test' }
  const { from } = await composeLetter(factsOf('invitation'), named, now)
  expect(from).toEqual({ name: 'Mairie Bcc: x@y.test', address: 'town@parvis.test' })
})

describe('a long name', () => {
  it('is cut, and so is the subject', async () => {
    const inviterName = 'é'.repeat(500)
    const texts = new Map([['invitation/en/subject', '{{inviter}} {{platform}} {{inviter}}']])
    const facts = factsOf('invitation', { inviterName, texts })
    const letter = await composeLetter(facts, { ...settings, platformName: 'P'.repeat(100) }, now)
    expect(Array.from(letter.subject)).toHaveLength(200)
    expect(letter.text).toContain(`${'é'.repeat(79)}…`)
    expect(letter.text).not.toContain('é'.repeat(80))
  })
})

describe('the confirmation of an address', () => {
  it('shows the code, and nothing that a stranger could have typed', async () => {
    const letter = await composeLetter(factsOf('address_confirmation'), settings, now)
    expect(letter.subject).toBe('Confirm your address at Parvis')
    expect(letter.text.split('\n')).toContain(codeInGroups)
    expect(letter.text).toContain('until 22 Dec 2026, 12:00')
    expect(letter.text + letter.html).not.toMatch(/Vera|Ada|See you soon/)
  })
})

describe('to an account whose address was given with a letter code', () => {
  it('says to sign in and enter it there, and leads to where that is', async () => {
    const facts = {
      ...factsOf('account_exists'),
      kind: 'account_exists' as const,
      firstName: 'Vera',
      hasCode: true,
    }
    const letter = await composeLetter(facts, settings, now)
    expect(letter.text).toContain('entered at Parvis, with a code from a letter')
    expect(letter.text).toContain('enter the code there')
    expect(letter.text).toContain(`${settings.origin}/sign-in?next=%2Fi&lang=en`)
    expect(letter.text).not.toContain('to register')
  })
})

describe('a password reset', () => {
  it('names the hour and holds neither code nor invitation', async () => {
    const letter = await composeLetter(factsOf('password_reset'), settings, now)
    expect(letter.text).toContain('for one hour, until 22 Nov 2026, 13:00')
    expect(letter.text).not.toContain('/i/')
  })
})

const hostileName = `O'Brien & <b>\r\nBcc: x@y.z {{x}} $t(common.skip) \u202eevil\u2066`

/** A name typed with a letter code is not repeated: it could be anybody's. */
function nameIn(kind: LetterKind, name: string): string {
  return kind === 'address_confirmation' ? '' : ` ${name}`
}
