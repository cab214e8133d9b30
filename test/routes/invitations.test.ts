import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { invitations, mails } from '#src/db/schema/index.ts'
import { formatCode } from '#src/domain/codes/code.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { paths } from '#src/paths.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'
import { invite, journal } from '#test/support/invitations.ts'
import { addBatchWith } from '#test/support/outbox.ts'
import { addGroup, addProject, linkTo } from '#test/support/panel.ts'

const today = Date.now()
const fresh = { createdAt: today, expiresAt: today + 30 * dayMs }
const old = { createdAt: today - 31 * dayMs, expiresAt: today - dayMs }

async function inviteInEveryState() {
  const max = await addUser(cast.max)
  return {
    open: await invite('open@ville.test', fresh),
    reminded: await invite('reminded@ville.test', { ...fresh, remindedAt: today }),
    accepted: await invite('accepted@ville.test', { ...fresh, acceptedAt: today, acceptedBy: max.id }),
    expired: await invite('expired@ville.test', old),
  }
}

async function listed(query: Parameters<typeof paths.admin.invitations>[0]): Promise<string[]> {
  const sam = (await db.query.users.findFirst({ where: (user) => eq(user.role, 'support') })) ?? null
  const text = await (
    await get(paths.admin.invitations(query), { as: sam ?? (await addUser(cast.sam)) })
  ).text()
  return [...text.matchAll(/([\w.]+)@ville\.test<\/a>/g)].map(([, name = '']) => name)
}

describe('the list of invitations', () => {
  it('marks each with its state', async () => {
    const found = await inviteInEveryState()
    const text = await (await get(paths.admin.invitations(), { as: await addUser(cast.ada) })).text()
    for (const [state, { publicId }] of Object.entries(found))
      expect(text).toContain(`data-id="${publicId}" data-state="${state}"`)
  })

  it('can show one state; reminded ones are still open', async () => {
    await inviteInEveryState()
    expect(await listed({ state: 'open' })).toEqual(['reminded', 'open'])
    expect(await listed({ state: 'reminded' })).toEqual(['reminded'])
    expect(await listed({ state: 'accepted' })).toEqual(['accepted'])
    expect(await listed({ state: 'expired' })).toEqual(['expired'])
    expect(await listed({ state: 'nonsense' })).toHaveLength(4)
  })

  it('can be put in order', async () => {
    await invite('second@ville.test', { ...fresh, expiresAt: today + 20 * dayMs })
    await invite('last@ville.test', fresh)
    await invite('first@ville.test', { ...fresh, expiresAt: today + 10 * dayMs })
    expect(await listed({})).toEqual(['first', 'last', 'second'])
    expect(await listed({ sort: 'oldest' })).toEqual(['second', 'last', 'first'])
    expect(await listed({ sort: 'expires' })).toEqual(['first', 'second', 'last'])
  })

  it('is searched by name and address', async () => {
    await invite('ann@ville.test', { ...fresh, firstName: 'Anne', lastName: 'Élan' })
    await invite('bob_b@ville.test', fresh)
    expect(await listed({ q: 'élan' })).toEqual(['ann'])
    expect(await listed({ q: 'BOB_' })).toEqual(['bob_b'])
    expect(await listed({ q: '%' })).toEqual([])
  })

  it('can show one batch', async () => {
    const batchId = await addBatchWith('', await addUser(cast.ada))
    await invite('in@ville.test', { ...fresh, batchId })
    await invite('out@ville.test', fresh)
    const batch = (await db.query.batches.findFirst())?.publicId ?? ''
    expect(await listed({ batch })).toEqual(['in'])
    expect(await listed({ batch: 'unknown' })).toEqual([])
  })

  it.each(['newest', 'oldest', 'expires'])('leads through its pages and back, %s first', async (sort) => {
    for (let n = 1; n <= 35; n++)
      await invite(`n${n}@ville.test`, { ...fresh, expiresAt: today + dayMs * (1 + (n % 7)) })
    const ada = await addUser(cast.ada)
    const first = await (await get(paths.admin.invitations({ sort }), { as: ada })).text()
    const second = await (await get(linkTo(first, 'next'), { as: ada })).text()
    const back = await (await get(linkTo(second, 'prev'), { as: ada })).text()
    expect([idsIn(first).length, idsIn(second).length]).toEqual([25, 10])
    expect(new Set([...idsIn(first), ...idsIn(second)]).size).toBe(35)
    expect(idsIn(back)).toEqual(idsIn(first))
  })

  it('begins anew where the place in its address has been deleted', async () => {
    await invite('ann@ville.test', fresh)
    expect(await listed({ after: 'deleted' })).toEqual(['ann'])
  })

  it('says so when nothing fits, and when there is nothing', async () => {
    const ada = await addUser(cast.ada)
    const none = await (await get(paths.admin.invitations({ q: '<b>x' }), { as: ada })).text()
    expect(none).toContain('No invitation found for “&lt;b&gt;x”')
    const empty = await (await get(paths.admin.invitations(), { as: ada })).text()
    expect(empty).toContain('No invitation yet')
  })

  it('answers a live search with the list alone', async () => {
    const options = { as: await addUser(cast.sam), headers: { 'HX-Request': 'true' } }
    const text = await (await get(paths.admin.invitations({ q: 'a' }), options)).text()
    expect(text).not.toContain('<html')
    expect(text).toContain('id="invitation-list"')
  })
})

describe('an invitation’s page', () => {
  it('says what it grants, by whom, with which message and mails', async () => {
    const ada = await addUser(cast.ada)
    const promise = {
      admin: true,
      groups: [(await addGroup('Quartier A')).id],
      projects: [(await addProject('O’Brien & <b>')).id],
    }
    const message = 'À bientôt,\n<script>'
    const { publicId } = await invite('nina@ville.test', { ...fresh, promise, message, inviterId: ada.id })
    const text = await (await get(paths.admin.invitation(publicId), { as: ada })).text()
    for (const part of [
      'nina@ville.test',
      'French',
      'Administration rights',
      'Group “Quartier A”',
      'Management of the project “O’Brien &amp; &lt;b&gt;”',
      'Ada Martin',
      'À bientôt,\n&lt;script&gt;',
      'data-kind="invitation" data-state="queued"',
      paths.admin.invitationDeletion(publicId),
    ])
      expect(text).toContain(part)
  })

  it('shows the batch’s message when it has none of its own', async () => {
    const ada = await addUser(cast.ada)
    const batchId = await addBatchWith('Bienvenue au quartier', ada)
    const { publicId } = await invite('nina@ville.test', { ...fresh, batchId })
    const text = await (await get(paths.admin.invitation(publicId), { as: ada })).text()
    expect(text).toContain('Bienvenue au quartier')
  })

  it('offers support no code that grants more than membership and groups', async () => {
    const sam = await addUser(cast.sam)
    const heavy = await invite('a@ville.test', {
      ...fresh,
      promise: { projects: [(await addProject('P')).id] },
    })
    const light = await invite('b@ville.test', { ...fresh, promise: { groups: [(await addGroup('G')).id] } })
    const [first, second] = [
      await (await get(paths.admin.invitation(heavy.publicId), { as: sam })).text(),
      await (await get(paths.admin.invitation(light.publicId), { as: sam })).text(),
    ]
    expect(first).not.toContain(paths.admin.invitationCode(heavy.publicId))
    expect(second).toContain(paths.admin.invitationCode(light.publicId))
  })

  it('offers nothing once accepted', async () => {
    const { accepted } = await inviteInEveryState()
    const text = await (
      await get(paths.admin.invitation(accepted.publicId), { as: await addUser(cast.ada) })
    ).text()
    expect(text).not.toContain('<form method="post" action="/admin/invitations')
    expect(text).toContain('Max O’Brien &amp; &lt;b&gt;')
  })
})

describe('sending again', () => {
  it('clicked twice sends once and says so', async () => {
    const sam = await addUser(cast.sam)
    const { publicId } = await invite('nina@ville.test', old)
    const send = () => post(paths.admin.invitationDeliveries(publicId), { sendings: '1' }, { as: sam })
    const answers = await Promise.all([send(), send()])
    for (const answer of answers) {
      expect(answer.status).toBe(303)
      expect(answer.headers.get('Location')).toBe(paths.admin.invitation(publicId))
      expect(answer.headers.get('Set-Cookie')).toContain('invitation_sent')
    }
    expect((await db.select().from(invitations))[0]).toMatchObject({ sendings: 2 })
    expect(await journal()).toEqual(['invitation_sent_again'])
    expect(await db.$count(mails)).toBe(2)
  })

  it('too often in a day is refused with a sentence', async () => {
    const sam = await addUser(cast.sam)
    const { publicId } = await invite('nina@ville.test', fresh)
    const path = paths.admin.invitationDeliveries(publicId)
    const statuses: number[] = []
    for (let n = 0; n < 4; n++) statuses.push((await post(path, {}, { as: sam })).status)
    expect(statuses.at(-1)).toBe(429)
    const answer = await post(path, {}, { as: sam })
    expect(await answer.text()).toContain('sent three times within a day')
    expect(answer.headers.get('Retry-After')).toBe('86400')
  })
})

describe('the code', () => {
  it('is shown in groups with its link, and journalled', async () => {
    const sam = await addUser(cast.sam)
    const { publicId, code } = await invite('nina@ville.test', fresh)
    const answer = await post(paths.admin.invitationCode(publicId), {}, { as: sam })
    expect(answer.status).toBe(200)
    const text = await answer.text()
    expect(text).toContain(formatCode(code))
    expect(text).toContain(`http://localhost:8787/i/${code}?lang=fr`)
    expect(await journal()).toEqual(['code_revealed'])
  })

  it('stays hidden from support when it makes an administrator', async () => {
    const sam = await addUser(cast.sam)
    const { publicId, code } = await invite('nina@ville.test', { ...fresh, promise: { admin: true } })
    const answer = await post(paths.admin.invitationCode(publicId), {}, { as: sam })
    expect(answer.status).toBe(403)
    const text = await answer.text()
    expect(text).toContain('Only an administrator can show this code')
    expect(text).not.toContain(code.slice(0, 4))
    expect(await journal()).toEqual(['code_refused'])
  })
})

describe('deleting', () => {
  it('lead back to the list as it was left, when the invitation is deleted too', async () => {
    const { publicId } = await invite('vera@ville.test', fresh)
    const list = paths.admin.invitations({ state: 'open', q: 'vera' })
    const as = await addUser(cast.sam)
    const headers = { Referer: settings.origin + list }
    const page = await (await get(paths.admin.invitation(publicId), { as, headers })).text()
    const question = paths.admin.invitationDeletion(publicId, { back: list })
    expect(page).toContain(`href="${question}"`)
    expect(page).toContain(`href="${list.replaceAll('&', '&amp;')}">Back to the list</a>`)
    const asked = await (await get(question, { as })).text()
    expect(asked).toContain(`action="${question}"`)
    expect((await post(question, {}, { as })).headers.get('Location')).toBe(list)
  })

  it('carry no code that was looked for', async () => {
    const { publicId } = await invite('vera@ville.test', fresh)
    const headers = {
      Referer: `${settings.origin}${paths.admin.invitations({ state: 'open', q: 'AB3D-EFGH-JKMN-P' })}`,
    }
    const page = await (
      await get(paths.admin.invitation(publicId), { as: await addUser(cast.sam), headers })
    ).text()
    expect(page).toContain(`href="${paths.admin.invitations({ state: 'open' })}">Back to the list</a>`)
    expect(page).not.toContain('AB3D')
  })

  it('takes the invitation and its waiting mails away, and leads to the list', async () => {
    const sam = await addUser(cast.sam)
    const { publicId } = await invite('nina@ville.test', fresh)
    const remove = () => post(paths.admin.invitationDeletion(publicId), {}, { as: sam })
    const answer = await remove()
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Location')).toBe(paths.admin.invitations())
    expect(await db.$count(invitations)).toBe(0)
    expect((await db.select().from(mails))[0]?.state).toBe('cancelled')
    const again = await remove()
    expect(again.status).toBe(404)
    expect(await again.text()).toContain('There is no such invitation any more')
  })

  it('is said to be gone at every door of its own in a tab that was left open, with the way to the list', async () => {
    const { admin } = paths
    const { publicId: id } = await invite('nina@ville.test', fresh)
    await db.delete(mails)
    await db.delete(invitations)
    const [ada, sam] = [await addUser(cast.ada), await addUser(cast.sam)]
    const grant = { groups: [], seen: '' }
    for (const answer of [
      await get(admin.invitation(id), { as: sam }),
      await get(admin.invitationDeletion(id), { as: sam }),
      await get(admin.invitationAddress(id), { as: sam }),
      await get(admin.invitationGrant(id), { as: ada }),
      await post(admin.invitationDeliveries(id), {}, { as: sam }),
      await post(admin.invitationCode(id), {}, { as: sam }),
      await post(admin.invitationAddress(id), { email: 'x@ville.test' }, { as: sam }),
      await post(admin.invitationExtension(id), { days: '30' }, { as: ada }),
      await post(admin.invitationNewCode(id), {}, { as: ada }),
      await post(admin.invitationGrant(id), grant, { as: ada }),
      await post(admin.invitationPaper(id), { paper: 'a4', window: 'left' }, { as: ada }),
    ]) {
      expect(answer.status, answer.url).toBe(404)
      const page = await answer.text()
      expect(page, answer.url).toContain('There is no such invitation any more')
      expect(page).toContain(`href="${admin.invitations()}"`)
    }
  })
})

it('an accepted invitation answers every action with "gone"', async () => {
  const ada = await addUser(cast.ada)
  const { accepted } = await inviteInEveryState()
  const { invitationDeliveries, invitationCode, invitationDeletion } = paths.admin
  for (const path of [invitationDeliveries, invitationCode, invitationDeletion]) {
    const answer = await post(path(accepted.publicId), {}, { as: ada })
    expect(answer.status).toBe(410)
    expect(await answer.text()).toContain('This invitation has been accepted')
  }
})

it('an unknown invitation is not found, at every door', async () => {
  const ada = await addUser(cast.ada)
  const { invitation, invitationDeliveries, invitationCode, invitationDeletion } = paths.admin
  const page = await get(invitation('nothing'), { as: ada })
  expect(page.status).toBe(404)
  expect(await page.text()).toContain('This page does not exist')
  for (const path of [invitationDeliveries, invitationCode, invitationDeletion])
    expect((await post(path('nothing'), {}, { as: ada })).status).toBe(404)
})

function idsIn(page: string): string[] {
  return [...page.matchAll(/<tr data-id="(\w+)"/g)].map(([, id = '']) => id)
}
