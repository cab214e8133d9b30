import { count } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { users } from '#src/db/schema/index.ts'
import { deleteInvitation } from '#src/domain/invitations/delete-invitation.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { journal, outbox } from '#test/support/invitations.ts'
import { accept, holding, open, vera } from '#test/support/invitee.ts'
import { addInvitation } from '#test/support/outbox.ts'

const past = () => Date.now() - 1

describe('an invitation that is no longer open', () => {
  it('when accepted says so and leads to signing in', async () => {
    const { code } = await addInvitation()
    await accept(code)
    const answers = [await open(code), await accept(code)]
    for (const answer of answers) {
      expect(answer.status).toBe(410)
      expect(await answer.text()).toContain('href="/sign-in"')
    }
  })

  it('when expired by a millisecond offers a new mail to the invited address', async () => {
    const { code } = await addInvitation({ expiresAt: past() })
    const answer = await open(code)
    const html = await answer.text()
    expect(answer.status).toBe(410)
    expect(html).toContain('action="/invitation/deliveries"')
    expect((await accept(code)).status).toBe(410)
    expect(await db.select().from(users)).toEqual([])
    expect((await post('/invitation/deliveries', {}, holding(code))).status).toBe(303)
    expect(await (await get('/invitation/deliveries')).text()).toContain('A mail is on its way')
    expect(await outbox()).toHaveLength(1)
    expect((await open(code)).status).toBe(200)
  })

  it('gets the same answer about a new mail whatever the code', async () => {
    const codes = [(await addInvitation({ expiresAt: past() })).code, 'ABCD', '']
    const answers = []
    for (const code of codes) {
      const { status, headers } = await post('/invitation/deliveries', {}, holding(code))
      answers.push([status, ...headers].join())
    }
    expect(new Set(answers).size).toBe(1)
  })

  it('when withdrawn between opening and sending is unknown, and nobody is made', async () => {
    const ada = await addUser(cast.ada)
    const { code, publicId } = await addInvitation()
    expect((await open(code)).status).toBe(200)
    await deleteInvitation(db, publicId, ada, Date.now())
    const answers = [await open(code), await accept(code)]
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
    expect(await db.select({ count: count() }).from(users)).toEqual([{ count: 1 }])
  })
})

describe('an invitation to somebody who has an account', () => {
  it('asks a visitor to sign in and comes back', async () => {
    await addUser(cast.max)
    const { code } = await addInvitation({ address: cast.max.email })
    const answer = await open(code)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('href="/sign-in?next=%2Finvitation"')
    expect(await (await accept(code)).text()).toContain('You already have an account')
  })

  it('is received with one button by its owner, whose name and password stay', async () => {
    const max = await addUser(cast.max)
    const { code } = await addInvitation({ address: max.email })
    const shown = await open(code, { as: max })
    expect(shown.status).toBe(200)
    expect(await shown.text()).not.toContain('name="password"')
    const answer = await post('/invitation', vera, { ...holding(code), as: max })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/'])
    expect(await db.select().from(users)).toMatchObject([{ firstName: 'Max' }])
    const again = await post('/invitation', {}, { ...holding(code), as: max })
    expect(again.status).toBe(410)
    expect(await again.text()).toContain('Aller à ma page')
  })

  it('is neither shown nor given to someone else who is signed in', async () => {
    const ada = await addUser(cast.ada)
    const { code } = await addInvitation()
    const shown = await open(code, { as: ada })
    const html = await shown.text()
    expect(shown.status).toBe(403)
    expect(html).toContain('vera@parvis.test')
    expect(html).toContain(ada.email)
    expect(html).toContain('name="next" value="/invitation"')
    expect((await post('/invitation', vera, { ...holding(code), as: ada })).status).toBe(403)
    expect(await journal()).toEqual([])
  })
})
