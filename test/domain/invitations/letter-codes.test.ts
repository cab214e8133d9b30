import { is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import * as schema from '#src/db/schema/index.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { askForNewMail } from '#src/domain/invitations/ask-for-new-mail.ts'
import { deleteInvitation } from '#src/domain/invitations/delete-invitation.ts'
import { findInvitation } from '#src/domain/invitations/find-invitation.ts'
import { listInvitations } from '#src/domain/invitations/list-invitations.ts'
import { readInvitation } from '#src/domain/invitations/read-invitation.ts'
import { receiveInvitation } from '#src/domain/invitations/receive-invitation.ts'
import { remindInvitations } from '#src/domain/invitations/remind-invitations.ts'
import { revealCode } from '#src/domain/invitations/reveal-code.ts'
import { sendInvitationAgain } from '#src/domain/invitations/send-invitation-again.ts'
import { claimMails } from '#src/domain/mails/claim-mails.ts'
import { recordDeliveries } from '#src/domain/mails/record-deliveries.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { addGroup, inviteAll, rowsOf } from '#test/support/batches.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { invitationOf, journal, now, openInvitationTo, outbox, password } from '#test/support/invitations.ts'
import { confirmationOf, give, makeLetterCode } from '#test/support/letter-codes.ts'

const { groupMembers, users } = schema
const tables = Object.values(schema).filter((table) => is(table, SQLiteTable))
const zoe = { firstName: 'Zoé', lastName: 'Roy', password, language: 'en' }
const accept = (code: string, at = now) => acceptInvitation(db, keys, { code, ...zoe }, at)

async function letterFor(group = 'Quartier A') {
  const ada = await addUser(cast.ada)
  return { ada, letter: await makeLetterCode(ada, { groups: [await addGroup(group)] }) }
}

describe('a letter code', () => {
  it('is found by nobody but its holder, and asks a visitor for an address', async () => {
    const { letter } = await letterFor()
    expect(letter).toMatchObject({ address: null, emailKey: null, firstName: 'Zoé', remindAt: null })
    expect(letter.code).toHaveLength(13)
    expect(await findInvitation(db, keys, letter.code, null, now)).toMatchObject({
      state: 'address_missing',
      invitation: { kind: 'letter_code', address: '', firstName: 'Zoé', isSendable: false },
    })
    expect((await findInvitation(db, keys, letter.code, null, letter.expiresAt)).state).toBe('expired')
  })

  it('makes no account by itself: only a mailbox does', async () => {
    const { letter } = await letterFor()
    await expect(accept(letter.code)).rejects.toThrow('address_missing')
    expect(await db.select().from(users)).toHaveLength(1)
  })

  it('is never in the database, nor is the code of a mail sent for it', async () => {
    const { letter } = await letterFor()
    await give(letter.code, 'zoe@ville.test')
    const { code } = await confirmationOf('zoe@ville.test')
    const everything = JSON.stringify(await Promise.all(tables.map((table) => db.select().from(table))))
    expect(everything).toContain('zoe@ville.test')
    for (const secret of [letter.code, code]) expect(everything).not.toContain(secret)
  })
})

describe('completing a confirmation', () => {
  it('gives what the code promises, and uses up the code and every other address', async () => {
    const { letter } = await letterFor()
    await give(letter.code, 'other@ville.test')
    await give(letter.code, 'zoe@ville.test')
    const [other, own] = [await confirmationOf('other@ville.test'), await confirmationOf('zoe@ville.test')]
    const answer = await accept(own.code)
    expect(answer).toMatchObject({ outcome: 'accepted', email: 'zoe@ville.test' })
    const userId = answer.outcome === 'accepted' ? answer.userId : 0
    expect(await db.select().from(groupMembers)).toMatchObject([{ userId }])
    for (const { publicId } of [letter, own, other])
      expect(await invitationOf(publicId)).toMatchObject({ acceptedAt: now, acceptedBy: userId })
    expect(await outbox()).toEqual([
      'address_confirmation other@ville.test cancelled',
      'address_confirmation zoe@ville.test cancelled',
    ])
    expect(await accept(other.code)).toEqual({ outcome: 'used' })
    expect(await db.query.events.findMany()).toContainEqual(
      expect.objectContaining({
        action: 'invitation_accepted',
        subjectId: own.publicId,
        details: { user: expect.any(String), letter: letter.publicId },
      }),
    )
  })

  it('tells others who hold the code that it is used, not by whom', async () => {
    const { letter } = await letterFor()
    await give(letter.code, 'other@ville.test')
    await give(letter.code, 'zoe@ville.test')
    const [other, own] = [await confirmationOf('other@ville.test'), await confirmationOf('zoe@ville.test')]
    await accept(own.code)
    for (const code of [letter.code, other.code]) {
      const finding = await findInvitation(db, keys, code, null, now)
      expect(finding).toMatchObject({ state: 'used', invitation: { isAcceptedByOther: true } })
      expect(JSON.stringify(finding)).not.toContain('zoe@')
    }
    expect(await findInvitation(db, keys, own.code, null, now)).toMatchObject({
      state: 'used',
      invitation: { isAcceptedByOther: false },
    })
  })

  it('by fifty people at once with one code: one account, forty-nine refusals', {
    timeout: 240_000,
  }, async () => {
    const { letter } = await letterFor()
    const addresses = Array.from({ length: 50 }, (_, n) => `p${n}@ville.test`)
    await Promise.all(addresses.map((address) => give(letter.code, address)))
    const codes = await Promise.all(addresses.map(async (address) => (await confirmationOf(address)).code))
    const answers = await Promise.all(codes.map((code) => accept(code)))
    const outcomes = answers.map(({ outcome }) => outcome).toSorted()
    expect(outcomes).toEqual(['accepted', ...Array.from({ length: 49 }, () => 'used')])
    expect(await db.select().from(users)).toHaveLength(2)
    expect(await db.select().from(groupMembers)).toHaveLength(1)
    expect((await journal()).filter((action) => action === 'invitation_accepted')).toHaveLength(1)
  })

  it('drops the groups when the inviter may no longer give them', async () => {
    const { ada, letter } = await letterFor()
    await give(letter.code, 'zoe@ville.test')
    await db.update(users).set({ role: 'member' })
    expect(ada.role).toBe('admin')
    expect(await accept((await confirmationOf('zoe@ville.test')).code)).toMatchObject({ outcome: 'accepted' })
    expect(await db.select().from(groupMembers)).toEqual([])
    expect(await journal()).toContain('grant_dropped')
  })
})

describe('a signed-in person with a letter code', () => {
  it('receives its groups at once, once', async () => {
    const { letter } = await letterFor()
    const [max, sam] = [await addUser(cast.max), await addUser(cast.sam)]
    await give(letter.code, 'zoe@ville.test')
    expect((await findInvitation(db, keys, letter.code, max, now)).state).toBe('receivable')
    const answers = await Promise.all(
      [max, sam, max, sam].map((actor) => receiveInvitation(db, keys, letter, actor, now)),
    )
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['received', 'used', 'used', 'used'])
    expect(await db.select().from(groupMembers)).toHaveLength(1)
    expect(await db.select().from(users)).toMatchObject([
      { role: 'admin' },
      { role: 'member' },
      { role: 'support' },
    ])
    expect(await accept((await confirmationOf('zoe@ville.test')).code)).toEqual({ outcome: 'used' })
  })

  it('cannot use an expired one, nor the confirmation of somebody else', async () => {
    const { letter } = await letterFor()
    const max = await addUser(cast.max)
    await give(letter.code, 'zoe@ville.test')
    const { code } = await confirmationOf('zoe@ville.test')
    expect(await receiveInvitation(db, keys, { code }, max, now)).toEqual({ outcome: 'signed_in_as_other' })
    expect(await receiveInvitation(db, keys, letter, max, letter.expiresAt)).toEqual({ outcome: 'expired' })
    expect(await db.select().from(groupMembers)).toEqual([])
  })
})

describe('the mail that confirms an address', () => {
  it('is followed by no reminder', async () => {
    const { letter } = await letterFor()
    const mailIds = await give(letter.code, 'zoe@ville.test')
    const [mail] = await claimMails(db, mailIds, settings, now)
    if (!mail) throw new Error('Nothing to send')
    await recordDeliveries(db, [{ mail, delivery: { outcome: 'sent', providerId: 'p' } }], settings, now)
    expect(await remindInvitations(db, settings, now + 10 * dayMs)).toEqual([])
    expect(await confirmationOf('zoe@ville.test')).toMatchObject({ remindAt: null })
  })

  it('can be sent again as long as the code is valid, and never reaches beyond it', async () => {
    const { ada, letter } = await letterFor()
    await give(letter.code, 'zoe@ville.test')
    const { publicId, code } = await confirmationOf('zoe@ville.test')
    const sent = await sendInvitationAgain(db, keys, publicId, ada, settings, now + 20 * dayMs)
    expect(sent.outcome).toBe('sent')
    expect(await invitationOf(publicId)).toMatchObject({ expiresAt: letter.expiresAt, sendings: 2 })
    expect((await outbox()).at(-1)).toBe('address_confirmation zoe@ville.test queued')
    const later = letter.expiresAt
    expect(await sendInvitationAgain(db, keys, publicId, ada, settings, later)).toEqual({
      outcome: 'unsendable',
    })
    expect(await askForNewMail(db, keys, code, settings, later)).toEqual([])
    expect(await findInvitation(db, keys, code, null, later)).toMatchObject({
      state: 'expired',
      invitation: { isSendable: false },
    })
  })
})

describe('staff', () => {
  it('cannot send a letter code, which has no mailbox', async () => {
    const { ada, letter } = await letterFor()
    const before = await journal()
    expect(await sendInvitationAgain(db, keys, letter.publicId, ada, settings, now)).toEqual({
      outcome: 'unsendable',
    })
    expect(await askForNewMail(db, keys, letter.code, settings, now)).toEqual([])
    expect(await journal()).toEqual(before)
    expect(await invitationOf(letter.publicId)).toMatchObject({ sendings: 1, expiresAt: letter.expiresAt })
  })

  it('can read out a letter code, but not what only a mailbox may prove', async () => {
    const { ada, letter } = await letterFor()
    const sam = await addUser(cast.sam)
    expect(await revealCode(db, keys, letter.publicId, sam, now)).toEqual({
      outcome: 'revealed',
      code: letter.code,
      locale: 'en',
    })
    await give(letter.code, 'zoe@ville.test')
    const { publicId } = await confirmationOf('zoe@ville.test')
    for (const actor of [sam, ada])
      expect(await revealCode(db, keys, publicId, actor, now)).toEqual({ outcome: 'by_mail_only' })
  })

  it('see which addresses were given, and which code an address came with', async () => {
    const { letter } = await letterFor()
    await give(letter.code, 'zoe@ville.test')
    await give(letter.code, 'other@ville.test')
    expect(await readInvitation(db, letter.publicId, 'en', now)).toMatchObject({
      kind: 'letter_code',
      isSendable: false,
      letter: null,
      confirmations: [{ address: 'other@ville.test', state: 'open' }, { address: 'zoe@ville.test' }],
    })
    const { publicId } = await confirmationOf('zoe@ville.test')
    expect(await readInvitation(db, publicId, 'en', now)).toMatchObject({
      kind: 'confirmation',
      isSendable: true,
      letter: letter.publicId,
      confirmations: [],
    })
    expect((await listInvitations(db, { typed: 'zoé' }, now)).rows.map(({ address }) => address)).toEqual([
      'other@ville.test',
      'zoe@ville.test',
      null,
    ])
  })

  it('delete a letter code with all its confirmations, and one confirmation alone', async () => {
    const { ada, letter } = await letterFor()
    await give(letter.code, 'zoe@ville.test')
    await give(letter.code, 'other@ville.test')
    const [one, other] = [await confirmationOf('zoe@ville.test'), await confirmationOf('other@ville.test')]
    expect(await deleteInvitation(db, one.publicId, ada, now)).toEqual({ outcome: 'deleted' })
    expect((await findInvitation(db, keys, letter.code, null, now)).state).toBe('address_missing')
    expect(await openInvitationTo('other@ville.test')).toBeDefined()
    expect(await deleteInvitation(db, letter.publicId, ada, now)).toEqual({ outcome: 'deleted' })
    for (const code of [letter.code, other.code])
      expect(await findInvitation(db, keys, code, null, now)).toEqual({ state: 'unknown' })
    expect((await outbox()).every((line) => line.endsWith('cancelled'))).toBe(true)
    expect((await journal()).filter((action) => action === 'invitation_deleted')).toHaveLength(3)
  })

  it('who invite an address that was given for a code make it an invitation of its own', async () => {
    const { ada, letter } = await letterFor()
    await give(letter.code, 'zoe@ville.test')
    const { code } = await confirmationOf('zoe@ville.test')
    const groups = [await addGroup('Élus')]
    const batch = await inviteAll(rowsOf('zoe@ville.test'), ada, { groups }, now)
    expect(batch.rows).toMatchObject([{ outcome: 'renew' }])
    expect(await openInvitationTo('zoe@ville.test')).toMatchObject({ letterId: null, batchId: batch.id })
    expect((await outbox()).at(-1)).toBe('invitation zoe@ville.test queued')
    expect(await accept(code)).toMatchObject({ outcome: 'accepted' })
    expect((await db.select().from(groupMembers)).map(({ groupId }) => groupId)).toEqual(groups)
    expect(await invitationOf(letter.publicId)).toMatchObject({ acceptedAt: null })
  })
})
