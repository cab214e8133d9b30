import { describe, expect, it } from 'vitest'
import { isDay, startOfDay } from '#src/domain/time/start-of-day.ts'

describe('a day', () => {
  it.each([
    ['Europe/Brussels', '2026-01-15', '2026-01-14T23:00:00.000Z'],
    ['Europe/Brussels', '2026-07-15', '2026-07-14T22:00:00.000Z'],
    ['UTC', '2026-07-15', '2026-07-15T00:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-07-15', '2026-07-14T10:00:00.000Z'],
    ['Pacific/Pago_Pago', '2026-07-15', '2026-07-15T11:00:00.000Z'],
    ['Asia/Kathmandu', '2026-07-15', '2026-07-14T18:15:00.000Z'],
  ])('in %s begins at its midnight: %s', (zone, day, begin) => {
    expect(new Date(startOfDay(day, zone)).toISOString()).toBe(begin)
  })

  it('begins at one o’clock where clocks go forward at midnight', () => {
    expect(new Date(startOfDay('2026-04-24', 'Africa/Cairo')).toISOString()).toBe('2026-04-23T22:00:00.000Z')
    expect(new Date(startOfDay('2026-09-06', 'America/Santiago')).toISOString()).toBe(
      '2026-09-06T04:00:00.000Z',
    )
  })

  it('is one of the calendar', () => {
    expect(['2026-02-28', '2028-02-29', '0001-01-01'].map(isDay)).toEqual([true, true, true])
    expect(['2026-02-29', '2026-13-01', '2026-2-1', '', '28.02.2026', '2026-02-28T00:00'].map(isDay)).toEqual(
      [false, false, false, false, false, false],
    )
  })
})
