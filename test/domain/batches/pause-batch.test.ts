import { beforeEach, expect, it } from 'vitest'
import { pauseBatchMails } from '#src/domain/batches/pause-batch.ts'
import { readBatch } from '#src/domain/batches/read-batch.ts'
import { resumeBatchMails } from '#src/domain/batches/resume-mails.ts'
import { findWaitingMails } from '#src/domain/mails/find-waiting-mails.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { draft, inviteAll, now, rowsOf } from '#test/support/batches.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'
import { journal } from '#test/support/invitations.ts'

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

const soon = now + 60 * 60 * 1000

it('mails of a batch that somebody pauses wait, and go on when somebody says so', async () => {
  const { publicId } = await inviteAll(rowsOf('ann@x.test', 'bo@x.test'), ada)
  expect(await pauseBatchMails(db, publicId, ada, now)).toEqual({ outcome: 'paused' })
  expect(await readBatch(db, publicId)).toMatchObject({ pausedAt: now, pauseReason: 'person' })
  expect(await findWaitingMails(db, settings, soon)).toEqual([])
  await resumeBatchMails(db, publicId, ada, soon)
  expect(await findWaitingMails(db, settings, soon + 1)).toHaveLength(2)
})

it('pausing twice at once pauses once, and the journal says so once', async () => {
  const { publicId } = await inviteAll(rowsOf('ann@x.test'), ada)
  const pause = () => pauseBatchMails(db, publicId, ada, now)
  const outcomes = (await Promise.all([pause(), pause(), pause()])).map(({ outcome }) => outcome)
  expect(outcomes.toSorted()).toEqual(['already_paused', 'already_paused', 'paused'])
  expect((await journal()).filter((action) => action === 'batch_mails_paused')).toHaveLength(1)
})

it('a draft has no mails to pause, and what does not exist is not known', async () => {
  const { publicId } = await draft(rowsOf('ann@x.test'), ada)
  expect(await pauseBatchMails(db, publicId, ada, now)).toEqual({ outcome: 'not_pausable' })
  expect(await pauseBatchMails(db, 'nothing', ada, now)).toEqual({ outcome: 'unknown' })
  expect((await readBatch(db, publicId))?.pausedAt).toBeNull()
  expect(await journal()).not.toContain('batch_mails_paused')
})
