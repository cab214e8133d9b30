import { beforeEach, describe, expect, it } from 'vitest'
import { events } from '#src/db/schema/index.ts'
import { queueTestLetter, testsPerDay } from '#src/domain/mails/queue-test-letter.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { mailOf } from '#test/support/outbox.ts'

const letter = { kind: 'invitation', language: 'nl', batch: null } as const
const now = Date.UTC(2026, 10, 2, 9)
let ada: Actor

beforeEach(async () => {
  ada = await addUser(cast.ada)
})

describe('a test of a letter', () => {
  it('is a mail to whoever asks, in the language that was asked for, and in the journal', async () => {
    const test = await queueTestLetter(db, letter, ada, now)
    const [id = 0] = test.outcome === 'queued' ? test.mailIds : []
    expect(await mailOf(id)).toMatchObject({
      ...{ kind: 'invitation', state: 'queued', address: 'ada@parvis.test', locale: 'nl' },
      ...{ userId: ada.id, invitationId: null },
    })
    expect(await db.select().from(events)).toMatchObject([
      { action: 'letter_test_sent', subjectType: 'letter', subjectId: 'invitation/nl', actorId: ada.id },
    ])
  })

  it('is written ten times a day for one person, however fast they ask, and again tomorrow', async () => {
    const asks = Array.from({ length: testsPerDay + 5 }, (_, n) => queueTestLetter(db, letter, ada, now + n))
    const outcomes = (await Promise.all(asks)).map(({ outcome }) => outcome)
    expect(outcomes.filter((outcome) => outcome === 'queued')).toHaveLength(testsPerDay)
    expect(await db.select().from(events)).toHaveLength(testsPerDay)
    const ofBatch = await queueTestLetter(db, { ...letter, batch: 'b'.repeat(20) }, ada, now + dayMs / 2)
    expect(ofBatch.outcome).toBe('too_often')
    const max = await addUser({ ...cast.max, role: 'admin' })
    expect((await queueTestLetter(db, letter, max, now + 1)).outcome).toBe('queued')
    expect((await queueTestLetter(db, letter, ada, now + dayMs + 20)).outcome).toBe('queued')
  })
})
