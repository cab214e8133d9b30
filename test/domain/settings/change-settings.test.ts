import { beforeEach, describe, expect, it } from 'vitest'
import { events, settings as table } from '#src/db/schema/index.ts'
import { changeSettings } from '#src/domain/settings/change-settings.ts'
import type { OwnSettings } from '#src/domain/settings/own-settings.ts'
import { readOwnSettings } from '#src/domain/settings/read-own-settings.ts'
import { readSettings } from '#src/domain/settings/read-settings.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'

const now = Date.UTC(2026, 8, 1, 9)
const nothing: OwnSettings = {
  ...{ reminderDays: null, expiryDays: null, mailsPerMinute: null, batchSummary: null, replyTo: null },
}

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

const change = (wanted: Partial<OwnSettings>, revision?: number, at = now) =>
  changeSettings(db, { ...nothing, ...wanted }, revision, settings, ada, at)

describe('changing the settings', () => {
  it('puts them in force, and empties leave what the platform says', async () => {
    const wanted = { reminderDays: 0, mailsPerMinute: 60, batchSummary: false, replyTo: 'hello@parvis.test' }
    expect(await change(wanted, 0)).toEqual({ outcome: 'saved' })
    expect((await readSettings(db, settings)).settings).toEqual({ ...settings, ...wanted })
    expect(await readOwnSettings(db)).toEqual({
      ...{ ...wanted, expiryDays: null, revision: 1, updatedAt: now, updaterName: 'Ada Martin' },
    })
    await change({}, 1)
    expect((await readSettings(db, settings)).settings).toEqual(settings)
  })

  it('is written to the journal with its numbers, and without the address', async () => {
    await change({ expiryDays: 10, batchSummary: false, replyTo: 'hello@parvis.test' })
    await change({ expiryDays: 20, batchSummary: false, replyTo: 'other@parvis.test' })
    const written = await db.select().from(events)
    expect(written.map(({ action, actorId, details }) => ({ action, actorId, details }))).toEqual([
      {
        ...{ action: 'settings_changed', actorId: ada.id },
        details: { expiryDays: [null, 10], batchSummary: [null, false], replyTo: 'changed' },
      },
      {
        ...{ action: 'settings_changed', actorId: ada.id },
        details: { expiryDays: [10, 20], replyTo: 'changed' },
      },
    ])
    expect(JSON.stringify(written)).not.toContain('parvis.test')
  })

  it('refuses a reminder that would come when the invitation has expired', async () => {
    const late: Partial<OwnSettings>[] = [
      { reminderDays: 5, expiryDays: 5 },
      { expiryDays: settings.reminderDays },
      { reminderDays: settings.expiryDays },
    ]
    for (const wanted of late) expect(await change(wanted)).toEqual({ outcome: 'reminder_too_late' })
    expect(await change({ reminderDays: 0, expiryDays: 1 })).toEqual({ outcome: 'saved' })
    expect(await db.$count(events)).toBe(1)
  })

  it('of two people at once lets one, and tells the other what stands now', async () => {
    const [first, second] = await Promise.all([change({ expiryDays: 10 }, 0), change({ expiryDays: 20 }, 0)])
    const outcomes = [first.outcome, second.outcome].toSorted()
    expect(outcomes).toEqual(['changed', 'saved'])
    expect(await db.select().from(table)).toMatchObject([{ revision: 1 }])
    expect(await db.$count(events)).toBe(1)
  })

  it('tells a page that is out of date what was saved since', async () => {
    await change({ expiryDays: 10 }, 0)
    expect(await change({ expiryDays: 20 }, 0)).toMatchObject({
      ...{ outcome: 'changed', saved: { expiryDays: 10, revision: 1 } },
    })
    expect(await change({ expiryDays: 20 }, 1)).toEqual({ outcome: 'saved' })
  })

  it('twice with the same form saves once', async () => {
    await change({ expiryDays: 10 }, 0)
    expect(await change({ expiryDays: 10 }, 0)).toEqual({ outcome: 'saved' })
    expect(await db.select().from(table)).toMatchObject([{ revision: 1, expiryDays: 10 }])
    expect(await db.$count(events)).toBe(1)
  })
})
