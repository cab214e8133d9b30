import { expect, it } from 'vitest'
import { codeOf, formatCode } from '#src/domain/codes/code.ts'
import { codeEndOf, readCodeEnd } from '#src/domain/codes/code-end.ts'
import { keys } from '#test/support/cast.ts'

it.each([
  ['7K3Q', '7K3Q'],
  ['7k3q', '7K3Q'],
  ['  7k3q ', '7K3Q'],
  ['oilo', '0110'],
  ['…7K3Q', '7K3Q'],
  ['...7K3Q', '7K3Q'],
  ['…-97K3Q', '7K3Q'],
  ['-97k3q', '7K3Q'],
  ['97K3Q', '7K3Q'],
  ['７Ｋ３Ｑ', '7K3Q'],
  ['7K3', null],
  ['7K3Q9F', null],
  ['7K 3Q', null],
  ['7K-3Q', null],
  ['7K3U', null],
  ['7K3é', null],
  ['7K3Q-9F2M-X7K3Q', null],
  ['zoe peeters', null],
  ['', null],
])('reads %j as an end: %j', (typed, end) => {
  expect(readCodeEnd(typed)).toBe(end)
})

it('is what stands last on the letter', () => {
  const invitation = { publicId: 'abc', generation: 3 }
  const printed = formatCode(codeOf(keys, { ...invitation, address: null }))
  expect(printed.endsWith(codeEndOf(keys, invitation))).toBe(true)
  expect(readCodeEnd(printed.split('-').at(-1) ?? '')).toBe(codeEndOf(keys, invitation))
})
