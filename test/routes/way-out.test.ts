import { exports } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { invitationStops, suppressions, users } from '#src/db/schema/index.ts'
import { deleteInvitation } from '#src/domain/invitations/delete-invitation.ts'
import { wayOutToken } from '#src/domain/mails/way-out.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { paths } from '#src/paths.ts'
import { answersBeforeLimit, cookiesFrom, get, post } from '#test/support/browse.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { journal, outbox } from '#test/support/invitations.ts'
import { accept, holding, open } from '#test/support/invitee.ts'
import { addInvitation, queueMailOf } from '#test/support/outbox.ts'

const wayOf = (invitation: { publicId: string }, emailKey = 'vera@parvis.test') =>
  paths.wayOut(wayOutToken(keys, invitation.publicId, emailKey))

/** What a mail program sends: no cookie, no origin, no browser's hints. */
const oneClick = (path: string, body: BodyInit = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })) =>
  exports.default.fetch(settings.origin + path, { method: 'POST', body, redirect: 'manual' })

/** A browser that keeps no cookies and says that the form came from elsewhere. */
const barePost = (path: string, fields: Record<string, string>) =>
  post(path, fields, { headers: { 'Sec-Fetch-Site': 'cross-site', Origin: 'null' } })

const stops = async () => (await db.select().from(invitationStops)).map(({ reason, note }) => [reason, note])
const reasons = async () => (await db.select().from(suppressions)).map(({ reason }) => reason)

describe('the way out of a letter', () => {
  it('shows who invited and what the button does, and changes nothing', async () => {
    const ada = await addUser(cast.ada)
    const invitation = await addInvitation({ inviterId: ada.id })
    await queueMailOf(invitation)
    for (const answer of [await get(wayOf(invitation)), await get(wayOf(invitation))]) {
      const html = await answer.text()
      expect(answer.status).toBe(200)
      expect(html).toContain('Ada Martin')
      expect(html).toContain('<form class="public-form" method="post"')
      expect(html).not.toContain(invitation.code)
      expect(html).not.toContain('vera@parvis.test')
    }
    expect([await stops(), await reasons(), await journal()]).toEqual([[], [], []])
    expect(await outbox()).toEqual(['invitation vera@parvis.test queued'])
  })

  it('refuses without cookies and origin, says that it is done and how to come back', async () => {
    const invitation = await addInvitation()
    await queueMailOf(invitation)
    const answer = await barePost(wayOf(invitation), { reason: '  Please, no.\r\nThanks <b>\u202e  ' })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, wayOf(invitation)])
    expect(await stops()).toEqual([['refused', 'Please, no.\nThanks <b>']])
    expect(await reasons()).toEqual(['refusal'])
    expect(await outbox()).toEqual(['invitation vera@parvis.test cancelled'])
    const html = await (await get(wayOf(invitation))).text()
    expect(html).toContain('No more mail comes to you')
    expect(html).toContain('href="/i"')
    expect(html).not.toContain('<textarea')
  })

  it('refuses without a reason, once, however often the form is sent', async () => {
    const invitation = await addInvitation()
    for (const fields of [{}, { reason: '' }, { reason: 'late' }])
      expect((await post(wayOf(invitation), fields)).status).toBe(303)
    expect(await stops()).toEqual([['refused', null]])
    expect(await journal()).toEqual(['invitation_refused'])
  })

  it('takes 500 characters of reason, however they are coded, and gives a longer one back', async () => {
    const invitation = await addInvitation()
    const answer = await post(wayOf(invitation), { reason: `${'👋'.repeat(500)}!` })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('href="#reason"')
    expect(html).toContain('👋!</textarea>')
    expect(await stops()).toEqual([])
    expect((await post(wayOf(invitation), { reason: '👋'.repeat(500) })).status).toBe(303)
    expect(await stops()).toEqual([['refused', '👋'.repeat(500)]])
  })

  it('of an accepted invitation says that nothing more comes, and suppresses nobody', async () => {
    const invitation = await addInvitation()
    await accept(invitation.code)
    const html = await (await get(wayOf(invitation))).text()
    expect(html).toContain('Nothing more comes because of it')
    expect(html).not.toContain('<textarea')
    expect((await post(wayOf(invitation), { reason: 'x' })).status).toBe(303)
    expect([await stops(), await reasons()]).toEqual([[], []])
  })

  it('of an expired invitation still refuses', async () => {
    const invitation = await addInvitation({ expiresAt: Date.now() - dayMs })
    expect((await get(wayOf(invitation))).status).toBe(200)
    await post(wayOf(invitation), {})
    expect(await reasons()).toEqual(['refusal'])
    expect(await (await get(wayOf(invitation))).text()).toContain('the link in your mail can still send you')
  })

  it('of a deleted invitation spares the address, and says so', async () => {
    const ada = await addUser(cast.ada)
    const invitation = await addInvitation()
    await queueMailOf(invitation)
    await deleteInvitation(db, invitation.publicId, ada, Date.now())
    expect(await (await get(wayOf(invitation))).text()).toContain('This invitation is no longer there')
    expect((await barePost(wayOf(invitation), {})).status).toBe(303)
    expect(await reasons()).toEqual(['unsubscribe'])
    expect(await (await get(wayOf(invitation))).text()).toContain('No more mail comes to you')
  })

  it('that is mistyped is a kind 404 for everybody', async () => {
    const invitation = await addInvitation()
    for (const path of [
      wayOf(invitation, 'max@parvis.test'),
      `${wayOf(invitation)}x`,
      '/u/x',
      '/u/a.b%2Fc',
    ]) {
      const answers = [await get(path), await post(path, { reason: 'x'.repeat(501) }), await oneClick(path)]
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
      expect(await answers[0]?.text()).toContain('This link is not complete')
      expect(await answers[2]?.text()).toBe('Unknown')
    }
    expect([await stops(), await reasons()]).toEqual([[], []])
  })

  it('cannot be tried without end', async () => {
    const address = { headers: { 'CF-Connecting-IP': '203.0.113.77' } }
    const ask = (time: number) =>
      time % 2 ? get(`/u/guess${time}`, address) : post(`/u/guess${time}`, {}, address)
    expect(await answersBeforeLimit(ask)).toBeLessThanOrEqual(600)
  })

  it('is not shown in frames of others', async () => {
    const { headers } = await get(wayOf(await addInvitation()))
    expect(headers.get('X-Frame-Options')).toBe('SAMEORIGIN')
    expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'self'")
    expect(headers.get('Cache-Control')).toBe('no-store')
  })
})

describe('one click in a mail program', () => {
  it('ends the mails, leaves the invitation open and answers 200 at once', async () => {
    const invitation = await addInvitation()
    await queueMailOf(invitation)
    const answer = await oneClick(wayOf(invitation))
    expect([answer.status, await answer.text()]).toEqual([200, 'Done'])
    expect(await stops()).toEqual([['unsubscribed', null]])
    expect(await reasons()).toEqual(['unsubscribe'])
    expect(await outbox()).toEqual(['invitation vera@parvis.test cancelled'])
    expect((await open(invitation.code)).status).toBe(200)
    expect(await (await get(wayOf(invitation))).text()).toContain('Mails about it have stopped')
  })

  it('may come as multipart', async () => {
    const invitation = await addInvitation()
    const body = new FormData()
    body.append('List-Unsubscribe', 'One-Click')
    expect((await oneClick(wayOf(invitation), body)).status).toBe(200)
    expect(await stops()).toEqual([['unsubscribed', null]])
  })

  it.each(['List-Unsubscribe=One-Click\r\n', 'List-Unsubscribe=one-click'])(
    'is no refusal where a program writes it a little otherwise: %j',
    async (said) => {
      const body = new Blob([said], { type: 'application/x-www-form-urlencoded' })
      const answer = await oneClick(wayOf(await addInvitation()), body)
      expect([answer.status, await stops()]).toEqual([200, [['unsubscribed', null]]])
    },
  )

  it('is answered alike whatever the invitation has become, and doubles nothing', async () => {
    const ada = await addUser(cast.ada)
    const stillOpen = await addInvitation({ address: 'a@parvis.test' })
    const refused = await addInvitation({ address: 'b@parvis.test' })
    const expired = await addInvitation({ address: 'c@parvis.test', expiresAt: Date.now() - 1 })
    const accepted = await addInvitation({ address: 'd@parvis.test' })
    const deleted = await addInvitation({ address: 'e@parvis.test' })
    await queueMailOf(deleted)
    await post(wayOf(refused, 'b@parvis.test'), { reason: 'no' })
    await accept(accepted.code)
    await deleteInvitation(db, deleted.publicId, ada, Date.now())
    const all = [stillOpen, refused, expired, accepted, deleted]
    for (const invitation of [...all, ...all]) {
      const answer = await oneClick(wayOf(invitation, invitation.address ?? ''))
      expect([answer.status, await answer.text(), cookiesFrom(answer)]).toEqual([200, 'Done', ''])
    }
    expect(await stops()).toEqual([
      ['unsubscribed', null],
      ['refused', 'no'],
      ['unsubscribed', null],
    ])
    expect((await reasons()).toSorted()).toEqual(['refusal', 'unsubscribe', 'unsubscribe', 'unsubscribe'])
    expect((await journal()).filter((action) => action === 'invitation_unsubscribed')).toHaveLength(3)
  })

  it('needs a form: anything else is refused, and elsewhere an origin too', async () => {
    const invitation = await addInvitation()
    expect((await oneClick(wayOf(invitation), 'List-Unsubscribe=One-Click')).status).toBe(415)
    expect(await stops()).toEqual([])
    expect((await barePost('/invitation/refusal', {})).status).toBe(403)
  })
})

describe('the page of an invitation', () => {
  it('leads to where it can be declined, and back', async () => {
    const { code } = await addInvitation()
    expect(await (await open(code)).text()).toContain('href="/invitation/refusal"')
    const html = await (await get('/invitation/refusal', holding(code))).text()
    expect(html).toContain('action="/invitation/refusal"')
    expect(html).toContain('href="/invitation"')
    expect([await stops(), await journal()]).toEqual([[], []])
  })

  it('is declined from there, says so, and is accepted after all', async () => {
    const { code } = await addInvitation()
    const answer = await post('/invitation/refusal', { reason: 'Not now' }, holding(code))
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/invitation'])
    expect(await stops()).toEqual([['refused', 'Not now']])
    const declined = await (await open(code)).text()
    expect(declined).toContain('You have declined this invitation')
    expect(declined).toContain('href="/invitation?again=1"')
    expect(declined).not.toContain('name="password"')
    const again = await (await get('/invitation?again=1', holding(code))).text()
    expect(again).toContain('name="password"')
    expect(again).not.toContain('/invitation/refusal')
    expect((await get('/invitation/refusal', holding(code))).headers.get('Location')).toBe('/invitation')
    expect((await accept(code)).headers.get('Location')).toBe('/')
    expect([await stops(), await reasons()]).toEqual([[], []])
    expect(await db.select().from(users)).toHaveLength(1)
  })

  it('declined and expired offers a new mail, which then comes', async () => {
    const { code } = await addInvitation({ expiresAt: Date.now() - 1 })
    await post('/invitation/refusal', {}, holding(code))
    expect(await (await open(code)).text()).toContain('The invitation has expired since')
    const again = await get('/invitation?again=1', holding(code))
    expect(again.status).toBe(410)
    expect(await again.text()).toContain('action="/invitation/deliveries"')
    await post('/invitation/deliveries', {}, holding(code))
    expect(await outbox()).toHaveLength(1)
    expect(await reasons()).toEqual([])
  })

  it('of a letter code cannot be declined: it is on paper, and nobody is written to', async () => {
    const { code } = await addInvitation({ address: null, emailKey: null })
    expect(await (await open(code)).text()).not.toContain('/invitation/refusal')
    expect((await get('/invitation/refusal', holding(code))).headers.get('Location')).toBe('/invitation')
    await post('/invitation/refusal', {}, holding(code))
    expect([await stops(), await reasons()]).toEqual([[], []])
  })

  it('declines nothing without a code, and not another one than was shown', async () => {
    const { code } = await addInvitation()
    const other = await addInvitation({ address: 'other@parvis.test' })
    expect((await post('/invitation/refusal', {})).headers.get('Location')).toBe('/invitation')
    const answer = await post('/invitation/refusal', { invitation: other.publicId }, holding(code))
    expect(answer.headers.get('Location')).toBe('/invitation/refusal')
    expect(cookiesFrom(answer)).toContain('other_invitation')
    expect(await stops()).toEqual([])
  })

  it('says nothing of a refusal to somebody else who is signed in', async () => {
    const max = await addUser(cast.max)
    const { code } = await addInvitation()
    await post('/invitation/refusal', {}, holding(code))
    const answer = await open(code, { as: max })
    expect(answer.status).toBe(403)
    expect(await answer.text()).not.toContain('/invitation?again=1')
  })
})
