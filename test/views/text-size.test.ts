import { describe, expect, it } from 'vitest'
import { textSizeOf } from '#views/paper/text-size.ts'

describe('the text of a letter', () => {
  it('is large where there is little of it', () => {
    for (const message of [null, '', 'Venez !', 'a'.repeat(90 * 4)]) expect(textSizeOf(message)).toBe('l')
  })

  it('gets smaller with the lines of the message, in three steps', () => {
    expect(textSizeOf('a'.repeat(90 * 4 + 1))).toBe('m')
    expect(textSizeOf('a'.repeat(90 * 8))).toBe('m')
    expect(textSizeOf('a'.repeat(90 * 8 + 1))).toBe('s')
    expect(textSizeOf('a\n'.repeat(13))).toBe('s')
    expect(textSizeOf('a'.repeat(2000))).toBe('xs')
    expect(textSizeOf('\n'.repeat(1999))).toBe('xs')
  })
})
