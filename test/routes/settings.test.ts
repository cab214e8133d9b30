import { beforeEach, describe, expect, it } from 'vitest'
import { settings as table } from '#src/db/schema/index.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { textOn } from '#test/support/batch-pages.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { journal } from '#test/support/invitations.ts'

const full = {
  ...{ reminder_days: '5', expiry_days: '60', mails_per_minute: '10 000', batch_summary: 'on' },
  reply_to: ' Town.Hall@Parvis.test ',
}
const town = {
  ...{ platform_name: ' Namur  parle ', support_contact: 'Mairie, 081 24 60 00\r\naide@namur.test' },
  ...{ languages: ['', 'nl', 'fr'], default_language: 'nl', registration: 'closed', retention_days: '7' },
  ...{ sender_name: 'Mairie de Namur', mail_from: 'mairie@Namür.test' },
  after_accepting: 'https://namur.test/bienvenue?d=été',
}

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

const save = (fields: Record<string, string | string[]>) => post(paths.admin.settings(), fields, { as: ada })
const show = async () => (await get(paths.admin.settings(), { as: ada })).text()
const rows = () => db.select().from(table)

describe('the settings', () => {
  it('say what the platform says where nothing is set, and looking changes nothing', async () => {
    const text = textOn(await show())
    for (const said of ['Empty means 3,', 'Empty means 30,', 'Empty means 1,000,', 'value is yes'])
      expect(text).toContain(said)
    expect(text).toContain('invitations@parvis.example')
    expect(await rows()).toEqual([])
  })

  it('are saved, shown again with who saved them, and emptied again', async () => {
    const answer = await save({ ...full, revision: '0' })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, paths.admin.settings()])
    expect(await rows()).toMatchObject([
      {
        ...{ reminderDays: 5, expiryDays: 60, mailsPerMinute: 10_000, batchSummary: null },
        ...{ replyTo: 'Town.Hall@Parvis.test', revision: 1, updatedBy: ada.id },
      },
    ])
    const page = await show()
    expect(page).toMatch(/name="reminder_days" value="5"/)
    expect(page).toMatch(/name="revision" value="1"/)
    expect(textOn(page)).toMatch(/Last changed by \u2068Ada Martin\u2069/)
    await save({ revision: '1' })
    expect(await rows()).toMatchObject([
      { reminderDays: null, expiryDays: null, batchSummary: false, replyTo: null, revision: 2 },
    ])
    expect(await journal()).toEqual(['settings_changed', 'settings_changed'])
  })

  it('take the name, the contact, the languages, the sender and where people go, cleaned', async () => {
    expect((await save(town)).status).toBe(303)
    expect(await rows()).toMatchObject([
      {
        ...{ platformName: 'Namur parle', supportContact: 'Mairie, 081 24 60 00\naide@namur.test' },
        ...{ languages: ['fr', 'nl'], defaultLanguage: 'nl', registration: 'closed', retentionDays: 7 },
        ...{ senderName: 'Mairie de Namur', mailFrom: 'mairie@xn--namr-2ra.test' },
        afterAccepting: 'https://namur.test/bienvenue?d=%C3%A9t%C3%A9',
      },
    ])
    const page = await show()
    expect(page).toContain('<title>Settings · Namur parle</title>')
    expect([...page.matchAll(/name="languages" value="(\w+)" checked/g)].map(([, tag]) => tag)).toEqual([
      ...['fr', 'nl'],
    ])
    expect(page).toMatch(/name="registration" value="closed" checked/)
  })

  it('leave to the platform what says what it says anyway, and languages where the form has no boxes', async () => {
    await save({
      ...full,
      languages: ['en', 'fr', 'nl', 'de', 'es'],
      default_language: 'en',
      registration: 'open',
    })
    expect(await rows()).toMatchObject([{ languages: null, defaultLanguage: null, registration: null }])
    await save(full)
    expect(await rows()).toMatchObject([{ languages: null, revision: 1 }])
  })

  it.each([
    ['platform_name', 'x'.repeat(101)],
    ['support_contact', 'one\ntwo\nthree'],
    ['support_contact', 'x'.repeat(201)],
    ['languages', ''],
    ['languages', 'it'],
    ['default_language', 'it'],
    ['registration', 'perhaps'],
    ['sender_name', 'x'.repeat(81)],
    ['mail_from', 'a@b\r\nBcc: x@y.test'],
    ['retention_days', '366'],
    ['after_accepting', 'http://namur.test'],
    ['after_accepting', 'javascript:alert(1)'],
    ['after_accepting', 'https://ada:secret@namur.test'],
    ['after_accepting', `https://namur.test/${'x'.repeat(500)}`],
    ['after_accepting', '//namur.test'],
  ])('refuse what %s cannot be, with the error at its field', async (name, value) => {
    const answer = await save({ [name]: value })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain(`href="#${name}"`)
    expect(html).toContain(`id="${name}-error"`)
    expect(await rows()).toEqual([])
  })

  it('tell two wrong addresses apart', async () => {
    const html = await (await save({ mail_from: 'mairie', reply_to: 'somewhere' })).text()
    expect(html).toMatch(/href="#mail_from">The address that mails come from is not an e-mail address/)
    expect(html).toMatch(/href="#reply_to">The address where answers go is not an e-mail address/)
  })

  it('want the default among the languages', async () => {
    const answer = await save({ languages: ['fr', 'nl'] })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('id="default_language-error"')
  })

  it('want numbers within their limits and an address, and keep what was typed', async () => {
    const wrong = {
      ...{ reminder_days: '31', expiry_days: '0', mails_per_minute: '1.5', reply_to: 'somewhere' },
    }
    const answer = await save(wrong)
    const html = await answer.text()
    expect(answer.status).toBe(422)
    for (const [name, typed] of Object.entries(wrong)) {
      expect(html).toContain(`id="${name}-error"`)
      expect(html).toContain(`name="${name}" value="${typed}"`)
    }
    expect(textOn(html)).toContain('from 0 to 30')
    expect(textOn(html)).toContain('from 1 to 365')
    expect(textOn(html)).toContain('from 1 to 100,000')
    expect(await rows()).toEqual([])
  })

  it('take a reminder only before the invitation expires, whichever of the two is the platform’s', async () => {
    for (const days of [{ reminder_days: '9', expiry_days: '9' }, { expiry_days: '2' }]) {
      const answer = await save(days)
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain('id="reminder_days-error"')
    }
    expect((await save({ reminder_days: '0', expiry_days: '1' })).status).toBe(303)
  })

  it('tell the second of two forms what the first has changed, and let it be saved after all', async () => {
    await save({ ...full, revision: '0' })
    const late = { ...full, expiry_days: '90', reply_to: '', revision: '0' }
    const answer = await save(late)
    const html = await answer.text()
    expect(answer.status).toBe(409)
    expect([...html.matchAll(/data-changed="(\w+)"/g)].map(([, name]) => name)).toEqual([
      'expiry_days',
      'reply_to',
    ])
    expect(textOn(html)).toContain('Days until an invitation expires: now 60; in your form 90.')
    expect(html).toContain('name="expiry_days" value="90"')
    expect(html).toContain('name="revision" value="1"')
    expect((await save({ ...late, revision: '1' })).status).toBe(303)
    expect(await rows()).toMatchObject([{ expiryDays: 90, replyTo: null, revision: 2 }])
  })

  it('name what differs in words, whatever it is', async () => {
    await save({ ...town, revision: '0' })
    const html = await (await save({ revision: '0' })).text()
    const text = textOn(html)
    expect(text).toContain('Languages: now French and Dutch; in your form the platform’s own value.')
    expect(text).toContain('Who may come in: now only people who are invited;')
    expect(text).toContain('Language where none is given: now Dutch;')
  })

  it('show what was written as text', async () => {
    const html = await (await save({ reply_to: '"><script>alert(1)</script>' })).text()
    expect(html).not.toContain('<script>alert')
  })
})
