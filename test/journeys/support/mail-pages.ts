import { expect } from 'vitest'
import type { Page } from './browser.ts'
import { change, query } from './database.ts'
import { invite, type Walker } from './http.ts'
import { expectFine } from './look.ts'
import type { Platform } from './platform.ts'
import { linkIn, open, press, t } from './steps.ts'

type Told = { platform: Platform; admin: Walker }

/** The invitees of these pages, each with a fate of their own. */
const people = { back: 'retour@exemple.be', no: 'non@exemple.be', gone: 'parti@exemple.be' }
const soon = () => Date.now() + 60 * 60 * 1000

/** Invites three people: mail to the first comes back, the invitation of the last is deleted; answers with the batch. */
export async function inviteThree({ platform, admin }: Told): Promise<string> {
  await invite(platform, admin, Object.values(people).join(', '))
  const back = `(select id from invitations where email_key = '${people.back}')`
  change(
    platform,
    `update mails set state = 'bounced', reported_at = 1 where address = '${people.back}';
     insert into invitation_stops (invitation_id, reason, at) values (${back}, 'bounced', 1);
     insert into suppressions (address_hash, reason, since, invitation_id) values ('back', 'bounce', 1, ${back})`,
  )
  await admin.post(`/admin/invitations/${idOf(platform, people.gone)}/deletion`, {})
  const [batch] = query(platform, 'select public_id from batches order by id desc limit 1')
  return String(batch?.public_id)
}

/** What somebody sees who does not want an invitation; by the link of the letter, and by its code. */
export async function lookAtTheWayOut(page: Page, { platform }: Told) {
  const way = async (address: string) => {
    const headers = (await platform.mailsTo(address)).map((mail) => mail.headers['List-Unsubscribe'])
    return /<(https?:[^>]+)>/.exec(headers.find(Boolean) ?? '')?.[1] ?? ''
  }
  await open(page, '/u/nothing')
  await open(page, await way('max@exemple.be'))
  expect(await page.locator('h1').innerText()).toBe(t('welcome.way_out.accepted_title'))
  await open(page, await way(people.gone))
  expect(await page.locator('h1').innerText()).toBe(t('welcome.way_out.gone_title'))
  const [letter] = await platform.mailsTo(people.no)
  await page.goto(linkIn(letter))
  await open(page, '/invitation/refusal')
  await open(page, await way(people.no))
  await page.locator('[name=reason]').fill('Je déménage.')
  await press(page, t('welcome.refusal.submit'))
  await page.getByText(t('welcome.way_out.done_title')).first().waitFor()
  await expectFine(page)
  await open(page, linkIn(letter))
  expect(await page.locator('h1').innerText()).toBe(t('welcome.refusal.declined.title'))
}

/** What staff see of those to whom no mail goes any more, and how they help. */
export async function lookAtStoppedPeople(page: Page, { platform }: Told) {
  await open(page, '/admin/invitations?state=bounced')
  await open(page, `/admin/invitations/${idOf(platform, people.no)}`)
  await page.locator('[data-stop=refused]').waitFor()
  const back = `/admin/invitations/${idOf(platform, people.back)}`
  await open(page, back)
  await page.locator('[data-stop=bounced]').waitFor()
  await page.goto(`${back}/address`)
  await press(page, t('invitations.address.submit'))
  await page.locator('.error-summary').waitFor()
  await expectFine(page)
  await open(page, '/admin/suppressions')
  await open(page, `/admin/suppressions?q=${people.no}`)
  await open(page, `/admin/suppressions/lifting?address=${people.no}`)
}

/** Mail that is held, mail that failed, and settings that contradict each other. */
export async function lookAtMailHealth(page: Page, { platform }: Told) {
  change(
    platform,
    `update mails set state = 'failed', last_error = 'unknown' where address = '${people.no}';
     insert or replace into mail_flow (id, ticked_at, closed_at, reason, probe_at)
       values (1, ${Date.now()}, ${Date.now()}, 'forbidden', ${soon()})`,
  )
  await open(page, '/admin/mail')
  await page.locator('[data-health=attention]').waitFor()
  await page.locator('[data-problem=unknown]').waitFor()
  await open(page, '/admin/groups')
  await page.locator('[data-banner=mail]').waitFor()
  change(platform, 'update mail_flow set closed_at = null, reason = null, probe_at = null')
  await page.goto('/admin/settings')
  await page.locator('[name=reminder_days]').fill('bientôt')
  await press(page, t('settings.save'))
  await page.locator('.error-summary').waitFor()
  await expectFine(page)
}

/** The letters, their words, and those of a batch that is not sent yet; with somebody in it who has said no. */
export async function lookAtLetters(page: Page, { admin }: Told) {
  await open(page, '/admin/letters')
  await open(page, '/admin/letters/invitation/fr')
  await page.locator('[name=subject]').fill('Bonjour {{nom}}')
  await press(page, t('letterbook.form.save'))
  await page.locator('.error-summary').waitFor()
  await expectFine(page)
  await page.locator('[name=subject]').fill('Bonjour')
  await press(page, t('letterbook.form.preview'))
  await page.getByText(t('letterbook.preview.unsaved')).first().waitFor()
  await expectFine(page)
  const addresses = `${people.no}, neuf@exemple.be`
  const { location } = await admin.post('/admin/batches', { source: 'addresses', addresses, language: 'fr' })
  await open(page, location ?? '')
  await page.locator('[data-problem=suppressed]').first().waitFor()
  await open(page, `${location}/letters`)
}

/** A batch whose mails are paused, and one that is being carried out and asked to stop. */
export async function lookAtHeldBatch(page: Page, { platform }: Told, batch: string) {
  const is = (columns: string) =>
    change(platform, `update batches set ${columns} where public_id = '${batch}'`)
  is(`paused_at = 1, pause_reason = 'bounces'`)
  await open(page, `/admin/batches/${batch}`)
  await page.locator('[data-paused=bounces]').waitFor()
  is(`state = 'confirmed', advanced_at = ${soon()}`)
  await open(page, `/admin/batches/${batch}/cancellation`)
  expect(await page.locator('h1').innerText()).toBe(t('batches.batch.stop.title'))
  is(`state = 'done', paused_at = null, pause_reason = null`)
}

function idOf(platform: Platform, address: string): string {
  const [found] = query(platform, `select public_id from invitations where email_key = '${address}'`)
  return String(found?.public_id)
}
