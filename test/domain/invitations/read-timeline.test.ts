import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { jsonList } from '#src/db/json-list.ts'
import { recordEvent } from '#src/domain/events/event.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { correctAddress } from '#src/domain/invitations/correct-address.ts'
import { extendInvitation } from '#src/domain/invitations/extend-invitation.ts'
import { readInvitation } from '#src/domain/invitations/read-invitation.ts'
import { revealCode } from '#src/domain/invitations/reveal-code.ts'
import { sendInvitationAgain } from '#src/domain/invitations/send-invitation-again.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { inviteAll, rowsOf } from '#test/support/batches.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { invite, now, openInvitationTo, password } from '#test/support/invitations.ts'
import { confirmationOf, give, makeLetterCode } from '#test/support/letter-codes.ts'
import { meteredDatabase } from '#test/support/metered.ts'

const timelineOf = async (publicId: string, at = now) =>
  (await readInvitation(db, publicId, 'en', at))?.timeline.moments ?? []

/** Each moment as the actions and the mails in it, the latest first. */
async function told(publicId: string, at = now): Promise<string[]> {
  const moments = await timelineOf(publicId, at)
  return moments.map(({ acts, mails }) =>
    [
      ...acts.map(({ action, actor }) => (actor ? `${action} by ${actor.name}` : action)),
      ...mails.map(({ kind, state }) => `${kind}: ${state}`),
    ].join(', '),
  )
}

it('tells who invited in which batch, each mail with its fate, and what staff did, the latest first', async () => {
  const [ada, sam] = [await addUser(cast.ada), await addUser(cast.sam)]
  const batch = await inviteAll(rowsOf({ email: 'nina@ville.test' }), ada, {}, now)
  const { publicId = '' } = (await openInvitationTo('nina@ville.test')) ?? {}
  await revealCode(db, keys, publicId, sam, now + 1)
  await sendInvitationAgain(db, keys, publicId, sam, settings, now + 2)
  const found = { email: 'nina@stad.test' }
  await correctAddress(db, keys, publicId, found, sam, settings, now + 3)
  await extendInvitation(db, publicId, 50, ada, now + 4)
  expect(await told(publicId)).toEqual([
    'invitation_extended by Ada Martin',
    'address_corrected by Sam Dubois, invitation: queued',
    'invitation_sent_again by Sam Dubois, invitation: cancelled',
    'code_revealed by Sam Dubois',
    'invited by Ada Martin, invitation: cancelled',
  ])
  const moments = await timelineOf(publicId)
  expect(moments.at(-1)?.acts[0]?.batch).toBe(batch.publicId)
  expect(moments.at(-1)?.mails[0]?.address).toBe('nina@ville.test')
})

it('tells of a later batch that invited anew', async () => {
  const [ada, eve] = [await addUser(cast.ada), await addUser({ ...cast.ada, email: 'eve@parvis.test' })]
  await inviteAll(rowsOf({ email: 'nina@ville.test' }), ada, {}, now)
  await inviteAll(rowsOf({ email: 'nina@ville.test' }), eve, { existing: 'renew' }, now + dayMs)
  const { publicId = '' } = (await openInvitationTo('nina@ville.test')) ?? {}
  expect(await told(publicId)).toEqual([
    'batch_renewed by Ada Martin, invitation: queued',
    'invited, invitation: cancelled',
  ])
})

it('tells that it expired, and who accepted', async () => {
  const { publicId, code } = await invite('nina@ville.test')
  expect((await told(publicId, now + 31 * dayMs))[0]).toBe('expired')
  const nina = { firstName: 'Nina', lastName: 'Petit', password, language: 'en' }
  await acceptInvitation(db, keys, { code, ...nina }, now + 5)
  expect((await told(publicId, now + 31 * dayMs))[0]).toBe('invitation_accepted by Nina Petit')
})

it('tells of a letter code which addresses were given, and of these that they were', async () => {
  const letter = await makeLetterCode(await addUser(cast.ada))
  await give(letter.code, 'zoe@ville.test', now + 1)
  expect((await told(letter.publicId))[0]).toBe('address_given')
  const { publicId = '' } = (await openInvitationTo('zoe@ville.test')) ?? {}
  expect(await told(publicId)).toEqual(['given, address_confirmation: queued'])
})

it('tells of a letter code that it was made, printed with its batch, and by whom it was used', async () => {
  const ada = await addUser(cast.ada)
  const letter = await makeLetterCode(ada)
  const printed = {
    at: now + 1,
    actorId: ada.id,
    action: 'codes_printed',
    details: { from: 1, to: 1, count: 1 },
  }
  await recordEvent(db, { ...printed, subjectType: 'batch', subjectId: letter.batch })
  await give(letter.code, 'zoe@ville.test', now + 2)
  const { publicId, code } = await confirmationOf('zoe@ville.test')
  const zoe = { firstName: 'Zoé', lastName: 'Roy', password, language: 'en' }
  await acceptInvitation(db, keys, { code, ...zoe }, now + 3)
  expect(await told(letter.publicId)).toEqual([
    'code_used by Zoé Roy',
    'address_given',
    'codes_printed by Ada Martin',
    'code_made by Ada Martin',
  ])
  expect((await told(publicId))[0]).toBe('invitation_accepted by Zoé Roy')
  expect(await told(publicId)).toHaveLength(2)
})

it('says when older entries are left out, and reads few rows however much has happened', async () => {
  const ada = await addUser(cast.ada)
  const { id, publicId } = await invite('nina@ville.test', { sendings: 400 })
  const numbers = jsonList(Array.from({ length: 400 }, (_, number) => number + 2))
  await db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id)
    select value, ${ada.id}, 'code_revealed', 'invitation', ${publicId} from ${numbers}`)
  await db.run(sql`insert into mails (dedupe_key, kind, invitation_id, address, locale, not_before, created_at)
    select ${publicId} || '/' || kind.value || '/' || number.value, kind.value, ${id}, 'nina@ville.test', 'en', 0, number.value
    from ${numbers} number, json_each('["invitation","reminder"]') kind`)
  const { db: metered, meter } = meteredDatabase()
  const found = await readInvitation(metered, publicId, 'en', now)
  expect(found?.timeline.isShortened).toBe(true)
  expect(found?.timeline.moments.flatMap(({ mails }) => mails)).toHaveLength(24)
  expect(meter.statements).toBe(1)
})
