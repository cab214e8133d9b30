import { describe, expect, it } from 'vitest'
import { matchNames } from '#src/domain/batches/match-names.ts'

const find = matchNames([
  { id: 1, name: 'Harbour', names: ['Harbour', 'Le Port', 'Haven'] },
  { id: 2, name: 'École' },
  { id: 3, name: 'School', names: ['Ecole des parents'] },
  { id: 4, name: 'Parents', names: ['Ouders'] },
  { id: 5, name: 'Elders', names: ['OUDERS'] },
])

describe('a name in a sheet', () => {
  it.each([' harbour ', 'LE PORT', 'le\u00a0port', 'haven', 'HÂVEN'])('finds a group by %j', (name) => {
    expect(find(name)).toEqual({ state: 'found', id: 1 })
  })

  it('is known in its own language alone', () => {
    expect(find('ecole')).toEqual({ state: 'found', id: 2 })
    expect(find('le por')).toEqual({ state: 'unknown' })
    expect(find('')).toEqual({ state: 'unknown' })
  })

  it('that two groups have, in whatever language, is ambiguous', () => {
    expect(find('ouders')).toEqual({ state: 'ambiguous' })
    expect(find('Elders')).toEqual({ state: 'found', id: 5 })
  })

  it('that one group has in several languages is not', () => {
    expect(matchNames([{ id: 1, name: 'Port', names: ['Port', 'port'] }])('PORT')).toEqual({
      state: 'found',
      id: 1,
    })
  })

  it('is never one of the machine’s own words', () => {
    expect(find('__proto__')).toEqual({ state: 'unknown' })
    expect(find('constructor')).toEqual({ state: 'unknown' })
  })
})
