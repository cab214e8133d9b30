import { describe, expect, it } from 'vitest'
import { mails } from '#src/db/schema/index.ts'
import { readBatch } from '#src/domain/batches/read-batch.ts'
import { runSlice } from '#src/domain/batches/run-slice.ts'
import { deriveCode } from '#src/domain/codes/code.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { deleteInvitation } from '#src/domain/invitations/delete-invitation.ts'
import { findInvitation } from '#src/domain/invitations/find-invitation.ts'
import { fresh } from '#src/domain/mails/fresh.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { changeRole } from '#src/domain/users/change-role.ts'
import {
  addGroup,
  addProject,
  confirm,
  draft,
  inviteAll,
  now,
  rowsOf,
  runAll,
  tableOf,
} from '#test/support/batches.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'

const tables = ['invitations', 'mails', 'group_members', 'project_managers', 'users', 'batches', 'events']
const everything = async () =>
  Object.fromEntries(await Promise.all(tables.map(async (name) => [name, await tableOf(name)])))

describe('a slice', () => {
  it('writes each invitation with its letter', async () => {
    const ada = await addUser(cast.ada)
    const people = rowsOf(
      { email: 'Ann@X.test', first_name: 'Ann', last_name: 'Example', language: 'fr', message: 'Hi' },
      'bob@x.test',
    )
    const { id, publicId, rows, mailIds } = await inviteAll(people, ada)
    const [ann, bob] = await tableOf('invitations')
    expect(ann).toMatchObject({
      ...{
        source: 'batch',
        address: 'Ann@X.test',
        email_key: 'ann@x.test',
        first_name: 'Ann',
        last_name: 'Example',
      },
      ...{ locale: 'fr', message: 'Hi', batch_id: id, inviter_id: ada.id, public_id: rows[0]?.publicId },
      ...{
        code_mac: rows[0]?.codeMac,
        generation: 1,
        sendings: 1,
        created_at: now,
        expires_at: now + 30 * dayMs,
      },
      ...{ remind_at: null, accepted_at: null, grant_id: rows[0]?.grantId },
    })
    expect(bob).toMatchObject({ first_name: null, locale: 'en', message: null })
    const letters = await tableOf('mails')
    expect(letters.map(({ id }) => id)).toEqual(mailIds)
    expect(letters[0]).toMatchObject({
      ...{ dedupe_key: `${rows[0]?.publicId}/invitation/1`, kind: 'invitation', invitation_id: ann?.id },
      ...{ address: 'Ann@X.test', locale: 'fr', state: 'queued', not_before: fresh, created_at: now },
    })
    expect(await readBatch(db, publicId)).toMatchObject({
      state: 'done',
      finishedAt: now,
      invitedCount: 2,
      addedCount: 0,
    })
    expect((await tableOf('events')).at(-1)).toMatchObject({
      action: 'batch_done',
      details: '{"invited":2,"renewed":0,"added":0}',
    })
  })

  it('gives registered people what is promised at once, without a mail', async () => {
    const [ada, max, sam] = [await addUser(cast.ada), await addUser(cast.max), await addUser(cast.sam)]
    const [group, project] = [await addGroup('Sport', [sam]), await addProject('Parc')]
    const people = rowsOf(
      'max@parvis.test',
      { email: 'sam@parvis.test', admin: 'TRUE' },
      { email: 'ada@parvis.test', admin: 'FALSE' },
    )
    const { publicId } = await inviteAll(people, ada, { groups: [group], projects: [project] })
    expect(await tableOf('group_members')).toEqual([
      { group_id: group, user_id: sam.id, added_at: 0 },
      { group_id: group, user_id: max.id, added_at: now },
      { group_id: group, user_id: ada.id, added_at: now },
    ])
    expect(await tableOf('project_managers')).toHaveLength(3)
    expect((await tableOf('users')).map(({ role }) => role)).toEqual(['admin', 'member', 'admin'])
    expect(await tableOf('invitations')).toEqual([])
    expect(await tableOf('mails')).toEqual([])
    expect(await readBatch(db, publicId)).toMatchObject({ invitedCount: 0, addedCount: 3 })
    const made = (await tableOf('events')).filter(({ action }) => action === 'role_changed')
    expect(made).toMatchObject([{ actor_id: ada.id, subject_id: sam.publicId }])
  })

  it('leaves out problems and those already invited', async () => {
    const ada = await addUser(cast.ada)
    await inviteAll(rowsOf('ann@x.test'), ada)
    const before = await tableOf('invitations')
    const { mailIds } = await inviteAll(rowsOf('ann@x.test', 'bad', 'bob@x.test', 'BOB@x.test'), ada)
    const after = await tableOf('invitations')
    expect(after[0]).toEqual(before[0])
    expect(after.map(({ email_key }) => email_key)).toEqual(['ann@x.test', 'bob@x.test'])
    expect(mailIds).toHaveLength(1)
  })

  it('renews with the new options, keeps the code, and replaces letters that still wait', async () => {
    const [ada, eve] = [await addUser(cast.ada), await addUser({ email: 'eve@parvis.test', role: 'admin' })]
    const group = await addGroup('Sport')
    const { rows } = await inviteAll(rowsOf({ email: 'ann@x.test', first_name: 'Ann' }), ada, { admin: true })
    const old = (await tableOf('invitations'))[0]
    const later = now + 40 * dayMs
    const renewing = { existing: 'renew' as const, groups: [group], language: 'fr' }
    const { id, publicId } = await inviteAll(
      rowsOf({ email: 'ann@x.test', last_name: 'Example' }),
      eve,
      renewing,
      later,
    )
    const [ann, ...others] = await tableOf('invitations')
    expect(others).toEqual([])
    expect(ann).toMatchObject({
      ...{
        public_id: rows[0]?.publicId,
        code_mac: old?.code_mac,
        sendings: 2,
        expires_at: later + 30 * dayMs,
      },
      ...{ first_name: 'Ann', last_name: 'Example', locale: 'fr', batch_id: id, inviter_id: eve.id },
    })
    expect(ann?.grant_id).not.toBe(old?.grant_id)
    expect((await tableOf('mails')).map(({ dedupe_key, state }) => [dedupe_key, state])).toEqual([
      [`${ann?.public_id}/invitation/1`, 'cancelled'],
      [`${ann?.public_id}/invitation/2`, 'queued'],
    ])
    expect(await readBatch(db, publicId)).toMatchObject({ invitedCount: 0, renewedCount: 1 })
  })

  it('replaces also a letter whose outcome nobody knows, which would wait for ever with a paused batch', async () => {
    const ada = await addUser(cast.ada)
    await inviteAll(rowsOf('ann@x.test'), ada)
    await db.update(mails).set({ state: 'sending', doubts: 1, leaseUntil: now + 1 })
    await inviteAll(rowsOf('ann@x.test'), ada, { existing: 'renew' }, now + dayMs)
    expect((await tableOf('mails')).map(({ state, lease_until }) => [state, lease_until])).toEqual([
      ['cancelled', null],
      ['queued', null],
    ])
  })

  it('renews with a new code where it promises rights: whoever was told the old one gets nothing', async () => {
    const ada = await addUser(cast.ada)
    const { rows } = await inviteAll(rowsOf('ann@x.test'), ada)
    await inviteAll(rowsOf('ann@x.test'), ada, { existing: 'renew', admin: true }, now + 1)
    const codeOf = (generation: number) => deriveCode(keys, rows[0]?.publicId ?? '', generation)
    const stateOf = async (generation: number) =>
      (await findInvitation(db, keys, codeOf(generation), null, now + 2)).state
    expect([await stateOf(1), await stateOf(2)]).toEqual(['unknown', 'open'])
  })
})

describe('what changed since the review', () => {
  it('hangs no rights on a code that may have been read out since', async () => {
    const ada = await addUser(cast.ada)
    const { rows } = await inviteAll(rowsOf('ann@x.test'), ada)
    const renewing = { existing: 'renew' as const }
    const [first, stale] = [
      await draft(rowsOf('ann@x.test'), ada, { ...renewing, admin: true }),
      await draft(rowsOf('ann@x.test'), ada, { ...renewing, admin: true }),
    ]
    await confirm(first.publicId, ada)
    await runAll(first.id)
    await inviteAll(rowsOf('ann@x.test'), ada, renewing)
    const before = [await tableOf('invitations'), await tableOf('mails')]
    expect(before[0]).toMatchObject([{ public_id: rows[0]?.publicId, generation: 2 }])
    await confirm(stale.publicId, ada)
    expect(await runAll(stale.id)).toEqual([])
    expect([await tableOf('invitations'), await tableOf('mails')]).toEqual(before)
  })

  it('who registered meanwhile gets the promise and no mail', async () => {
    const ada = await addUser(cast.ada)
    const [group, project] = [await addGroup('Sport'), await addProject('Parc')]
    const { publicId, id } = await draft(rowsOf('new@x.test', 'ann@x.test'), ada, {
      groups: [group],
      projects: [project],
      admin: true,
    })
    await confirm(publicId, ada)
    const late = await addUser({ email: 'new@x.test' })
    expect(await runAll(id)).toHaveLength(1)
    expect(await tableOf('group_members')).toMatchObject([{ user_id: late.id }])
    expect(await tableOf('project_managers')).toMatchObject([{ user_id: late.id }])
    expect((await tableOf('users')).at(-1)).toMatchObject({ email: 'new@x.test', role: 'admin' })
    expect((await tableOf('invitations')).map(({ email_key }) => email_key)).toEqual(['ann@x.test'])
    expect(await readBatch(db, publicId)).toMatchObject({ invitedCount: 1, addedCount: 1 })
  })

  it('who was invited meanwhile is not invited twice', async () => {
    const ada = await addUser(cast.ada)
    const slow = await draft(rowsOf('ann@x.test'), ada)
    await inviteAll(rowsOf('ann@x.test'), ada)
    await confirm(slow.publicId, ada)
    expect(await runAll(slow.id)).toEqual([])
    expect(await tableOf('invitations')).toHaveLength(1)
    expect(await readBatch(db, slow.publicId)).toMatchObject({ state: 'done', invitedCount: 0 })
  })

  it('who accepted before a renewal gets what is new at once', async () => {
    const ada = await addUser(cast.ada)
    const group = await addGroup('Sport')
    const { rows } = await inviteAll(rowsOf('ann@x.test'), ada)
    const renewal = await draft(rowsOf('ann@x.test'), ada, { existing: 'renew', groups: [group] })
    const code = deriveCode(keys, rows[0]?.publicId ?? '', 1)
    const form = {
      code,
      firstName: 'Ann',
      lastName: 'Example',
      password: 'a long enough phrase',
      language: 'en',
    }
    expect((await acceptInvitation(db, keys, form, now)).outcome).toBe('accepted')
    await confirm(renewal.publicId, ada)
    expect(await runAll(renewal.id)).toEqual([])
    expect(await tableOf('group_members')).toMatchObject([{ group_id: group }])
    expect(await readBatch(db, renewal.publicId)).toMatchObject({ renewedCount: 0, addedCount: 1 })
  })

  it('who lost the admin right meanwhile does not get it back unnamed', async () => {
    const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
    const eve = await addUser({ email: 'eve@parvis.test', role: 'admin' })
    const options = { admin: true, groups: [await addGroup('Sport')] }
    const { publicId, id, counts } = await draft(rowsOf('eve@parvis.test', 'max@parvis.test'), ada, options)
    expect(counts).toMatchObject({ add: 2, admins: 1 })
    await changeRole(db, eve.publicId, { role: 'member', isConfirmed: true }, ada, now)
    await confirm(publicId, ada)
    await runAll(id)
    const roles = (await tableOf('users')).map(({ email, role }) => [email, role])
    expect(roles).toContainEqual([eve.email, 'member'])
    expect(roles).toContainEqual([max.email, 'admin'])
  })

  it('an invitation deleted before its renewal stays deleted', async () => {
    const ada = await addUser(cast.ada)
    const { rows } = await inviteAll(rowsOf('ann@x.test'), ada)
    const renewal = await draft(rowsOf('ann@x.test'), ada, { existing: 'renew' })
    await deleteInvitation(db, rows[0]?.publicId ?? '', ada, now)
    await confirm(renewal.publicId, ada)
    expect(await runAll(renewal.id)).toEqual([])
    expect(await tableOf('invitations')).toEqual([])
  })
})

describe('a slice that runs more than once', () => {
  const people = () =>
    rowsOf(...Array.from({ length: 1500 }, (_, index) => `p${index}@x.test`), {
      email: 'max@parvis.test',
      admin: 'yes',
    })

  async function confirmed() {
    const [ada] = [await addUser(cast.ada), await addUser(cast.max)]
    const { publicId, id } = await draft(people(), ada, { groups: [await addGroup('Sport')] })
    await confirm(publicId, ada)
    return { id, publicId }
  }

  it('changes nothing the second time', async () => {
    const { id } = await confirmed()
    expect((await runSlice(db, id, settings, now)).mailIds).toHaveLength(1500)
    const before = await everything()
    expect(await runSlice(db, id, settings, now)).toEqual({ state: 'done', mailIds: [] })
    expect(await everything()).toEqual(before)
  })

  it('at the same time as others does the work once', async () => {
    const { id, publicId } = await confirmed()
    const runs = await Promise.all(Array.from({ length: 5 }, () => runSlice(db, id, settings, now)))
    expect(runs.flatMap(({ mailIds }) => mailIds)).toHaveLength(1500)
    expect(await tableOf('mails')).toHaveLength(1500)
    expect(await readBatch(db, publicId)).toMatchObject({
      state: 'done',
      invitedCount: 1500,
      addedCount: 1,
      chunksDone: 3,
    })
    const actions = (await tableOf('events')).map(({ action }) => action)
    expect(actions).toEqual(['batch_drafted', 'batch_confirmed', 'role_changed', 'batch_done'])
  })

  it('does not run before confirmation', async () => {
    const { id } = await draft(rowsOf('ann@x.test'), await addUser(cast.ada))
    expect(await runSlice(db, id, settings, now)).toEqual({ state: 'stopped', mailIds: [] })
    expect(await runSlice(db, 404, settings, now)).toEqual({ state: 'stopped', mailIds: [] })
    expect(await tableOf('invitations')).toEqual([])
  })
})
