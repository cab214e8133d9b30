import { describe, expect, it } from 'vitest'
import { startParser } from '#src/spreadsheets/xml/start-parser.ts'

describe('the reading of tags', () => {
  it('ends where there are more than any list has, however few bytes they take', () => {
    const parser = startParser({ open: () => {} }, { tagsMax: 1000 })
    parser.write(`<rows>${'<c/>'.repeat(999)}`)
    expect(() => parser.write('<c/>')).toThrow('Too many tags.')
  })
})
