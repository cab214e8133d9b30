import type { ReadRow, RowSource, RowsEnd } from './row.ts'

/** Most characters of a group: what is checked together has to fit the memory of a worker. */
const charactersMax = 4_000_000
/**
 * Most characters of all rows: the longest message for each of a hundred thousand people, and something besides. A small
 * file can say the same long text again and again; a draft would write it out each time.
 */
const allCharactersMax = 250_000_000

/**
 * The same rows in groups of a given size, the last one smaller, and how the reading ended. A refusal ends it at once; so
 * does one row more than a batch takes.
 */
export async function* inGroups(source: RowSource, size: number, rowsMax: number): RowSource {
  let group: ReadRow[] = []
  let [count, characters, allCharacters] = [0, 0, 0]
  for (;;) {
    const { done, value } = await source.next()
    if (done) {
      if (value.state === 'whole' && group.length > 0) yield group
      return count === 0 && value.state === 'whole' ? { state: 'nothing_to_invite' } : value
    }
    count += value.length
    if (count > rowsMax) return stop(source, 'too_many_rows')
    for (const row of value) {
      group.push(row)
      const length = charactersOf(row)
      characters += length
      allCharacters += length
      if (allCharacters > allCharactersMax) return stop(source, 'too_large')
      if (group.length < size && characters < charactersMax) continue
      yield group
      group = []
      characters = 0
    }
  }
}

function charactersOf({ values, others = [] }: ReadRow): number {
  let sum = 0
  for (const text of Object.values(values)) sum += text.length
  for (const text of others) sum += text.length
  return sum
}

async function stop(source: RowSource, state: 'too_many_rows' | 'too_large'): Promise<RowsEnd> {
  const end: RowsEnd = { state }
  await source.return(end)
  return end
}
