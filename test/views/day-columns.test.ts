import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayMs } from '#src/domain/time/day.ts'
import { dayOf } from '#src/domain/time/stamp.ts'
import { heightOf } from '#views/components/day-chart.tsx'
import { columnsMax, columnsOf, topOf } from '#views/components/day-columns.ts'

const begun = Date.UTC(2026, 9, 25)
const on = (day: number) => dayOf(begun + day * dayMs)

describe('columns of days', () => {
  it('stand for a day each, also where nothing happened, and are never fewer than two weeks', () => {
    const { columns, step } = columnsOf([{ day: on(2), count: 3 }], on(0), on(30))
    expect(step).toBe(1)
    expect(columns).toHaveLength(14)
    expect(columns.slice(0, 4).map(({ count }) => count)).toEqual([0, 0, 3, 0])
    expect(columns[2]).toEqual({ first: '2026-10-27', last: '2026-10-27', count: 3 })
  })

  it('are there for no day at all', () => {
    const { columns } = columnsOf([], on(0), on(30))
    expect(columns.every(({ count }) => count === 0)).toBe(true)
    expect(topOf(columns)).toBe(1)
  })

  it('stand for weeks where there are more than sixty days', () => {
    const { columns, step } = columnsOf([{ day: on(60), count: 5 }], on(0), on(60))
    expect([step, columns.length, columns.at(-1)?.count]).toEqual([7, 9, 5])
  })

  it('end today at the latest: where there are few, it is earlier days that make two weeks of them', () => {
    const { columns } = columnsOf([{ day: on(2), count: 3 }], on(0), on(4))
    expect(columns).toHaveLength(14)
    expect([columns[0]?.first, columns.at(-1)?.last]).toEqual([on(-9), on(4)])
    expect(columns[11]).toMatchObject({ first: on(2), count: 3 })
    const weeks = columnsOf([{ day: on(60), count: 5 }], on(0), on(60)).columns
    expect(weeks.at(-1)).toEqual({ first: on(56), last: on(60), count: 5 })
    expect(columnsOf([{ day: on(0), count: 1 }], on(0), on(0)).columns.at(-1)?.last).toBe(on(0))
  })

  it('begin earlier where something happened before the day that was said', () => {
    expect(columnsOf([{ day: on(-3), count: 1 }], on(0), on(30)).columns[0]).toMatchObject({
      first: on(-3),
      count: 1,
    })
  })

  it('lose nobody, are never too many, and fit their scale, whatever there is to show', () => {
    const day = fc.record({
      day: fc.integer({ min: 0, max: 3000 }),
      count: fc.integer({ min: 0, max: 100_000 }),
    })
    const some = fc.uniqueArray(day, { maxLength: 300, selector: (one) => one.day })
    fc.assert(
      fc.property(some, (given) => {
        const { columns, step } = columnsOf(
          given.map(({ day, count }) => ({ day: on(day), count })),
          on(0),
          on(3000),
        )
        const top = topOf(columns)
        const sum = (list: readonly { count: number }[]) =>
          list.reduce((total, { count }) => total + count, 0)
        expect(sum(columns)).toBe(sum(given))
        expect(columns.length * step).toBeGreaterThanOrEqual(step === 1 ? 14 : columnsMax)
        expect(columns.length).toBeLessThanOrEqual(columnsMax)
        expect(Number.isInteger(top) && (top === 1 || top % 2 === 0)).toBe(true)
        for (const column of columns) {
          const height = heightOf(column, top)
          expect(height >= 0 && height <= 100 && height > 0 === column.count > 0).toBe(true)
        }
      }),
    )
  })
})

it.each([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 4],
  [22, 24],
  [100, 100],
  [101, 120],
  [99_999, 100_000],
  [100_000, 100_000],
])('a scale for %d ends at %d', (count, top) => {
  expect(topOf([{ first: on(0), last: on(0), count }])).toBe(top)
})
