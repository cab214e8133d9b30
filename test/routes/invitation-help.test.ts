import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { batchChunks, batches, events, invitationStops, invitations, mails } from '#src/db/schema/index.ts'
import { codeOf, formatCode } from '#src/domain/codes/code.ts'
import { liveCodesMax } from '#src/domain/codes/limits.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { paths } from '#src/paths.ts'
import { textOn } from '#test/support/batch-pages.ts'
import { cookiesFrom, get, post } from '#test/support/browse.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { invitationOf, invite, journal, outbox } from '#test/support/invitations.ts'
import { confirmationOf, give, makeLetterCode } from '#test/support/letter-codes.ts'
import { addGroup, addProject } from '#test/support/panel.ts'
import { formatMoment } from '#views/components/moment.tsx'
import { wordsIn } from '#views/words/index.ts'

const today = Date.now()
const fresh = { createdAt: today, expiresAt: today + 30 * dayMs }
const old = { createdAt: today - 31 * dayMs, expiresAt: today - dayMs }
const { invitation, invitationExtension, invitationNewCode, invitationGrant, invitationCode } = paths.admin

describe('extending', () => {
  it('opens an expired invitation again, for administrators', async () => {
    const [ada, sam] = [await addUser(cast.ada), await addUser(cast.sam)]
    const { publicId } = await invite('nina@ville.test', old)
    expect((await post(invitationExtension(publicId), { days: '10' }, { as: sam })).status).toBe(403)
    const answer = await post(invitationExtension(publicId), { days: ' 10 ' }, { as: ada })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, invitation(publicId)])
    expect((await invitationOf(publicId))?.expiresAt).toBeGreaterThan(today + 9 * dayMs)
    const text = await (await get(invitation(publicId), { as: ada })).text()
    expect(textOn(text)).toContain('Extended: open for 10 days from then · Ada Martin')
  })

  it.each(['0', '366', '', '-1', '1.5', '1e2', 'ten', '<b>'])(
    'says what is wrong with %s days',
    async (days) => {
      const { publicId } = await invite('nina@ville.test', old)
      const answer = await post(invitationExtension(publicId), { days }, { as: await addUser(cast.ada) })
      expect(answer.status).toBe(422)
      const text = await answer.text()
      expect(text).toContain('whole number of days from 1 to 365')
      expect(text).toContain('aria-invalid="true"')
      expect(await journal()).toEqual([])
    },
  )

  it('takes no days away', async () => {
    const { publicId } = await invite('nina@ville.test', fresh)
    const answer = await post(invitationExtension(publicId), { days: '5' }, { as: await addUser(cast.ada) })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Choose more days')
  })
})

describe('sending again', () => {
  it('says until when it would be open: never less than it is', async () => {
    const ada = await addUser(cast.ada)
    const shown = async (expiresAt: number) => {
      const { publicId } = await invite(`to-${expiresAt}@ville.test`, { ...fresh, expiresAt })
      return textOn(await (await get(invitation(publicId), { as: ada })).text())
    }
    const day = (at: number) => formatMoment(wordsIn('en'), settings.timeZone, at)
    const [month, year] = [today + 30 * dayMs, today + 300 * dayMs]
    expect(await shown(year)).toContain(`The invitation is then open until ${day(year)}, and`)
    expect(await shown(today + dayMs)).toContain(`The invitation is then open until ${day(month)}, and`)
  })
})

describe('a new code', () => {
  it('is mailed, and the page says so', async () => {
    const sam = await addUser(cast.sam)
    const { publicId } = await invite('nina@ville.test', fresh)
    const answer = await post(invitationNewCode(publicId), { generation: '1' }, { as: sam })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, invitation(publicId)])
    expect(answer.headers.get('Set-Cookie')).toContain('code_replaced')
    expect((await outbox()).at(0)).toBe('invitation nina@ville.test cancelled')
  })

  it('of a letter is to be printed', async () => {
    const ada = await addUser(cast.ada)
    const letter = await makeLetterCode(ada, {}, today)
    const answer = await post(invitationNewCode(letter.publicId), {}, { as: ada })
    expect(answer.headers.get('Set-Cookie')).toContain('code_replaced_letter')
    const shown = await (await post(invitationCode(letter.publicId), {}, { as: ada })).text()
    expect(shown).toContain(formatCode(codeOf(keys, { ...letter, generation: 2 })))
  })

  it('of an expired letter waits for room, as does its extension, and the page says so', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await makeLetterCode(ada, {}, today)
    await db.update(invitations).set({ expiresAt: today - dayMs })
    await db.update(batches).set({ state: 'confirmed', chunksDone: 0 })
    await db.update(batchChunks).set({ rowCount: liveCodesMax })
    for (const [path, fields] of [
      [invitationNewCode(publicId), {}],
      [invitationExtension(publicId), { days: '10' }],
    ] as const) {
      const answer = await post(path, fields, { as: ada })
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain('As many letter codes are open as may be at the same time')
    }
    expect(await invitationOf(publicId)).toMatchObject({ generation: 1, expiresAt: today - dayMs })
  })

  it('is refused to support where it opens more than groups', async () => {
    const sam = await addUser(cast.sam)
    const { publicId } = await invite('nina@ville.test', { ...fresh, promise: { admin: true } })
    const refused = await post(invitationNewCode(publicId), {}, { as: sam })
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain('Only an administrator can replace this code')
    expect(await journal()).toEqual(['code_refused'])
  })

  it('comes without a mail where three have left today: said before, after, and by the timeline', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('nina@ville.test', fresh)
    const options = { as: ada, headers: { 'CF-Connecting-IP': '192.0.2.7' } }
    for (let n = 0; n < 3; n++) await post(invitationNewCode(publicId), {}, options)
    await db.update(mails).set({ state: 'sent' }).where(eq(mails.state, 'queued'))
    const before = await (await get(invitation(publicId), { as: ada })).text()
    expect(before).toContain('none leaves before tomorrow: the new code can be shown here and given by phone')
    for (let n = 0; n < 2; n++) {
      const answer = await post(invitationNewCode(publicId), { generation: '4' }, options)
      expect([answer.status, answer.headers.get('Location')]).toEqual([303, invitation(publicId)])
      const told = await (await get(invitation(publicId), { as: ada, cookie: cookiesFrom(answer) })).text()
      expect(told).toContain('No mail was sent, because the three mails of a day are used up')
      expect(told).toContain('No mail was sent: the three of a day were used up')
    }
    expect((await invitationOf(publicId))?.generation).toBe(5)
    expect(await (await get(paths.admin.journal(), { as: ada })).text()).toContain(
      'Not sent by mail: \u2068the three mails of a day were used up\u2069',
    )
  })

  it('of a person who wants no mail is said to come without one, and how it is given all the same', async () => {
    const ada = await addUser(cast.ada)
    const { publicId, id } = await invite('nina@ville.test', fresh)
    await db.insert(invitationStops).values({ invitationId: id, reason: 'unsubscribed', at: today })
    expect(await (await get(invitation(publicId), { as: ada })).text()).toContain(
      'this address gets none about this invitation: the new code can be shown here and given by phone.',
    )
    const answer = await post(invitationNewCode(publicId), { generation: '1' }, { as: ada })
    const told = await (await get(invitation(publicId), { as: ada, cookie: cookiesFrom(answer) })).text()
    expect(told).toContain(
      'because this address gets none about this invitation: show the new code and give it by phone.',
    )
  })

  it('of an address that was given for a letter code is never said to be shown', async () => {
    const ada = await addUser(cast.ada)
    await give((await makeLetterCode(ada, {}, today)).code, 'nina@ville.test', today)
    const { publicId, id } = await confirmationOf('nina@ville.test')
    await db.insert(invitationStops).values({ invitationId: id, reason: 'unsubscribed', at: today })
    const page = await (await get(invitation(publicId), { as: ada })).text()
    expect(page).toContain('this address gets none about this invitation.')
    expect(page).not.toContain('the new code can be shown')
    const answer = await post(invitationNewCode(publicId), {}, { as: ada })
    const told = await (await get(invitation(publicId), { as: ada, cookie: cookiesFrom(answer) })).text()
    expect(told).toContain('No mail was sent, because this address gets none about this invitation.')
    expect(told).not.toContain('show the new code')
  })
})

describe('what it grants', () => {
  it('is chosen from the groups and projects there are', async () => {
    const ada = await addUser(cast.ada)
    const [group, other] = [await addGroup('Quartier <b>A'), await addGroup('Quartier B')]
    const { publicId } = await invite('nina@ville.test', { ...fresh, promise: { groups: [group.id] } })
    const form = await (await get(invitationGrant(publicId), { as: ada })).text()
    expect(form).toContain('Quartier &lt;b&gt;A')
    expect(form).toMatch(new RegExp(`value="${group.publicId}" checked`))
    const seen = /name="seen" value="([^"]*)"/.exec(form)?.[1] ?? ''
    const answer = await post(invitationGrant(publicId), { groups: other.publicId, seen }, { as: ada })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, invitation(publicId)])
    const late = await post(invitationGrant(publicId), { groups: [], seen }, { as: ada })
    expect(late.status).toBe(409)
    expect(await late.text()).toMatch(new RegExp(`value="${other.publicId}" checked`))
  })

  it('needs a second confirmation to make an administrator', async () => {
    const ada = await addUser(cast.ada)
    const project = await addProject('Parc')
    const { publicId } = await invite('nina@ville.test', fresh)
    const asked = { admin: 'on', projects: project.publicId }
    const first = await post(invitationGrant(publicId), asked, { as: ada })
    expect(first.status).toBe(422)
    const text = await first.text()
    expect(text).toContain('name="confirm"')
    expect(text).toMatch(new RegExp(`value="${project.publicId}" checked`))
    const second = await post(invitationGrant(publicId), { ...asked, confirm: 'on' }, { as: ada })
    expect(second.headers.get('Set-Cookie')).toContain('grant_changed_sent')
    expect(await journal()).toEqual(['grant_changed', 'invitation_sent_again'])
  })

  it('is refused to support with a page, and the attempt journalled', async () => {
    const sam = await addUser(cast.sam)
    const { publicId } = await invite('nina@ville.test', fresh)
    const answer = await post(invitationGrant(publicId), { admin: 'on', confirm: 'on' }, { as: sam })
    expect(answer.status).toBe(403)
    expect(await journal()).toEqual(['grant_change_refused'])
    const page = await (await get(invitation(publicId), { as: sam })).text()
    expect(page).not.toContain(invitationGrant(publicId))
    expect(page).toContain('Wanted to change what it grants: refused')
  })
})

describe('the page of an invitation', () => {
  it('shows a deletion what it does before it is done', async () => {
    const sam = await addUser(cast.sam)
    const { publicId } = await invite('nina@ville.test', fresh)
    const asked = await get(paths.admin.invitationDeletion(publicId), { as: sam })
    expect(asked.status).toBe(200)
    expect(await asked.text()).toContain('Its code stops working')
    expect(await db.$count(invitations)).toBe(1)
  })

  it('spells the code for the phone', async () => {
    const sam = await addUser(cast.sam)
    const { publicId, code } = await invite('nina@ville.test', fresh)
    const text = await (await post(invitationCode(publicId), {}, { as: sam })).text()
    expect(text.match(/<li>/g)?.length).toBeGreaterThanOrEqual(7)
    expect(text).toContain(code.includes('0') ? 'zero' : 'no letter O')
    expect(text).toContain('data-copy-status')
  })

  it('tells events of other versions by their name, and does not break on them', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('nina@ville.test', fresh)
    const event = { at: today, actorId: 4711, subjectType: 'invitation', subjectId: publicId }
    await db.insert(events).values([
      { ...event, action: 'something_<new>', details: { strange: [1] } },
      { ...event, action: 'invitation_extended' },
    ])
    const answer = await get(invitation(publicId), { as: ada })
    expect(answer.status).toBe(200)
    const text = await answer.text()
    expect(text).toContain('Another event: something_&lt;new&gt;')
    expect(text).not.toContain('open for 0 days')
  })

  it('of somebody who was erased says only that', async () => {
    const ada = await addUser(cast.ada)
    const erased = { ...fresh, acceptedAt: today, acceptedBy: ada.id, erasedAt: today }
    const { publicId, id } = await invite('nina@ville.test', erased)
    await db.update(invitations).set({ address: null, emailKey: null }).where(eq(invitations.id, id))
    const text = await (await get(invitation(publicId), { as: ada })).text()
    expect(text).toContain('The person behind it was erased')
    expect(text).not.toContain('nina')
    expect((await post(invitationGrant(publicId), {}, { as: ada })).status).toBe(404)
  })
})
