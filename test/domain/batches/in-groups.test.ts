import { describe, expect, it } from 'vitest'
import { inGroups } from '#src/domain/batches/in-groups.ts'
import type { ReadRow, RowSource } from '#src/domain/batches/row.ts'

/** Rows whose cells all hold the same text, as files can say it in few bytes. */
async function* rowsOf(count: number, others: string[]): RowSource {
  for (let row = 1; row <= count; row++)
    yield [{ row, values: { email: `p${row}@x.test` }, others } satisfies ReadRow]
  return { state: 'whole', blank: 0, hiddenRows: 0, mergedCells: 0 }
}

async function endOf(source: RowSource) {
  for (let rows = 0; ; ) {
    const { done, value } = await source.next()
    if (done) return { state: value.state, rows }
    rows += value.length
  }
}

describe('rows in groups', () => {
  it('are as many as a batch takes, with the longest message each', async () => {
    const end = await endOf(inGroups(rowsOf(100_000, ['x'.repeat(2000)]), 10_000, 100_000))
    expect(end).toEqual({ state: 'whole', rows: 100_000 })
  })

  it('are too much where a small file says the same long texts again and again', async () => {
    const end = await endOf(inGroups(rowsOf(90_000, Array(49).fill('x'.repeat(500))), 10_000, 100_000))
    expect(end.state).toBe('too_large')
    expect(end.rows).toBeLessThan(15_000)
  })
})
