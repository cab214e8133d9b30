import { describe, expect, it } from 'vitest'
import { OdsText } from '#src/spreadsheets/ods/ods-text.ts'

describe('the text of a cell in an OpenDocument sheet', () => {
  it('is put together from its paragraphs, but not without end', () => {
    const text = new OdsText()
    for (let paragraph = 0; paragraph < 1000; paragraph++) {
      text.open('p', {})
      text.add('x'.repeat(90_000))
      text.close('p')
    }
    expect(text.take().text.length).toBeLessThan(300_000)
  })

  it('starts anew with each cell', () => {
    const text = new OdsText()
    for (const word of ['x'.repeat(200_000), 'Ann']) {
      text.open('p', {})
      text.add(word)
      text.close('p')
      expect(text.take().text).toBe(word)
    }
  })
})
