import { describe, expect, it } from 'vitest'
import { dayMs } from '#src/domain/time/day.ts'
import { paths } from '#src/paths.ts'
import { tableOf } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { invitationOf, invite, journal, outbox } from '#test/support/invitations.ts'
import { addProject, linkTo } from '#test/support/panel.ts'
import { suppress } from '#test/support/suppressions.ts'

const today = Date.now()
const fresh = { createdAt: today, expiresAt: today + 30 * dayMs }

async function textOf(answer: Promise<Response>, status = 200): Promise<string> {
  expect((await answer).status).toBe(status)
  return (await answer).text()
}

describe('the page of suppressed addresses', () => {
  it('shows each with its reason, and whose it is', async () => {
    const nina = await invite('nina@ville.test', fresh)
    await suppress('nina@ville.test', 'bounce', today, nina)
    await suppress('forgotten@ville.test', 'refusal', today)
    const text = await textOf(get(paths.admin.suppressions(), { as: await addUser(cast.ada) }))
    expect(text).toContain('nina@ville.test')
    expect(text).toContain(paths.admin.invitation(nina.publicId))
    expect(text).toContain('Address no longer kept')
    expect(text).not.toContain('forgotten')
    expect(text).toContain('data-state="refusal"')
  })

  it('is seen by support, who are offered no lifting', async () => {
    await suppress('nina@ville.test', 'bounce', today)
    const sam = await addUser(cast.sam)
    const list = await textOf(get(paths.admin.suppressions(), { as: sam }))
    const found = await textOf(get(paths.admin.suppressions({ q: 'nina@ville.test' }), { as: sam }))
    for (const text of [list, found]) expect(text).not.toContain(paths.admin.suppressionLifting())
    expect(found).toContain('An administrator can let mail go')
  })

  it('looks up a whole address, however it is written', async () => {
    await suppress('nina@ville.test', 'complaint', today)
    const ada = await addUser(cast.ada)
    const look = (q: string) => textOf(get(paths.admin.suppressions({ q }), { as: ada }))
    expect(await look(' NINA@ville.test ')).toContain('data-search="found" data-reason="complaint"')
    for (const q of ['Nina <nina@ville.test>', '"Roy, Nina" <nina@ville.test>', 'mailto:nina@ville.test'])
      expect(await look(q)).toContain('data-search="found"')
    expect(await look('other@ville.test')).toContain('data-search="free"')
    const none = await look('<b>nina')
    expect(none).toContain('data-search="invalid"')
    expect(none).toContain('“&lt;b&gt;nina” is not a whole address')
  })

  it('leads through its pages', async () => {
    for (let n = 0; n < 35; n++) await suppress(`p${n}@x.test`, 'bounce', today + n)
    const ada = await addUser(cast.ada)
    const first = await textOf(get(paths.admin.suppressions(), { as: ada }))
    const second = await textOf(get(linkTo(first, 'next'), { as: ada }))
    const count = (text: string) => [...text.matchAll(/data-state="bounce"/g)].length
    expect([count(first), count(second)]).toEqual([25, 10])
  })

  it('says so when there is none', async () => {
    const text = await textOf(get(paths.admin.suppressions(), { as: await addUser(cast.ada) }))
    expect(text).toContain('No address is suppressed')
  })
})

describe('lifting a suppression', () => {
  it('is asked about first, then done, and leads to the invitation', async () => {
    const ada = await addUser(cast.ada)
    const nina = await invite('nina@ville.test', fresh)
    const hash = await suppress('nina@ville.test', 'refusal', today, nina)
    const question = await textOf(get(paths.admin.suppressionLifting({ hash }), { as: ada }))
    expect(question).toContain('This person declined the invitation')
    expect(question).toContain(`name="address_hash" value="${hash}"`)
    expect(await tableOf('suppressions')).toHaveLength(1)
    const answer = await post(paths.admin.suppressionLifting(), { address_hash: hash }, { as: ada })
    expect(answer.headers.get('Location')).toBe(paths.admin.invitation(nina.publicId))
    expect(answer.headers.get('Set-Cookie')).toContain('suppression_lifted')
    expect(await tableOf('suppressions')).toEqual([])
    expect(await journal()).toEqual(['suppression_lifted'])
  })

  it('takes an address as well; what is not suppressed is not found', async () => {
    const ada = await addUser(cast.ada)
    await suppress('gone@ville.test', 'bounce', today)
    const question = await textOf(
      get(paths.admin.suppressionLifting({ address: 'Gone@ville.test' }), { as: ada }),
    )
    expect(question).toContain('name="address" value="Gone@ville.test"')
    const lift = () => post(paths.admin.suppressionLifting(), { address: 'Gone@ville.test' }, { as: ada })
    expect((await lift()).headers.get('Location')).toBe(paths.admin.suppressions())
    expect((await lift()).status).toBe(404)
    expect((await post(paths.admin.suppressionLifting(), {}, { as: ada })).status).toBe(404)
    expect((await get(paths.admin.suppressionLifting({ hash: 'x' }), { as: ada })).status).toBe(404)
  })

  it('is not for support', async () => {
    const hash = await suppress('nina@ville.test', 'bounce', today)
    const sam = await addUser(cast.sam)
    expect((await get(paths.admin.suppressionLifting({ hash }), { as: sam })).status).toBe(403)
    expect((await post(paths.admin.suppressionLifting(), { address_hash: hash }, { as: sam })).status).toBe(
      403,
    )
    expect(await tableOf('suppressions')).toHaveLength(1)
  })
})

describe('a suppressed invitation’s page', () => {
  it('offers to correct the address or to lift, instead of sending again', async () => {
    const ada = await addUser(cast.ada)
    const nina = await invite('nina@ville.test', fresh)
    await suppress('nina@ville.test', 'bounce', today, nina)
    const text = await textOf(get(paths.admin.invitation(nina.publicId), { as: ada }))
    expect(text).toContain('data-suppressed="bounce"')
    expect(text).toContain(paths.admin.invitationAddress(nina.publicId))
    expect(text).toContain(paths.admin.suppressionLifting())
    expect(text).not.toContain('name="sendings"')
    const answer = await post(paths.admin.invitationDeliveries(nina.publicId), {}, { as: ada })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Nothing was sent')
  })
})

describe('the form that corrects an address', () => {
  it('corrects it, and the page says so', async () => {
    const sam = await addUser(cast.sam)
    const { publicId } = await invite('nina@ville.test', fresh)
    const path = paths.admin.invitationAddress(publicId)
    const form = await textOf(get(path, { as: sam }))
    expect(form).toContain('value="nina@ville.test"')
    expect(form).toContain('name="sendings" value="1"')
    const answer = await post(path, { email: 'right@ville.test', sendings: '1' }, { as: sam })
    expect(answer.headers.get('Location')).toBe(paths.admin.invitation(publicId))
    expect(answer.headers.get('Set-Cookie')).toContain('address_corrected')
    expect((await invitationOf(publicId))?.address).toBe('right@ville.test')
    expect(await outbox()).toContain('invitation right@ville.test queued')
  })

  it.each([
    'Ann <right@ville.test>',
    '"Roy, Ann" <right@ville.test>',
    'mailto:right@ville.test?subject=x',
    ' right@ville.test; ',
  ])('takes the address as people paste it: %s', async (email) => {
    const { publicId } = await invite('nina@ville.test', fresh)
    const as = await addUser(cast.sam)
    expect((await post(paths.admin.invitationAddress(publicId), { email }, { as })).status).toBe(303)
    expect((await invitationOf(publicId))?.address).toBe('right@ville.test')
  })

  it('shows what is wrong at its field, with what was typed and the way on', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('nina@ville.test', fresh)
    const other = await invite('other@ville.test', fresh)
    await suppress('gone@ville.test', 'bounce', today)
    const send = (email: string) =>
      textOf(post(paths.admin.invitationAddress(publicId), { email }, { as: ada }), 422)
    expect(await send('"><b>x')).toContain('value="&quot;&gt;&lt;b&gt;x"')
    for (const nothing of ['', '  ', ' , ']) {
      const page = await send(nothing)
      expect(page).toContain('aria-invalid="true"')
      expect(page).not.toContain('“”')
    }
    expect(await send('')).toContain('Enter the new address')
    expect(await send('one@ville.test, two@ville.test')).toContain('“one@ville.test, two@ville.test” is not')
    expect(await send('nina@ville.test')).toContain('the address it has already')
    expect(await send(ada.email)).toContain('has an account already')
    expect(await send('other@ville.test')).toContain(`href="${paths.admin.invitation(other.publicId)}"`)
    expect(await send('gone@ville.test')).toContain('href="/admin/suppressions?q=gone%40ville.test"')
  })

  it('is not there for support where the invitation grants more than they hold', async () => {
    const sam = await addUser(cast.sam)
    const promise = { projects: [(await addProject('P')).id] }
    const { publicId } = await invite('nina@ville.test', { ...fresh, promise })
    const path = paths.admin.invitationAddress(publicId)
    expect((await get(path, { as: sam })).status).toBe(403)
    expect((await post(path, { email: 'sam@evil.test' }, { as: sam })).status).toBe(403)
    const text = await textOf(get(paths.admin.invitation(publicId), { as: sam }))
    expect(text).not.toContain(path)
    expect(text).toContain('Only an administrator can correct this address')
  })

  it('says when the invitation is accepted, not to be corrected, changed meanwhile, or unknown', async () => {
    const ada = await addUser(cast.ada)
    const accepted = await invite('a@ville.test', { ...fresh, acceptedAt: today, acceptedBy: ada.id })
    const own = await invite('own@ville.test', { ...fresh, source: 'registration' })
    const late = await invite('late@ville.test', { ...fresh, sendings: 3 })
    const send = (id: string) =>
      post(paths.admin.invitationAddress(id), { email: 'right@ville.test', sendings: '2' }, { as: ada })
    for (const [id, status] of [
      [accepted.publicId, 410],
      [own.publicId, 422],
      [late.publicId, 409],
      ['nothing', 404],
    ] as const)
      expect((await send(id)).status).toBe(status)
    expect((await get(paths.admin.invitationAddress(own.publicId), { as: ada })).status).toBe(422)
    const page = await textOf(get(paths.admin.invitation(own.publicId), { as: ada }))
    expect(page).not.toContain(paths.admin.invitationAddress(own.publicId))
  })

  it('says when the address has had its letters for today', async () => {
    const ada = await addUser(cast.ada)
    const { publicId } = await invite('nina@ville.test', fresh)
    for (const n of [2, 3, 4])
      await db.run(`insert into mails (dedupe_key, kind, address, locale, not_before, created_at)
        values ('${publicId}/invitation/${n}', 'invitation', 'right@ville.test', 'fr', 0, ${today})`)
    const answer = await post(
      paths.admin.invitationAddress(publicId),
      { email: 'right@ville.test' },
      { as: ada },
    )
    expect(answer.status).toBe(429)
    expect(answer.headers.get('Retry-After')).toBe('86400')
  })
})
