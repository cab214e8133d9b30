import { describe, expect, it } from 'vitest'
import { checkLetterText } from '#src/domain/letters/check-letter-text.ts'

describe('a text of an administrator', () => {
  it('is taken with placeholders that its part has', () => {
    const text = '{{ inviter }} invites {{name}} to {{platform}}'
    expect(checkLetterText(`  ${text} `, 'invitation', 'subject')).toEqual({ state: 'valid', text })
  })

  it('is our own sentence when it is empty', () => {
    expect(checkLetterText(' \u00a0 ', 'invitation', 'subject')).toEqual({ state: 'valid', text: '' })
  })

  it.each([
    ['{{inviter}}, come in', 'password_reset', 'subject', '{{inviter}}'],
    ['{{name}}', 'invitation', 'button', '{{name}}'],
    ['Dear {{nmae}}', 'invitation', 'greeting', '{{nmae}}'],
    ['{{}}', 'invitation', 'subject', '{{}}'],
    ['{{__proto__}}', 'invitation', 'subject', '{{__proto__}}'],
  ] as const)('is refused with a placeholder that means nothing there: %s', (text, kind, part, found) => {
    expect(checkLetterText(text, kind, part)).toEqual({ state: 'unknown_placeholder', found })
  })

  it.each(['{{name', 'name}}', '{{{{name}}', 'Dear {{name} and {{platform}}'])(
    'is refused with half a pair of braces: %s',
    (text) => expect(checkLetterText(text, 'invitation', 'greeting').state).toBe('unbalanced'),
  )

  it.each(['a\nb', 'a\r\nBcc: eve@evil.test', 'a\u0000', 'a\u202eb', 'a\u2028b', 'a\u200bb', '\ud800'])(
    'is refused with a break or a mark that nobody sees: %j',
    (text) => expect(checkLetterText(text, 'invitation', 'subject')).toEqual({ state: 'control_character' }),
  )

  it('counts characters as people do, and says how many there may be', () => {
    expect(checkLetterText('🌞'.repeat(120), 'invitation', 'subject').state).toBe('valid')
    expect(checkLetterText('🌞'.repeat(121), 'invitation', 'subject')).toEqual({
      state: 'too_long',
      max: 120,
    })
    expect(checkLetterText('a'.repeat(61), 'reminder', 'button')).toEqual({ state: 'too_long', max: 60 })
  })
})
