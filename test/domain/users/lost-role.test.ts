import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { mails, users } from '#src/db/schema/index.ts'
import { cancelBatch } from '#src/domain/batches/cancel-batch.ts'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { pauseBatchMails } from '#src/domain/batches/pause-batch.ts'
import { resumeBatchMails } from '#src/domain/batches/resume-mails.ts'
import { cancelBulkAction } from '#src/domain/bulk-actions/cancel-bulk-action.ts'
import { confirmBulkAction } from '#src/domain/bulk-actions/confirm-bulk-action.ts'
import { exportEvents } from '#src/domain/events/export-events.ts'
import { addMember } from '#src/domain/groups/add-member.ts'
import { createGroup } from '#src/domain/groups/create-group.ts'
import { deleteGroup } from '#src/domain/groups/delete-group.ts'
import { removeMember } from '#src/domain/groups/remove-member.ts'
import { renameGroup } from '#src/domain/groups/rename-group.ts'
import { setConditions } from '#src/domain/groups/set-conditions.ts'
import { newPublicId } from '#src/domain/ids/new-public-id.ts'
import { exportInvitations } from '#src/domain/invitations/export-invitations.ts'
import { changeLetterText } from '#src/domain/letters/change-letter-text.ts'
import { queueTestLetter } from '#src/domain/mails/queue-test-letter.ts'
import { tryAgain, tryAllAgain } from '#src/domain/mails/try-again.ts'
import { eraseUser } from '#src/domain/profiles/erase-user.ts'
import { exportUsers } from '#src/domain/profiles/export-users.ts'
import { addManager } from '#src/domain/projects/add-manager.ts'
import { createProject } from '#src/domain/projects/create-project.ts'
import { describeProject } from '#src/domain/projects/describe-project.ts'
import { removeManager } from '#src/domain/projects/remove-manager.ts'
import { changeSettings } from '#src/domain/settings/change-settings.ts'
import { nothingSet } from '#src/domain/settings/own-settings.ts'
import { addressHash } from '#src/domain/suppressions/address-hash.ts'
import { liftSuppression } from '#src/domain/suppressions/lift-suppression.ts'
import { changeRole } from '#src/domain/users/change-role.ts'
import { activateUser, deactivateUser } from '#src/domain/users/deactivate-user.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { confirm, draft, rowsOf, tableOf } from '#test/support/batches.ts'
import { draftBulk } from '#test/support/bulk.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { addSmartGroup } from '#test/support/groups.ts'
import { invite, now } from '#test/support/invitations.ts'
import { addInvitation, queueMailOf } from '#test/support/outbox.ts'
import { addGroup, addProject } from '#test/support/panel.ts'
import { suppress } from '#test/support/suppressions.ts'

type Deed = () => Promise<unknown>
/** Prepares what an administrator asks for; `ada` still has the role when it is called, and may have lost it when it is done. */
type Verb = (ada: Actor, max: Actor) => Promise<Deed> | Deed

const letter = { kind: 'invitation', language: 'en' } as const
const list = { format: 'csv', filter: [], max: 1000 } as const
const texts = { subject: 'Hello', greeting: '', button: '' }
const reader = { language: 'en', timeZone: 'UTC' }

const onPeople: Record<string, Verb> = {
  'giving a role': (ada, max) => () =>
    changeRole(db, max.publicId, { role: 'support', isConfirmed: true }, ada, now),
  deactivating: (ada, max) => () => deactivateUser(db, max.publicId, ada, now),
  activating: async (ada, max) => {
    await deactivateUser(db, max.publicId, ada, now)
    return () => activateUser(db, max.publicId, { isProven: true }, ada, now)
  },
  erasing: (ada, max) => () => eraseUser(db, max.publicId, ada, settings, now),
  'taking out the list of people': (ada) => () => exportUsers(db, { ...list, wanted: {}, reader }, ada, now),
  'making a group': (ada) => () =>
    createGroup(db, { publicId: newPublicId(), name: 'Sport', kind: 'manual' }, ada, now),
  'renaming a group': async (ada) => {
    const { publicId } = await addGroup('Sport')
    return () => renameGroup(db, publicId, { name: 'Sports', names: {} }, ada, now)
  },
  'deleting a group': async (ada) => {
    const { publicId } = await addGroup('Sport')
    return () => deleteGroup(db, publicId, ada, now)
  },
  'setting conditions': async (ada) => {
    const { publicId } = await addSmartGroup('Sport', null)
    const french = { languages: ['fr'] }
    return () => setConditions(db, publicId, french, ada, now)
  },
  'adding a member': async (ada, max) => {
    const { publicId } = await addGroup('Sport')
    return () => addMember(db, publicId, max.email, ada, now)
  },
  'removing a member': async (ada, max) => {
    const { publicId } = await addGroup('Sport', [max])
    return () => removeMember(db, publicId, max.publicId, { actor: ada, timeZone: 'UTC', now })
  },
  'making a project': (ada) => () =>
    createProject(db, { publicId: newPublicId(), name: 'Park', description: '' }, ada, now),
  'describing a project': async (ada) => {
    const { publicId } = await addProject('Park')
    return () => describeProject(db, publicId, { name: 'Park', description: 'Trees' }, ada, now)
  },
  'adding a manager': async (ada, max) => {
    const { publicId } = await addProject('Park')
    return () => addManager(db, publicId, max.email, ada, now)
  },
  'removing a manager': async (ada, max) => {
    const { publicId } = await addProject('Park', [max])
    return () => removeManager(db, publicId, max.publicId, ada, now)
  },
}

const onMail: Record<string, Verb> = {
  'pausing mails': async (ada) => {
    const { publicId } = await draft(rowsOf('nina@ville.test'), ada)
    await confirm(publicId, ada)
    return () => pauseBatchMails(db, publicId, ada, now)
  },
  'letting mails go on': async (ada) => {
    const { publicId } = await draft(rowsOf('nina@ville.test'), ada)
    await confirm(publicId, ada)
    await pauseBatchMails(db, publicId, ada, now)
    return () => resumeBatchMails(db, publicId, ada, now)
  },
  'stopping a batch': async (ada) => {
    const { publicId } = await draft(rowsOf('nina@ville.test'), ada)
    return () => cancelBatch(db, publicId, ada, now)
  },
  'trying a mail again': async (ada) => {
    const id = await addFailedMail()
    return () => tryAgain(db, id, ada, now)
  },
  'trying out a letter': (ada) => () => queueTestLetter(db, { ...letter, batch: null }, ada, now),
  'writing a letter': (ada) => () => changeLetterText(db, { ...letter, texts, seen: 0 }, ada, now),
  'lifting a suppression': async (ada) => {
    await suppress('nina@ville.test', 'bounce', now)
    return () => liftSuppression(db, keys, { hash: addressHash(keys, 'nina@ville.test') }, ada, now)
  },
  'changing the settings': (ada) => () =>
    changeSettings(db, { ...nothingSet, reminderDays: 5 }, undefined, settings, ada, now),
  'taking out invitations': async (ada) => {
    await invite('nina@ville.test')
    const asked = { ...list, chosen: { filter: {} }, withCodes: true, language: 'en' }
    return () => exportInvitations(db, keys, asked, ada, now)
  },
  'taking out the journal': async (ada, max) => {
    await deactivateUser(db, max.publicId, ada, now)
    return () => exportEvents(db, { ...list, wanted: {}, language: 'en' }, ada, now)
  },
}

/** What cannot be told from what somebody else has done meanwhile is refused as that is. */
const otherwise: Record<string, { verb: Verb; refused: unknown }> = {
  'confirming a batch': {
    verb: async (ada) => {
      const { publicId } = await draft(rowsOf('nina@ville.test'), ada)
      return () => confirmBatch(db, publicId, { leaveOut: false, grantAdmin: false }, ada, now)
    },
    refused: { outcome: 'unknown' },
  },
  'confirming an act on many': {
    verb: async (ada) => {
      await invite('nina@ville.test')
      const action = await draftBulk('extend', ada, { now })
      return () => confirmBulkAction(db, action, ada, now)
    },
    refused: { outcome: 'not_a_draft' },
  },
  'stopping an act on many': {
    verb: async (ada) => {
      await invite('nina@ville.test')
      const action = await draftBulk('delete', ada, { now })
      return () => cancelBulkAction(db, action, ada, now)
    },
    refused: false,
  },
  'trying all mails again': {
    verb: async (ada) => {
      await addFailedMail()
      return () => tryAllAgain(db, ada, now)
    },
    refused: { mailIds: [], hasMore: false },
  },
}

const verbs: [string, Verb, unknown][] = [
  ...Object.entries({ ...onPeople, ...onMail }).map(([name, verb]): [string, Verb, unknown] => [
    name,
    verb,
    name === 'setting conditions' ? { state: 'forbidden' } : { outcome: 'forbidden' },
  ]),
  ...Object.entries(otherwise).map(([name, { verb, refused }]): [string, Verb, unknown] => [
    name,
    verb,
    refused,
  ]),
]

const losses = [
  ['the role was taken away', { role: 'support' }],
  ['the account was deactivated', { deactivatedAt: now }],
] as const

const tables = [
  ...['users', 'groups', 'group_members', 'projects', 'project_managers', 'settings', 'letter_texts'],
  ...['suppressions', 'invitation_stops', 'invitations', 'mails', 'batches', 'bulk_actions', 'events'],
]
const everything = () => Promise.all(tables.map(tableOf))

let [ada, max]: Actor[] = []
beforeEach(async () => {
  ada = await addUser(cast.ada)
  max = await addUser(cast.max)
  // Whoever loses the role is not the last to have it.
  await addUser({ email: 'abel@parvis.test', role: 'admin' })
})

async function prepare(verb: Verb): Promise<Deed> {
  if (!ada || !max) throw new Error('Nobody is there to ask')
  return verb(ada, max)
}

describe.each(verbs)('%s', (_, verb, refused) => {
  it('does something for an administrator', async () => {
    const deed = await prepare(verb)
    const before = await everything()
    expect(await deed()).not.toEqual(refused)
    expect(await everything()).not.toEqual(before)
  })

  it.each(losses)('is refused where %s meanwhile, and nothing is written', async (__, lost) => {
    const deed = await prepare(verb)
    await db
      .update(users)
      .set(lost)
      .where(eq(users.id, ada?.id ?? 0))
    const before = await everything()
    expect(await deed()).toEqual(refused)
    expect(await everything()).toEqual(before)
  })
})

async function addFailedMail(): Promise<number> {
  const id = await queueMailOf(await addInvitation({}, now), 'invitation', now)
  await db.update(mails).set({ state: 'failed' }).where(eq(mails.id, id))
  return id
}
