import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { invitationStops, invitations, suppressions } from '#src/db/schema/index.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { deleteInvitation } from '#src/domain/invitations/delete-invitation.ts'
import { findInvitation } from '#src/domain/invitations/find-invitation.ts'
import { findWayOut } from '#src/domain/invitations/find-way-out.ts'
import { invitationState } from '#src/domain/invitations/invitation.ts'
import { receiveInvitation } from '#src/domain/invitations/receive-invitation.ts'
import { refuseInvitation, unsubscribe } from '#src/domain/invitations/refuse-invitation.ts'
import { takeBackRefusal } from '#src/domain/invitations/take-back-refusal.ts'
import { wayOutToken } from '#src/domain/mails/way-out.ts'
import { addressHash } from '#src/domain/suppressions/address-hash.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { addUser, cast, db, keys } from '#test/support/cast.ts'
import { invitationOf, invite, journal, now, outbox, password } from '#test/support/invitations.ts'
import { suppress } from '#test/support/suppressions.ts'

const address = 'nina@ville.test'
const later = now + 60_000

const wayOf = (invitation: { publicId: string }, emailKey = address) => ({
  token: wayOutToken(keys, invitation.publicId, emailKey),
})
const accept = (code: string, at = later) =>
  acceptInvitation(db, keys, { code, firstName: 'Nina', lastName: 'Roth', password, language: 'fr' }, at)

const stops = () =>
  db
    .select({ reason: invitationStops.reason, note: invitationStops.note, at: invitationStops.at })
    .from(invitationStops)
const suppressed = () => db.select().from(suppressions)

describe('refusing', () => {
  it('ends all mail, keeps the reason and leaves the invitation as it is', async () => {
    const nina = await invite(address, { remindAt: now + 3 * dayMs })
    expect(await refuseInvitation(db, keys, wayOf(nina), 'Je déménage.', later)).toEqual({ outcome: 'left' })
    expect(await stops()).toEqual([{ reason: 'refused', note: 'Je déménage.', at: later }])
    expect(await suppressed()).toEqual([
      { addressHash: addressHash(keys, address), reason: 'refusal', since: later, invitationId: nina.id },
    ])
    expect(await outbox()).toEqual([`invitation ${address} cancelled`])
    expect(await invitationOf(nina.publicId)).toMatchObject({ remindAt: null, expiresAt: nina.expiresAt })
    expect(await journal()).toEqual(['invitation_refused'])
  })

  it('works with the code as well, and after the invitation has expired', async () => {
    const nina = await invite(address)
    const after = nina.expiresAt + dayMs
    expect(await refuseInvitation(db, keys, { code: nina.code }, null, after)).toEqual({ outcome: 'left' })
    expect(await stops()).toEqual([{ reason: 'refused', note: null, at: after }])
  })

  it('counts once, however often it is said', async () => {
    const nina = await invite(address)
    await Promise.all(
      ['first', 'second', 'third'].map((note, index) =>
        refuseInvitation(db, keys, wayOf(nina), note, later + index),
      ),
    )
    await unsubscribe(db, keys, wayOf(nina), later + 9)
    expect(await stops()).toHaveLength(1)
    expect((await stops())[0]?.reason).toBe('refused')
    expect((await suppressed()).map(({ reason }) => reason)).toEqual(['refusal'])
    expect(await journal()).toEqual(['invitation_refused'])
  })

  it.each([
    ['unsubscribe', 'refused', 'refusal'],
    ['bounce', 'refused', 'refusal'],
    ['complaint', 'refused', 'complaint'],
  ] as const)(
    'after a %s makes it %s, and leaves the address suppressed by %s',
    async (was, stop, reason) => {
      const nina = await invite(address)
      await suppress(address, was, now, nina)
      await refuseInvitation(db, keys, wayOf(nina), 'No.', later)
      expect((await stops())[0]?.reason).toBe(stop)
      expect((await suppressed())[0]?.reason).toBe(reason)
    },
  )

  it('suppresses no address that has an account: its letters must still come', async () => {
    await addUser({ email: address })
    const nina = await invite(address)
    await refuseInvitation(db, keys, wayOf(nina), null, later)
    expect(await suppressed()).toEqual([])
    expect(await stops()).toHaveLength(1)
  })

  it('is a state of its own, below accepted and above expired', () => {
    const facts = { acceptedAt: null, remindedAt: now, expiresAt: now + 1 }
    expect(invitationState({ ...facts, stop: 'refused' }, now)).toBe('refused')
    expect(invitationState({ ...facts, stop: 'refused' }, now + 1)).toBe('refused')
    expect(invitationState({ ...facts, acceptedAt: now, stop: 'refused' }, now)).toBe('accepted')
    expect(invitationState({ ...facts, stop: 'unsubscribed' }, now)).toBe('reminded')
    expect(invitationState({ ...facts, stop: null }, now + 1)).toBe('expired')
  })
})

describe('unsubscribing', () => {
  it('ends all mail and leaves the invitation open', async () => {
    const nina = await invite(address, { remindAt: now + 3 * dayMs })
    await unsubscribe(db, keys, wayOf(nina), later)
    expect(await stops()).toEqual([{ reason: 'unsubscribed', note: null, at: later }])
    expect((await suppressed()).map(({ reason }) => reason)).toEqual(['unsubscribe'])
    expect(await outbox()).toEqual([`invitation ${address} cancelled`])
    expect(await invitationOf(nina.publicId)).toMatchObject({ remindAt: null })
    expect(await journal()).toEqual(['invitation_unsubscribed'])
    const found = await findInvitation(db, keys, nina.code, null, later)
    expect(found).toMatchObject({ state: 'open', invitation: { refusedAt: null } })
  })
})

it.each([
  ['bounce', 'unsubscribed', 'unsubscribe'],
  ['complaint', 'complained', 'complaint'],
  ['refusal', 'refused', 'refusal'],
] as const)(
  'unsubscribing after a %s leaves it %s, and the address suppressed by %s',
  async (was, stop, reason) => {
    const nina = await invite(address)
    await suppress(address, was, now, nina)
    await unsubscribe(db, keys, wayOf(nina), later)
    expect((await stops())[0]?.reason).toBe(stop)
    expect((await suppressed())[0]?.reason).toBe(reason)
  },
)

describe('an invitation that is gone', () => {
  it('still spares the address its letter went to', async () => {
    const ada = await addUser(cast.ada)
    const nina = await invite(address)
    await deleteInvitation(db, nina.publicId, ada, later)
    expect(await findWayOut(db, keys, wayOf(nina), later)).toMatchObject({ state: 'gone', isSettled: false })
    await unsubscribe(db, keys, wayOf(nina), later)
    await unsubscribe(db, keys, wayOf(nina), later + 1)
    expect((await suppressed()).map(({ reason, since }) => [reason, since])).toEqual([['unsubscribe', later]])
    expect(await journal()).toEqual(['invitation_deleted', 'invitation_unsubscribed'])
    expect(await findWayOut(db, keys, wayOf(nina), later)).toMatchObject({ state: 'gone', isSettled: true })
  })

  it('because its address was corrected spares the old one and goes on to the new one', async () => {
    const nina = await invite(address)
    await db
      .update(invitations)
      .set({ address: 'nina@new.test', emailKey: 'nina@new.test' })
      .where(eq(invitations.id, nina.id))
    await refuseInvitation(db, keys, wayOf(nina), 'I am not Nina.', later)
    expect((await suppressed()).map((row) => row.addressHash)).toEqual([addressHash(keys, address)])
    expect(await stops()).toEqual([])
  })
})

describe('a way out that is not genuine', () => {
  it.each([
    ['of another invitation', (id: string) => `${id}.${'A'.repeat(22)}`],
    ['without its end', (id: string) => wayOutToken(keys, id, address).slice(0, -1)],
    ['for another address', (id: string) => wayOutToken(keys, id, 'max@ville.test')],
    ['empty', () => ''],
    ['with signs of its own', (id: string) => `${id}%.${'A'.repeat(22)}`],
  ])('leads nowhere: %s', async (_title, tokenOf) => {
    const nina = await invite(address)
    const way = { token: tokenOf(nina.publicId) }
    expect(await refuseInvitation(db, keys, way, null, later)).toEqual({ outcome: 'unknown' })
    expect(await unsubscribe(db, keys, way, later)).toEqual({ outcome: 'unknown' })
    expect([await stops(), await suppressed(), await journal()]).toEqual([[], [], []])
  })
})

describe('accepting after all', () => {
  it.each(['refusal', 'unsubscribe'] as const)(
    'works after a %s, and mail may come again',
    async (reason) => {
      const nina = await invite(address)
      await suppress(address, reason, now, nina)
      expect(await accept(nina.code)).toMatchObject({ outcome: 'accepted' })
      expect([await stops(), await suppressed()]).toEqual([[], []])
    },
  )

  it.each(['bounce', 'complaint'] as const)('leaves a %s as it is', async (reason) => {
    const nina = await invite(address)
    await suppress(address, reason, now, nina)
    await accept(nina.code)
    expect((await suppressed()).map((row) => row.reason)).toEqual([reason])
    expect(await stops()).toHaveLength(1)
  })

  it('works for an account too', async () => {
    const nina = await invite(address)
    await refuseInvitation(db, keys, wayOf(nina), null, later)
    const account = await addUser({ email: address })
    expect(await receiveInvitation(db, keys, { code: nina.code }, account, later)).toEqual({
      outcome: 'received',
    })
    expect([await stops(), await suppressed()]).toEqual([[], []])
  })

  it('spares nobody else', async () => {
    const nina = await invite(address)
    const paul = await invite('paul@ville.test')
    await refuseInvitation(db, keys, wayOf(paul, 'paul@ville.test'), null, later)
    await accept(nina.code)
    expect((await suppressed()).map((row) => row.invitationId)).toEqual([paul.id])
  })
})

describe('refusing and accepting at the same moment', () => {
  it('ends accepted, with nothing in the way of the account', async () => {
    for (let round = 0; round < 4; round++) {
      const key = `nina${round}@ville.test`
      const nina = await invite(key)
      const [accepted] = await Promise.all([
        accept(nina.code),
        ...[1, 2, 3].map(() => refuseInvitation(db, keys, wayOf(nina, key), 'No.', later)),
      ])
      expect(accepted.outcome).toBe('accepted')
      expect([await stops(), await suppressed()]).toEqual([[], []])
    }
  })

  it('once accepted cannot be refused', async () => {
    const nina = await invite(address)
    await accept(nina.code)
    expect(await refuseInvitation(db, keys, wayOf(nina), 'No.', later)).toEqual({ outcome: 'accepted' })
    expect(await unsubscribe(db, keys, wayOf(nina), later)).toEqual({ outcome: 'accepted' })
    expect(await journal()).toEqual(['invitation_accepted'])
    expect([await stops(), await suppressed()]).toEqual([[], []])
  })
})

describe('asking for mail again', () => {
  it('takes back what the person said, never a bounce or a complaint', async () => {
    const nina = await invite(address)
    await refuseInvitation(db, keys, wayOf(nina), null, later)
    await takeBackRefusal(db, keys, nina.code, later)
    await takeBackRefusal(db, keys, nina.code, later)
    expect([await stops(), await suppressed()]).toEqual([[], []])
    expect(await journal()).toEqual(['invitation_refused', 'invitation_refusal_taken_back'])
    await suppress(address, 'bounce', later, nina)
    await takeBackRefusal(db, keys, nina.code, later)
    expect(await suppressed()).toHaveLength(1)
    expect(await stops()).toHaveLength(1)
  })
})
