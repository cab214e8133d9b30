import { expect, it } from 'vitest'
import { newPublicId, newPublicIdIn, newSeries } from '#src/domain/ids/new-public-id.ts'

const id = /^[0-9a-hjkmnp-z]{20}$/

it('makes ids of twenty symbols, none of them twice', () => {
  const ids = Array.from({ length: 1000 }, newPublicId)
  for (const one of ids) expect(one).toMatch(id)
  expect(new Set(ids).size).toBe(1000)
})

it('makes the ids of a list in the order of its rows, each of them random', () => {
  const series = newSeries()
  const rows = [1, 2, 31, 32, 33, 1023, 1024, 99_999, 100_001, 1_048_575]
  const ids = rows.map((row) => newPublicIdIn(series, row))
  for (const one of ids) expect(one).toMatch(id)
  expect(ids.toSorted()).toEqual(ids)
  expect(newPublicIdIn(series, 7)).not.toBe(newPublicIdIn(series, 7))
  expect(newSeries()).not.toBe(series)
})
