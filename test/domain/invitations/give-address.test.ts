import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { invitations } from '#src/db/schema/index.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { findInvitation } from '#src/domain/invitations/find-invitation.ts'
import { addressesPerCode, giveAddress } from '#src/domain/invitations/give-address.ts'
import { registerAddress } from '#src/domain/invitations/register-address.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { addGroup } from '#test/support/batches.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import {
  invitationOf,
  invite,
  journal,
  now,
  openInvitationTo,
  outbox,
  password,
} from '#test/support/invitations.ts'
import { confirmationOf, give, makeLetterCode, makeLetterCodes } from '#test/support/letter-codes.ts'

const minute = 60_000

describe('an address that nobody knows', () => {
  it('is confirmed by mail, with the promise, the words and the language of the code', async () => {
    const ada = await addUser(cast.ada)
    const groups = [await addGroup('Quartier A')]
    const letter = await makeLetterCode(ada, { groups, language: 'fr', message: 'Bienvenue !' })
    const mailIds = await give(letter.code, 'Zoe@Ville.test', now, { firstName: ' Zo ', lastName: '' })
    expect(mailIds).toHaveLength(1)
    expect(await outbox()).toEqual(['address_confirmation Zoe@Ville.test queued'])
    const confirmation = await confirmationOf('zoe@ville.test')
    expect(confirmation).toMatchObject({
      source: 'batch',
      address: 'Zoe@Ville.test',
      firstName: 'Zo',
      lastName: 'Roy',
      locale: 'fr',
      grantId: letter.grantId,
      batchId: letter.batchId,
      inviterId: ada.id,
      letterId: letter.id,
      expiresAt: letter.expiresAt,
      remindAt: null,
    })
    expect(confirmation.code).toHaveLength(27)
    expect(await findInvitation(db, keys, confirmation.code, null, now)).toMatchObject({
      state: 'open',
      invitation: { kind: 'confirmation', message: 'Bienvenue !', inviterName: 'Ada Martin' },
    })
    expect((await journal()).at(-1)).toBe('address_given')
  })

  it('never has longer than the code, nor longer than other invitations', async () => {
    const letter = await makeLetterCode(await addUser(cast.ada))
    await give(letter.code, 'late@ville.test', now + 29 * dayMs)
    expect(await confirmationOf('late@ville.test')).toMatchObject({ expiresAt: letter.expiresAt })
    await db
      .update(invitations)
      .set({ expiresAt: now + 365 * dayMs })
      .where(eq(invitations.id, letter.id))
    await give(letter.code, 'early@ville.test', now + dayMs)
    expect(await confirmationOf('early@ville.test')).toMatchObject({ expiresAt: now + 31 * dayMs })
  })

  it('given again is written to again, three times a day, and stays one', async () => {
    const letter = await makeLetterCode(await addUser(cast.ada))
    for (const at of [0, 1, 2, 3, 4]) await give(letter.code, 'zoe@ville.test', now + at * minute)
    expect(await outbox()).toEqual([
      'address_confirmation zoe@ville.test cancelled',
      'address_confirmation zoe@ville.test cancelled',
      'address_confirmation zoe@ville.test queued',
    ])
    expect(await give(letter.code, 'zoe@ville.test', now + dayMs + 5 * minute)).toHaveLength(1)
    expect(await db.select().from(invitations)).toHaveLength(2)
  })

  it('leaves the code open for another address meanwhile', async () => {
    const letter = await makeLetterCode(await addUser(cast.ada))
    await give(letter.code, 'typo@ville.tset')
    expect(await give(letter.code, 'zoe@ville.test')).toHaveLength(1)
    expect((await findInvitation(db, keys, letter.code, null, now)).state).toBe('address_missing')
  })
})

describe('an address that is invited already', () => {
  it('is sent that invitation again, unchanged, and the code stays unused', async () => {
    const ada = await addUser(cast.ada)
    const letter = await makeLetterCode(ada, { groups: [await addGroup('Quartier A')] })
    const invitation = await invite('nina@ville.test', { inviterId: ada.id, promise: { admin: true } })
    expect(
      await give(letter.code, 'nina@ville.test', now + 1, { firstName: 'X', lastName: 'Y' }),
    ).toHaveLength(1)
    const { code: _, ...before } = invitation
    expect(await invitationOf(invitation.publicId)).toEqual({
      ...before,
      sendings: 2,
      expiresAt: now + 1 + 30 * dayMs,
    })
    expect((await outbox()).at(-1)).toBe('invitation nina@ville.test queued')
    expect(await invitationOf(letter.publicId)).toMatchObject({ acceptedAt: null })
  })

  it('with another letter code is sent its mail again, and can use both codes', async () => {
    const ada = await addUser(cast.ada)
    const [first, second] = await makeLetterCodes(ada, [{ first_name: 'A' }, { first_name: 'B' }])
    await give(first?.code ?? '', 'zoe@ville.test')
    expect(await give(second?.code ?? '', 'zoe@ville.test', now + 1)).toHaveLength(1)
    expect(await confirmationOf('zoe@ville.test')).toMatchObject({ letterId: first?.id, sendings: 2 })
  })

  it('and expired with its code makes room for a new code, and for registering', async () => {
    const ada = await addUser(cast.ada)
    const old = await makeLetterCode(ada)
    await give(old.code, 'zoe@ville.test')
    await give(old.code, 'nina@ville.test')
    const later = now + 31 * dayMs
    const fresh = await makeLetterCode(ada, {}, later)
    expect(await give(fresh.code, 'zoe@ville.test', later)).toHaveLength(1)
    expect(await openInvitationTo('zoe@ville.test')).toMatchObject({ letterId: fresh.id })
    const nina = { address: 'nina@ville.test', emailKey: 'nina@ville.test', locale: 'en' }
    expect(await registerAddress(db, keys, nina, settings, later)).toHaveLength(1)
    expect(await openInvitationTo('nina@ville.test')).toMatchObject({
      source: 'registration',
      letterId: null,
    })
    expect((await journal()).filter((action) => action === 'invitation_deleted')).toHaveLength(2)
  })
})

describe('an address that has an account', () => {
  it('is told to sign in and to enter the code there, three times a day', async () => {
    const letter = await makeLetterCode(await addUser(cast.ada))
    const max = await addUser(cast.max)
    for (const at of [0, 1, 2, 3, 4]) await give(letter.code, max.email, now + at)
    const written = await db.query.mails.findMany()
    expect(written).toHaveLength(3)
    expect(written[0]).toMatchObject({ kind: 'account_exists', userId: max.id, invitationId: letter.id })
    expect(await db.select().from(invitations)).toHaveLength(1)
  })
})

describe('whoever gives addresses', () => {
  it('meets the same number of statements, whatever the address is', async () => {
    const letter = await makeLetterCode(await addUser(cast.ada))
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
    for (const address of ['new@ville.test', 'open@ville.test', max.email]) {
      const giver = { code: letter.code, address, emailKey: address, firstName: '', lastName: '' }
      await giveAddress(counting, keys, giver, settings, now)
    }
    expect(counts).toEqual([11, 11, 11])
  })

  it('reaches only so many mailboxes with one code, and cannot tell from that who is known', async () => {
    const ada = await addUser(cast.ada)
    const letters = await makeLetterCodes(ada, [{ first_name: 'A' }, { first_name: 'B' }])
    const max = await addUser(cast.max)
    const lastMails = []
    for (const [n, probe] of ['nobody@ville.test', max.email].entries()) {
      const { id = 0, code = '' } = letters[n] ?? {}
      await db
        .update(invitations)
        .set({ sendings: addressesPerCode - 1 })
        .where(eq(invitations.id, id))
      await give(code, probe)
      lastMails.push(await give(code, `own${n}@ville.test`), await give(code, `more${n}@ville.test`))
    }
    expect(lastMails.map((mails) => mails.length)).toEqual([1, 0, 1, 0])
  })

  it('gets nowhere with a code that is wrong, expired, used or mailed', async () => {
    const ada = await addUser(cast.ada)
    const [expired, used] = await makeLetterCodes(ada, [{ first_name: 'A' }, { first_name: 'B' }])
    await give(used?.code ?? '', 'first@ville.test')
    const { code } = await confirmationOf('first@ville.test')
    await acceptInvitation(db, keys, { code, firstName: 'F', lastName: 'I', password, language: 'en' }, now)
    const mailed = await invite('nina@ville.test')
    const before = await db.query.mails.findMany()
    for (const wrong of ['NOTHING', used?.code ?? '', mailed.code, code])
      expect(await give(wrong, 'zoe@ville.test')).toEqual([])
    expect(await give(expired?.code ?? '', cast.ada.email, now + 30 * dayMs)).toEqual([])
    expect(await db.query.mails.findMany()).toEqual(before)
    expect(await openInvitationTo('zoe@ville.test')).toBeUndefined()
  })

  it('at the same moment with the same address makes one invitation', async () => {
    const letter = await makeLetterCode(await addUser(cast.ada))
    await Promise.all([1, 2, 3, 4, 5].map(() => give(letter.code, 'zoe@ville.test')))
    expect(await db.select().from(invitations)).toHaveLength(2)
    expect((await outbox()).filter((line) => line.endsWith('queued'))).toHaveLength(1)
  })
})
