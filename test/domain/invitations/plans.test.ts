import { expect, it } from 'vitest'
import type { Database } from '#src/db/client.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { askForNewMail } from '#src/domain/invitations/ask-for-new-mail.ts'
import { changeGrant } from '#src/domain/invitations/change-grant.ts'
import { deleteInvitation } from '#src/domain/invitations/delete-invitation.ts'
import { extendInvitation } from '#src/domain/invitations/extend-invitation.ts'
import { giveAddress } from '#src/domain/invitations/give-address.ts'
import { inviteFirstAdministrator } from '#src/domain/invitations/invite-first-administrator.ts'
import { noteOpening } from '#src/domain/invitations/note-opening.ts'
import { readInvitation } from '#src/domain/invitations/read-invitation.ts'
import { receiveInvitation } from '#src/domain/invitations/receive-invitation.ts'
import { refuseInvitation, unsubscribe } from '#src/domain/invitations/refuse-invitation.ts'
import { registerAddress } from '#src/domain/invitations/register-address.ts'
import { remindInvitations } from '#src/domain/invitations/remind-invitations.ts'
import { replaceCode } from '#src/domain/invitations/replace-code.ts'
import { revealCode } from '#src/domain/invitations/reveal-code.ts'
import { sendInvitationAgain } from '#src/domain/invitations/send-invitation-again.ts'
import { takeBackRefusal } from '#src/domain/invitations/take-back-refusal.ts'
import { askForPasswordReset } from '#src/domain/mails/ask-for-password-reset.ts'
import { wayOutToken } from '#src/domain/mails/way-out.ts'
import { recordSignInFailure } from '#src/domain/users/sign-in-attempts.ts'
import { addUser, cast, keys, settings } from '#test/support/cast.ts'
import { invite, inviteAlso, now, password } from '#test/support/invitations.ts'
import { makeLetterCode } from '#test/support/letter-codes.ts'
import { meteredDatabase } from '#test/support/metered.ts'
import { scansIn, statementsOf } from '#test/support/plans.ts'

it('finds everything by an index, whatever happens to an invitation', async () => {
  const asked = await statementsOf(liveThrough)
  expect(asked.size).toBeGreaterThan(30)
  expect(await scansIn(asked, isMeant)).toEqual([])
})

it('reads as little to accept one of many as one of few', async () => {
  const few = await invite('few@ville.test')
  const amongFew = await rowsReadToAccept(few.code)
  const many = await invite('many@ville.test')
  await inviteAlso(many, 100)
  expect(await rowsReadToAccept(many.code)).toBeLessThanOrEqual(amongFew + 5)
})

const groupless = { admin: false, groups: [], projects: [], isConfirmed: true }

/** Rows that accepting reads in its batches. */
async function rowsReadToAccept(code: string): Promise<number> {
  const { db, meter } = meteredDatabase()
  const person = { code, firstName: 'O', lastName: 'Ne', password, language: 'en' }
  expect(await acceptInvitation(db, keys, person, now)).toMatchObject({ outcome: 'accepted' })
  return meter.rowsRead
}

async function liveThrough(db: Database) {
  const person = { address: 'chief@ville.test', emailKey: 'chief@ville.test', locale: 'en' }
  await registerAddress(db, keys, person, settings, now)
  await inviteFirstAdministrator(db, keys, person, settings, now)
  const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
  const [one, two, three] = [
    await invite('one@ville.test'),
    await invite('two@ville.test'),
    await invite(max.email),
  ]
  const letter = await makeLetterCode(ada)
  const giver = { code: letter.code, address: 'zoe@ville.test', emailKey: 'zoe@ville.test' }
  await giveAddress(db, keys, { ...giver, firstName: '', lastName: '' }, settings, now)
  await askForNewMail(db, keys, one.code, settings, now)
  await sendInvitationAgain(db, keys, one.publicId, ada, settings, now)
  await revealCode(db, keys, one.publicId, ada, now)
  await readInvitation(db, one.publicId, 'en', now)
  await noteOpening(db, keys, one.code, now)
  await extendInvitation(db, letter.publicId, 60, ada, now)
  await changeGrant(db, keys, letter.publicId, groupless, ada, settings, now)
  await replaceCode(db, keys, { publicId: letter.publicId, actor: ada }, settings, now)
  await replaceCode(db, keys, { publicId: two.publicId, actor: ada }, settings, now)
  await changeGrant(db, keys, two.publicId, { ...groupless, admin: true }, ada, settings, now)
  await remindInvitations(db, settings, now)
  const way = { token: wayOutToken(keys, two.publicId, 'two@ville.test') }
  await unsubscribe(db, keys, way, now)
  await refuseInvitation(db, keys, { code: two.code }, null, now)
  await takeBackRefusal(db, keys, two.code, now)
  await deleteInvitation(db, two.publicId, ada, now)
  await unsubscribe(db, keys, way, now)
  await receiveInvitation(db, keys, three, max, now)
  await acceptInvitation(
    db,
    keys,
    { code: one.code, firstName: 'O', lastName: 'Ne', password, language: 'en' },
    now,
  )
  await askForPasswordReset(db, max.email, now)
  await recordSignInFailure(db, max.email, now)
}

/**
 * The partial indexes of administrators and of running batches; what the index is asked for by a term; lists that were handed in, or cut
 * short before; and what SQLite plans for an insertion that would
 * mend a broken foreign key, which is never carried out where none is broken.
 */
function isMeant(scan: string, statement: string): boolean {
  const isNewParent = /^insert into (users|grants)/.test(statement.trim())
  const isMending = isNewParent && /^SCAN (invitations|batches|uploads)$/.test(scan)
  const isByTerm =
    /^SCAN (invitation_index VIRTUAL TABLE INDEX 0:M|invitation_terms VIRTUAL TABLE INDEX 259:)/.test(scan)
  return (
    isMending ||
    isByTerm ||
    /users_admins|batches_running|CONSTANT ROW|SCAN (json_each|kind|number) VIRTUAL|SCAN recent$/.test(scan)
  )
}
