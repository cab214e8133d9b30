import { beforeEach, describe, expect, it } from 'vitest'
import { events, settings as table } from '#src/db/schema/index.ts'
import { changeSettings } from '#src/domain/settings/change-settings.ts'
import { nothingSet, type OwnSettings } from '#src/domain/settings/own-settings.ts'
import { readOwnSettings } from '#src/domain/settings/read-own-settings.ts'
import { readSettings } from '#src/domain/settings/read-settings.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'

const now = Date.UTC(2026, 8, 1, 9)
let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

const change = (wanted: Partial<OwnSettings>, revision?: number, at = now) =>
  changeSettings(db, { ...nothingSet, ...wanted }, revision, settings, ada, at)

describe('changing the settings', () => {
  it('puts them in force, and empties leave what the platform says', async () => {
    const wanted = { reminderDays: 0, mailsPerMinute: 60, batchSummary: false, replyTo: 'hello@parvis.test' }
    expect(await change(wanted, 0)).toEqual({ outcome: 'saved' })
    expect((await readSettings(db, settings)).settings).toEqual({ ...settings, ...wanted })
    expect(await readOwnSettings(db)).toEqual({
      ...{ ...nothingSet, ...wanted, revision: 1, updatedAt: now, updaterName: 'Ada Martin' },
    })
    await change({}, 1)
    expect((await readSettings(db, settings)).settings).toEqual(settings)
  })

  it('puts names, languages, contact, registration and what comes after accepting in force', async () => {
    const wanted: Partial<OwnSettings> = {
      ...{ platformName: 'Namur', supportContact: '081 24 60 00', registration: 'closed' },
      ...{ languages: ['fr', 'de'], defaultLanguage: 'de', mailFrom: 'a@namur.test', retentionDays: 7 },
      afterAccepting: 'https://namur.test/',
    }
    await change(wanted)
    const { retentionDays: batchRetentionDays, ...same } = wanted
    expect((await readSettings(db, settings)).settings).toEqual({
      ...{ ...settings, ...same, batchRetentionDays, senderName: 'Namur', languages: ['de', 'fr'] },
    })
    await change({ ...wanted, senderName: 'Mairie' })
    expect((await readSettings(db, settings)).settings).toMatchObject({
      ...{ senderName: 'Mairie', platformName: 'Namur' },
    })
  })

  it('refuses a default that is not among the languages, whichever of the two is the platform’s', async () => {
    const wanted: Partial<OwnSettings>[] = [
      { languages: ['fr', 'nl'] },
      { languages: ['fr'], defaultLanguage: 'nl' },
      { defaultLanguage: 'it' },
    ]
    for (const each of wanted) expect(await change(each)).toEqual({ outcome: 'default_not_spoken' })
    expect(await db.$count(events)).toBe(0)
  })

  it('is written to the journal with its numbers, and without the address', async () => {
    await change({ expiryDays: 10, batchSummary: false, replyTo: 'hello@parvis.test' })
    const reachable = {
      replyTo: 'other@parvis.test',
      mailFrom: 'town@parvis.test',
      supportContact: 'b@parvis.test',
    }
    await change({ expiryDays: 20, batchSummary: false, languages: ['en', 'fr'], ...reachable })
    const written = await db.select().from(events)
    expect(written.map(({ action, actorId, details }) => ({ action, actorId, details }))).toEqual([
      {
        ...{ action: 'settings_changed', actorId: ada.id },
        details: { expiryDays: [null, 10], batchSummary: [null, false], replyTo: 'changed' },
      },
      {
        ...{ action: 'settings_changed', actorId: ada.id },
        details: {
          ...{ expiryDays: [10, 20], languages: [null, ['en', 'fr']] },
          ...{ replyTo: 'changed', mailFrom: 'changed', supportContact: 'changed' },
        },
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
