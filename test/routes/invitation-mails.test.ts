import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { invitationStops, invitations, mails } from '#src/db/schema/index.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { paths } from '#src/paths.ts'
import { get } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { invite } from '#test/support/invitations.ts'
import { linkTo } from '#test/support/panel.ts'

const today = Date.now()
const fresh = { createdAt: today, expiresAt: today + 30 * dayMs }

describe('the list of invitations', () => {
  it('tells what became of the latest mail of each', async () => {
    const lost = await invite('lost@ville.test', fresh)
    await mailBecame(lost.id, 'bounced')
    const again = await invite('again@ville.test', fresh)
    await mailBecame(again.id, 'failed')
    await writeMail(again, 'invitation/2', 'delivered')
    const letter = await invite('', { ...fresh, address: null, emailKey: null })
    await db.delete(mails).where(sql`invitation_id = ${letter.id}`)
    const text = await openList({})
    expect(markOf(text, lost.publicId)).toBe('bounced')
    expect(markOf(text, again.publicId)).toBe('delivered')
    expect(markOf(text, letter.publicId)).toBeUndefined()
    expect(text).toContain('>Bounced<')
  })

  it.each(['bounced', 'complained', 'unsubscribed', 'refused'] as const)(
    'can show those that are %s',
    async (reason) => {
      const stopped = await invite('stopped@ville.test', fresh)
      await stopWithMail(stopped.id, reason)
      const other = await invite('other@ville.test', fresh)
      await stopWithMail(other.id, reason === 'bounced' ? 'complained' : 'bounced')
      await invite('fine@ville.test', fresh)
      const text = await openList({ state: reason })
      expect(idsIn(text)).toEqual([stopped.publicId])
      expect(text).toContain(`data-state="${reason === 'refused' ? 'refused' : 'open'}"`)
    },
  )

  it('counts the refused neither as open nor as expired', async () => {
    const refused = await invite('no@ville.test', fresh)
    const late = await invite('late@ville.test', { createdAt: 0, expiresAt: today - dayMs })
    for (const { id } of [refused, late]) await stop(id, 'refused')
    expect(idsIn(await openList({ state: 'open' }))).toEqual([])
    expect(idsIn(await openList({ state: 'expired' }))).toEqual([])
    expect(idsIn(await openList({ state: 'refused' }))).toEqual([late.publicId, refused.publicId])
  })

  it('can show those whose latest mail failed', async () => {
    const failed = await invite('failed@ville.test', fresh)
    await mailBecame(failed.id, 'failed')
    const again = await invite('again@ville.test', fresh)
    await mailBecame(again.id, 'failed')
    await writeMail(again, 'invitation/2', 'queued')
    const twice = await invite('twice@ville.test', fresh)
    await mailBecame(twice.id, 'failed')
    await writeMail(twice, 'invitation/2', 'failed')
    expect(idsIn(await openList({ state: 'failed' }))).toEqual([twice.publicId, failed.publicId])
    expect(idsIn(await openList({ state: 'failed', q: 'TWICE' }))).toEqual([twice.publicId])
  })

  it.each([
    ['bounced', 'newest'],
    ['bounced', 'oldest'],
    ['bounced', 'expires'],
    ['failed', 'newest'],
    ['failed', 'oldest'],
    ['failed', 'expires'],
  ] as const)('leads through the pages of the %s and back, %s first', async (state, sort) => {
    for (let n = 1; n <= 35; n++) {
      const { id } = await invite(`n${n}@ville.test`, { ...fresh, expiresAt: today + dayMs * (1 + (n % 7)) })
      await mailBecame(id, state)
    }
    const ada = await addUser(cast.ada)
    const first = await (await get(paths.admin.invitations({ state, sort }), { as: ada })).text()
    const second = await (await get(linkTo(first, 'next'), { as: ada })).text()
    const back = await (await get(linkTo(second, 'prev'), { as: ada })).text()
    expect([idsIn(first).length, idsIn(second).length]).toEqual([25, 10])
    expect(new Set([...idsIn(first), ...idsIn(second)]).size).toBe(35)
    expect(idsIn(back)).toEqual(idsIn(first))
  })
})

describe('an invitation’s page', () => {
  it.each([
    ['bounced', 'Mails to this address come back'],
    ['complained', 'reported our mail as spam'],
    ['unsubscribed', 'wants no more mails'],
    ['refused', 'has declined the invitation'],
  ] as const)('says that the person is %s, and what that means', async (reason, sentence) => {
    const { publicId, id } = await invite('stopped@ville.test', fresh)
    await stop(id, reason, reason === 'refused' ? 'No time <b>' : null)
    const text = await openInvitation(publicId)
    expect(text).toContain(`data-stop="${reason}"`)
    expect(text).toContain(sentence)
    expect(text.includes('No time &lt;b&gt;')).toBe(reason === 'refused')
  })

  it.each(['bounced', 'unsubscribed', 'refused'] as const)(
    'does not say of an old code that it works, where the person is %s',
    async (reason) => {
      const { publicId, id } = await invite('stopped@ville.test', { ...fresh, expiresAt: today - dayMs })
      await stop(id, reason, null)
      const text = await openInvitation(publicId)
      expect(text).toContain('its code works again once it is extended')
      expect(text).not.toContain('still works')
      expect(text).toContain('Expired on')
    },
  )

  it('says of each mail why it failed and what to do', async () => {
    const { publicId, id } = await invite('nina@ville.test', fresh)
    await db.update(mails).set({ state: 'failed', lastError: 'refused' }).where(sql`invitation_id = ${id}`)
    const text = await openInvitation(publicId)
    expect(text).toContain('data-problem="refused"')
    expect(text).toContain('The mail service refused this mail')
    expect(text).toContain('is not tried again by itself')
    expect(text).not.toContain('data-stop')
  })

  it('says no reason of old where the mail has left, nor one it does not know', async () => {
    const { publicId, id } = await invite('nina@ville.test', fresh)
    await db.update(mails).set({ state: 'delivered', lastError: 'refused' }).where(sql`invitation_id = ${id}`)
    expect(await openInvitation(publicId)).not.toContain('data-problem')
    await db.update(mails).set({ state: 'failed', lastError: 'of a later version' })
    expect(await openInvitation(publicId)).not.toContain('data-problem')
  })
})

/** As reports do: what is no state of a mail is only a reason to write no more. */
async function stopWithMail(id: number, reason: Parameters<typeof stop>[1]) {
  await stop(id, reason)
  await mailBecame(id, reason === 'bounced' || reason === 'complained' ? reason : 'delivered')
}

type State = (typeof mails.$inferSelect)['state']

async function mailBecame(invitationId: number, state: State) {
  await db.update(mails).set({ state }).where(sql`invitation_id = ${invitationId}`)
}

async function writeMail(invitation: { id: number; publicId: string }, key: string, state: State) {
  const dedupeKey = `${invitation.publicId}/${key}`
  await db.insert(mails).values({
    ...{ dedupeKey, kind: 'invitation', invitationId: invitation.id, address: 'again@ville.test' },
    ...{ locale: 'en', state: 'queued', notBefore: today, createdAt: today },
  })
  await db.update(invitations).set({ sendings: 2 }).where(sql`id = ${invitation.id}`)
  await db.update(mails).set({ state }).where(sql`dedupe_key = ${dedupeKey}`)
}

async function stop(
  invitationId: number,
  reason: (typeof invitationStops.$inferSelect)['reason'],
  note: string | null = null,
) {
  await db.insert(invitationStops).values({ invitationId, reason, at: today, note })
}

async function openList(query: Parameters<typeof paths.admin.invitations>[0]): Promise<string> {
  const known = await db.query.users.findFirst({ where: (user, { eq }) => eq(user.role, 'admin') })
  return (await get(paths.admin.invitations(query), { as: known ?? (await addUser(cast.ada)) })).text()
}

async function openInvitation(publicId: string): Promise<string> {
  const known = await db.query.users.findFirst({ where: (user, { eq }) => eq(user.role, 'admin') })
  return (await get(paths.admin.invitation(publicId), { as: known ?? (await addUser(cast.ada)) })).text()
}

function markOf(page: string, publicId: string): string | undefined {
  return new RegExp(`data-id="${publicId}"[^>]* data-mail="(\\w+)"`).exec(page)?.[1]
}

function idsIn(page: string): string[] {
  return [...page.matchAll(/<tr data-id="(\w+)"/g)].map(([, id = '']) => id)
}
