import { expect, it } from 'vitest'
import { formatMoment } from '#views/components/moment.tsx'
import { wordsIn } from '#views/words/index.ts'

const zone = 'Europe/Brussels'
const at = (iso: string) => Date.parse(iso)

it.each([
  ['en', '2 December 2026'],
  ['fr', '2 décembre 2026'],
  ['nl', '2 december 2026'],
  ['de', '2. Dezember 2026'],
  ['es', '2 de diciembre de 2026'],
] as const)('the end of an invitation is written as in %s', (language, text) => {
  expect(formatMoment(wordsIn(language), zone, at('2026-12-02T09:00Z'))).toBe(text)
})

it.each([
  ['the last minute of the day before', '2026-10-24T21:59Z', '24 October 2026'],
  ['the first minute of the long night', '2026-10-24T22:00Z', '25 October 2026'],
  ['the last minute of the long day, in winter time', '2026-10-25T22:59Z', '25 October 2026'],
  ['the minute after', '2026-10-25T23:00Z', '26 October 2026'],
  ['the last minute of the short day, in summer time', '2027-03-28T21:59Z', '28 March 2027'],
  ['the minute after', '2027-03-28T22:00Z', '29 March 2027'],
])('is the day it is where the platform is: %s', (_title, instant, day) => {
  expect(formatMoment(wordsIn('en'), zone, at(instant))).toBe(day)
})

it('says the time of the platform on both sides of the change', () => {
  const moment = (instant: string) => formatMoment(wordsIn('de'), zone, at(instant), 'date_time')
  expect(moment('2026-10-24T10:00Z')).toBe('24.10.2026, 12:00')
  expect(moment('2026-10-25T10:00Z')).toBe('25.10.2026, 11:00')
})
