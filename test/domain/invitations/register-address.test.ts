import { describe, expect, it } from 'vitest'
import { deriveCode } from '#src/domain/codes/code.ts'
import { askForNewMail } from '#src/domain/invitations/ask-for-new-mail.ts'
import { findInvitation } from '#src/domain/invitations/find-invitation.ts'
import { registerAddress } from '#src/domain/invitations/register-address.ts'
import { askForPasswordReset } from '#src/domain/mails/ask-for-password-reset.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { invitationOf, invite, journal, now, openInvitationTo, outbox } from '#test/support/invitations.ts'

const hourMs = dayMs / 24
const register = (address: string, at = now, locale = 'en') =>
  registerAddress(db, keys, { address, emailKey: address.toLowerCase(), locale }, settings, at)

describe('registering an address', () => {
  it('that nobody knows begins an invitation to oneself, without any promise', async () => {
    const mailIds = await register('Nina@Ville.test', now, 'fr')
    expect(mailIds).toHaveLength(1)
    expect(await outbox()).toEqual(['registration Nina@Ville.test queued'])
    const invitation = await openInvitationTo('nina@ville.test')
    expect(invitation).toMatchObject({
      source: 'registration',
      address: 'Nina@Ville.test',
      inviterId: null,
      locale: 'fr',
      sendings: 1,
      expiresAt: now + 30 * dayMs,
      remindAt: null,
    })
    const code = deriveCode(keys, invitation?.publicId ?? '', 1)
    expect((await findInvitation(db, keys, code, null, now)).state).toBe('open')
    expect(await db.query.grants.findMany()).toMatchObject([{ admin: false }])
    expect(await db.query.users.findMany()).toEqual([])
  })

  it('again sends the same invitation once more', async () => {
    await register('nina@ville.test')
    const first = await openInvitationTo('nina@ville.test')
    expect(await register('NINA@ville.test', now + hourMs)).toHaveLength(1)
    expect(await openInvitationTo('nina@ville.test')).toMatchObject({
      publicId: first?.publicId,
      sendings: 2,
      expiresAt: now + hourMs + 30 * dayMs,
    })
    expect(await outbox()).toEqual([
      'registration nina@ville.test cancelled',
      'registration nina@ville.test queued',
    ])
  })

  it('that is invited sends that invitation again, open or expired', async () => {
    const open = await invite('open@ville.test')
    const expired = await invite('expired@ville.test', {
      expiresAt: now - dayMs,
      createdAt: now - 31 * dayMs,
    })
    await register('open@ville.test', now + dayMs)
    await register('expired@ville.test', now + dayMs)
    for (const { publicId } of [open, expired])
      expect(await invitationOf(publicId)).toMatchObject({ sendings: 2, expiresAt: now + 31 * dayMs })
    expect((await outbox()).slice(2)).toEqual([
      'invitation open@ville.test queued',
      'invitation expired@ville.test queued',
    ])
    expect(await db.query.invitations.findMany()).toHaveLength(2)
  })

  it('that has an account tells its owner, in their language, and nobody else', async () => {
    const max = await addUser(cast.max)
    expect(await register(max.email, now, 'en')).toHaveLength(1)
    const [mail] = await db.query.mails.findMany()
    expect(mail).toMatchObject({ kind: 'account_exists', userId: max.id, locale: 'fr', invitationId: null })
    expect(mail?.dedupeKey).toBe(`${max.publicId}/account_exists/${now}`)
    expect(await db.query.invitations.findMany()).toEqual([])
  })

  it('runs the same number of statements in all three cases', async () => {
    const max = await addUser(cast.max)
    await invite('open@ville.test')
    const counts: number[] = []
    const counting = new Proxy(db, {
      get(target, key) {
        if (key !== 'batch') return Reflect.get(target, key)
        return (statements: Parameters<typeof db.batch>[0]) => {
          counts.push(statements.length)
          return target.batch(statements)
        }
      },
    })
    for (const address of ['new@ville.test', 'open@ville.test', max.email])
      await registerAddress(counting, keys, { address, emailKey: address, locale: 'en' }, settings, now)
    expect(counts).toEqual([12, 12, 12])
  })

  it('sends at most three letters a day, and goes on the day after', async () => {
    const max = await addUser(cast.max)
    await invite('open@ville.test', { createdAt: now })
    for (const address of ['new@ville.test', 'open@ville.test', max.email]) {
      for (const minute of [1, 2, 3, 4, 5, 6]) await register(address, now + minute * 60_000)
      const sent = (await outbox()).filter((line) => line.includes(address))
      expect(sent).toHaveLength(3)
      expect(await register(address, now + dayMs + 60_000)).toHaveLength(1)
    }
    expect(await journal()).toHaveLength(3 + 1 + 2 + 1 + 3 + 1)
  })

  it('at the same moment writes one invitation', async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => register('nina@ville.test')))
    expect(await db.query.invitations.findMany()).toHaveLength(1)
    expect(answers.flat()).toHaveLength(3)
    expect((await outbox()).filter((line) => line.endsWith('queued'))).toHaveLength(1)
  })
})

describe('asking for a new mail with an expired code', () => {
  it('opens the invitation again, to its own address only', async () => {
    const { code, publicId } = await invite('nina@ville.test', { expiresAt: now, remindedAt: now - dayMs })
    expect(await askForNewMail(db, keys, code, settings, now + dayMs)).toHaveLength(1)
    expect(await invitationOf(publicId)).toMatchObject({ expiresAt: now + 31 * dayMs, remindedAt: null })
    expect((await findInvitation(db, keys, code, null, now + dayMs)).state).toBe('open')
    expect((await outbox()).at(-1)).toBe('invitation nina@ville.test queued')
  })

  it('does nothing for an unknown code or beyond three a day', async () => {
    const { code } = await invite('nina@ville.test')
    expect(await askForNewMail(db, keys, 'NOTHING', settings, now)).toEqual([])
    const sent = []
    for (const at of [1, 2, 3, 4]) sent.push(...(await askForNewMail(db, keys, code, settings, now + at)))
    expect(sent).toHaveLength(2)
  })
})

describe('a forgotten password', () => {
  it('queues a letter for an account, three times a day, and nothing for a stranger', async () => {
    const max = await addUser(cast.max)
    expect(await askForPasswordReset(db, 'nobody@ville.test', now)).toEqual([])
    const sent = []
    for (const at of [0, 1, 2, 3]) sent.push(...(await askForPasswordReset(db, max.email, now + at)))
    expect(sent).toHaveLength(3)
    expect((await db.query.mails.findMany())[0]).toMatchObject({
      kind: 'password_reset',
      userId: max.id,
      dedupeKey: `${max.publicId}/password_reset/${now}`,
    })
    expect(await askForPasswordReset(db, max.email, now + dayMs)).toHaveLength(1)
    expect(await journal()).toEqual(Array.from({ length: 4 }, () => 'password_reset_asked'))
  })

  it('is not blocked by someone who types the address into the registration form', async () => {
    const max = await addUser(cast.max)
    for (const at of [0, 1, 2, 3]) await register(max.email, now + at)
    expect(await askForPasswordReset(db, max.email, now + 4)).toHaveLength(1)
  })
})
