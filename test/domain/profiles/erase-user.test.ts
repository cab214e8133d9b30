import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { events, invitations, mails, signInFailures, users } from '#src/db/schema/index.ts'
import { readBatch } from '#src/domain/batches/read-batch.ts'
import { readReview } from '#src/domain/batches/read-review.ts'
import { draftBulkAction } from '#src/domain/bulk-actions/draft-bulk-action.ts'
import { deriveCode } from '#src/domain/codes/code.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { correctAddress } from '#src/domain/invitations/correct-address.ts'
import { deleteInvitation } from '#src/domain/invitations/delete-invitation.ts'
import { registerAddress } from '#src/domain/invitations/register-address.ts'
import { remindInvitations } from '#src/domain/invitations/remind-invitations.ts'
import { askForPasswordReset } from '#src/domain/mails/ask-for-password-reset.ts'
import { eraseUser } from '#src/domain/profiles/erase-user.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { recordSignInFailure } from '#src/domain/users/sign-in-attempts.ts'
import type { Actor } from '#src/domain/users/user.ts'
import {
  addGroup,
  confirm,
  draft,
  inviteAll,
  now,
  rowsIn,
  rowsOf,
  runAll,
  tableOf,
} from '#test/support/batches.ts'
import { addUser, cast, cookieOf, db, keys, settings } from '#test/support/cast.ts'
import { tablesWith } from '#test/support/dump.ts'
import { confirmationOf, give, makeLetterCodes } from '#test/support/letter-codes.ts'
import { addPeople } from '#test/support/panel.ts'

const wrong = 'zoe.quxly@plingen.example'
const right = 'Zoe.Quxleyparn@Plingen.example'
const person = { email: right, first_name: 'Zoëlla', last_name: 'Quxleyparn', message: 'Dear Zoëlla' }
/** Pieces of her address and names, also as an index folds them. */
const pieces = ['quxl', 'plingen', 'zoëlla', 'zoella', 'zoe.', 'zazou']

function erase(user: Pick<Actor, 'publicId'>, by: Actor, at = now + 9 * dayMs) {
  return eraseUser(db, user.publicId, by, settings, at)
}

async function userBy(email: string) {
  const [found] = await db.select().from(users).where(eq(users.email, email.toLowerCase()))
  if (!found) throw new Error(`Nobody has ${email}`)
  return found
}

/** Invited by a list with problems in it, reminded, corrected, invited again elsewhere, accepted under a name of her own. */
async function livedThrough(ada: Actor) {
  const before = await inviteAll(rowsOf({ ...person }), ada)
  const [first] = before.rows
  await deleteInvitation(db, first?.publicId ?? '', ada, now)
  const list = rowsOf(
    { ...person, email: wrong },
    { ...person, email: wrong, last_name: 'QUXLEYPARN' },
    { ...person, email: 'zoe.quxly@' },
    'other@ville.test',
  )
  const { rows } = await inviteAll(list, ada)
  const publicId = rows[0]?.publicId ?? ''
  await db.update(invitations).set({ remindAt: now + dayMs })
  await remindInvitations(db, settings, now + 2 * dayMs)
  const corrected = await correctAddress(db, keys, publicId, { email: right }, ada, settings, now + 3 * dayMs)
  expect(corrected.outcome).toBe('corrected')
  const code = deriveCode(keys, publicId, 2)
  const own = {
    firstName: 'Zazou',
    lastName: 'Quxleyparn',
    password: 'un phare sous la neige',
    language: 'fr',
  }
  const accepted = await acceptInvitation(db, keys, { code, ...own }, now + 4 * dayMs)
  expect(accepted.outcome).toBe('accepted')
  return { user: await userBy(right), publicId }
}

describe('erasing a person', () => {
  it('leaves neither address nor names anywhere in the database', async () => {
    const ada = await addUser(cast.ada)
    await addPeople(120)
    await addGroup('Sport')
    const { user } = await livedThrough(ada)
    await cookieOf(user as Actor)
    await askForPasswordReset(db, user.email, now + 5 * dayMs)
    await recordSignInFailure(db, user.email, now)
    await inviteAll(rowsOf({ ...person, groups: 'Sport' }), ada, {}, now + 5 * dayMs)
    await draft(rowsOf({ ...person, admin: 'maybe' }, person, 'b@ville.test'), ada, {}, now + 5 * dayMs)
    const query = { q: 'zoe quxleyparn' }
    await draftBulkAction(db, { kind: 'delete' }, { filter: { typed: query.q }, query }, ada, now)
    for (const piece of pieces) expect(await tablesWith(piece), piece).not.toEqual([])
    expect(await erase(user, ada)).toEqual({ outcome: 'erased' })
    for (const piece of pieces) expect(await tablesWith(piece), piece).toEqual([])
    const terms = await db.all<{ term: string }>(
      sql`select term from user_terms union select term from invitation_terms`,
    )
    expect(terms.filter(({ term }) => /quxl|plingen|zo|zaz/.test(term))).toEqual([])
    for (const index of ['user_index', 'invitation_index'])
      await db.run(sql.raw(`insert into ${index}(${index}, rank) values ('integrity-check', 1)`))
  })

  it('leaves nothing of the place to which their letter went, nor of the end of its code', async () => {
    const ada = await addUser(cast.ada)
    const place = { street: 'Quxlygasse 12', postcode: '9876', city: 'Plingenau' }
    const others = { ...place, street: 'Seestraße 1' }
    const [letter] = await makeLetterCodes(ada, [
      { first_name: 'Zoëlla', last_name: 'Quxleyparn', ...place },
      { first_name: 'Max', ...others },
    ])
    await give(letter?.code ?? '', right, now + dayMs)
    const { code } = await confirmationOf(right.toLowerCase())
    const own = {
      firstName: 'Zazou',
      lastName: 'Quxleyparn',
      password: 'un phare sous la neige',
      language: 'fr',
    }
    await acceptInvitation(db, keys, { code, ...own }, now + 2 * dayMs)
    const broken = { first_name: 'Zoëlla', last_name: 'Quxleyparn', ...place, language: 'klingon' }
    await draft(rowsOf(broken), ada, { codes: true }, now + 3 * dayMs)
    for (const piece of ['Quxlygasse', letter?.codeTail ?? ''])
      expect(await tablesWith(piece), piece).toEqual(expect.arrayContaining(['invitations', 'batch_chunks']))
    expect(await erase(await userBy(right), ada)).toEqual({ outcome: 'erased' })
    for (const piece of [...pieces.slice(0, 1), 'Quxlygasse', 'zoëlla', letter?.codeTail ?? ''])
      expect(await tablesWith(piece), piece).toEqual([])
    expect(await tablesWith('Seestraße')).toEqual(expect.arrayContaining(['invitations', 'batch_chunks']))
  })

  it('finds the address in mails of deleted invitations also where its domain was spelt in other letters', async () => {
    const ada = await addUser(cast.ada)
    for (const email of ['lena@bücher.example', 'LENA@Bücher.example', 'lena@buecher.example']) {
      const { rows } = await inviteAll(rowsOf(email), ada)
      await deleteInvitation(db, rows[0]?.publicId ?? '', ada, now)
    }
    await erase(await addUser({ ...cast.max, email: 'lena@xn--bcher-kva.example' }), ada)
    expect(await tablesWith('bücher')).toEqual([])
    expect(await tablesWith('lena@buecher.example')).toContain('mails')
  })

  it('keeps a stub, what counts, and the journal, which says who erased whom', async () => {
    const ada = await addUser(cast.ada)
    const { user, publicId } = await livedThrough(ada)
    await erase(user, ada)
    const [stub] = await db.select().from(users).where(eq(users.id, user.id))
    expect(stub).toMatchObject({
      ...{ publicId: user.publicId, email: `erased-${user.publicId}@erased.invalid`, role: 'member' },
      ...{ firstName: '', lastName: '', locale: 'en', erasedAt: now + 9 * dayMs },
    })
    const [kept] = await db.select().from(invitations).where(eq(invitations.publicId, publicId))
    expect(kept).toMatchObject({
      acceptedBy: user.id,
      address: null,
      message: null,
      erasedAt: now + 9 * dayMs,
    })
    const last = (await db.select().from(events)).at(-1)
    expect(last).toMatchObject({ action: 'user_erased', actorId: ada.id, subjectId: user.publicId })
    for (const table of ['accounts', 'sessions', 'group_members', 'sign_in_failures'])
      expect(await tableOf(table), table).toEqual([])
    expect(await db.select().from(signInFailures)).toEqual([])
    const waiting = (await db.select().from(mails)).filter(({ state }) => state === 'queued')
    expect(waiting.map(({ address }) => address)).toEqual(['other@ville.test', 'other@ville.test'])
  })

  it('frees the address: it may be invited, or register, like any other', async () => {
    const ada = await addUser(cast.ada)
    const { user } = await livedThrough(ada)
    await erase(user, ada)
    const { rows } = await inviteAll(rowsOf(person), ada, {}, now + 10 * dayMs)
    expect(rows.map(({ outcome }) => outcome)).toEqual(['invite'])
    const other = { address: right, emailKey: right.toLowerCase(), locale: 'en' }
    expect(await registerAddress(db, keys, other, settings, now + 10 * dayMs)).toHaveLength(1)
  })

  it('leaves the other rows of a list as they were, and its pages whole', async () => {
    const ada = await addUser(cast.ada)
    const { user } = await livedThrough(ada)
    const list = rowsOf(
      { ...person, admin: 'maybe' },
      { ...person, admin: 'perhaps' },
      'b@ville.test',
      'nobody',
    )
    const before = await draft(list, ada, {}, now + 5 * dayMs)
    await erase(user, ada)
    const rows = await rowsIn(before.id)
    expect(rows.slice(2)).toEqual(before.rows.slice(2))
    expect(rows.map(({ outcome }) => outcome)).toEqual(before.rows.map(({ outcome }) => outcome))
    const found = await readBatch(db, before.publicId)
    expect(found?.revision).toBe(before.revision + 1)
    if (!found) return
    const { list: shown } = await readReview(db, found, { show: 'problem' })
    expect(shown.rows.map(({ row }) => row)).toEqual([1, 2, 4])
  })

  it('invites nobody with the row that is left in a draft', async () => {
    const ada = await addUser(cast.ada)
    const invited = await draft(rowsOf(person, 'b@ville.test'), ada, {}, now)
    const { user } = await livedThrough(ada)
    const added = await draft(rowsOf(person), ada, { groups: [await addGroup('Sport')] }, now + 5 * dayMs)
    await erase(user, ada)
    const count = (await tableOf('invitations')).length
    for (const { publicId } of [invited, added])
      await runAll(await confirm(publicId, ada, now + 10 * dayMs), now + 10 * dayMs)
    expect((await tableOf('invitations')).length).toBe(count + 1)
    expect(await tableOf('group_members')).toEqual([])
    const reasons = (await tableOf('batch_changes')).map(({ reason, outcome }) => `${reason} ${outcome}`)
    expect(reasons.slice(-2)).toEqual(['account_gone skip', 'account_gone skip'])
    expect(await tablesWith('quxleyparn')).toEqual([])
  })

  it('deletes what still waits for the address, and spares a namesake', async () => {
    const ada = await addUser(cast.ada)
    const { user } = await livedThrough(ada)
    const also = { email: 'other.zoella@ville.test', first_name: 'Zoëlla', last_name: 'Quxleyparn' }
    await inviteAll(rowsOf(also), ada, {}, now + 5 * dayMs)
    await erase(user, ada)
    const left = await db.select().from(invitations).where(eq(invitations.emailKey, also.email))
    expect(left).toMatchObject([{ firstName: 'Zoëlla', lastName: 'Quxleyparn', erasedAt: null }])
  })

  it('is for administrators, of others, once', async () => {
    const [ada, abel] = [await addUser(cast.ada), await addUser({ email: 'abel@parvis.test', role: 'admin' })]
    const max = await addUser(cast.max)
    expect(await erase(ada, ada)).toEqual({ outcome: 'oneself' })
    expect(await erase(max, await addUser(cast.sam))).toEqual({ outcome: 'forbidden' })
    expect(await erase({ publicId: 'nobody' }, ada)).toEqual({ outcome: 'unknown' })
    const both = await Promise.all([erase(ada, abel), erase(abel, ada)])
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['erased', 'forbidden'])
    const [still] = await db.select().from(users).where(sql`role = 'admin'`)
    const again = await Promise.all([erase(max, still as Actor), erase(max, still as Actor, now + 1)])
    expect(again.map(({ outcome }) => outcome)).toContain('erased')
    expect(
      (await db.select().from(events)).filter(({ subjectId }) => subjectId === max.publicId),
    ).toHaveLength(1)
  })
})
