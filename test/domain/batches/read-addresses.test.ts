import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAddresses } from '#src/domain/batches/read-addresses.ts'

const emails = (text: string) => readAddresses(text).map(({ values }) => values.email)
const people = (text: string) => readAddresses(text).map(({ values }) => values)

describe('a list of addresses', () => {
  it('may be separated by commas, semicolons, tabs, lines and spaces', () => {
    expect(
      emails('a@x.test,b@x.test; c@x.test\td@x.test\r\ne@x.test  f@x.test\u00a0g@x.test\u2028h@x.test'),
    ).toEqual('abcdefgh'.split('').map((letter) => `${letter}@x.test`))
  })

  it('numbers its pieces from 1', () => {
    expect(readAddresses(' , a@x.test ,, b@x.test').map(({ row }) => row)).toEqual([1, 2])
  })

  it('holds nobody when there are only separators', () => {
    expect(readAddresses('')).toEqual([])
    expect(readAddresses(' ,;\n\t ; , "" <> \u200b')).toEqual([])
  })

  it('names each bad piece', () => {
    expect(emails('ann@x.test, not an address; @x.test\n<bob@x.test')).toEqual([
      'ann@x.test',
      'not',
      'an',
      'address',
      '@x.test',
      '<bob@x.test',
    ])
  })

  it('keeps only the beginning of a piece that is far too long', () => {
    expect(emails(`ann@x.test, ${'<'.repeat(3_000_000)}`)).toEqual(['ann@x.test', '<'.repeat(500)])
    expect(emails(`${'🙂'.repeat(2000)}@x.test`)[0]).toBe('🙂'.repeat(250))
  })

  it('takes apart an address with a line break, so that no header can follow it', () => {
    expect(emails('ann@x.test\r\nBcc: bob@x.test')).toEqual(['ann@x.test', 'Bcc:', 'bob@x.test'])
  })

  it('reads mailto links and addresses in quotes', () => {
    expect(
      emails('mailto:ann@x.test?subject=Hi MAILTO:bob@x.test <mailto:cleo@x.test> "dan@x.test" (eve@x.test)'),
    ).toEqual(['ann', 'bob', 'cleo', 'dan', 'eve'].map((name) => `${name}@x.test`))
  })
})

describe('names before addresses', () => {
  it('become first and last name', () => {
    expect(people('Ann Example <ann@x.test>, Bob <bob@x.test>; Cleo van der Berg <cleo@x.test>')).toEqual([
      { email: 'ann@x.test', first_name: 'Ann', last_name: 'Example' },
      { email: 'bob@x.test', first_name: 'Bob' },
      { email: 'cleo@x.test', first_name: 'Cleo', last_name: 'van der Berg' },
    ])
  })

  it('may be quoted, with the last name first', () => {
    expect(
      people('"Example, Ann" <ann@x.test>, "Bob Example"<bob@x.test> \'Cleo Example\' <cleo@x.test>'),
    ).toEqual([
      { email: 'ann@x.test', first_name: 'Ann', last_name: 'Example' },
      { email: 'bob@x.test', first_name: 'Bob', last_name: 'Example' },
      { email: 'cleo@x.test', first_name: 'Cleo', last_name: 'Example' },
    ])
  })

  it('do not swallow addresses that stand before them', () => {
    expect(people('ann@x.test Bob Example <bob@x.test> cleo@x.test')).toEqual([
      { email: 'ann@x.test' },
      { email: 'bob@x.test', first_name: 'Bob', last_name: 'Example' },
      { email: 'cleo@x.test' },
    ])
  })

  it('are left out when they only repeat the address', () => {
    expect(people('ann@x.test <ann@x.test>; "bob@x.test" <Bob@x.test>')).toEqual([
      { email: 'ann@x.test' },
      { email: 'Bob@x.test' },
    ])
  })
})

it('reads whatever is pasted, in order, losing no address', () => {
  const separator = fc.constantFrom(', ', ';', '\n', '\t', ' ', ' ,\r\n')
  const address = fc.emailAddress().filter((email) => /^[a-z0-9.@-]+$/i.test(email))
  fc.assert(
    fc.property(fc.array(fc.tuple(address, separator)), (parts) => {
      expect(emails(parts.flat().join(''))).toEqual(parts.map(([email]) => email))
    }),
    { numRuns: 30 },
  )
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => readAddresses(text).length <= text.length))
})

it('reads a hostile paste in a moment, and no more rows than show that there are too many', () => {
  for (const unit of ['"', '<', '" <', 'a ', '"a" ', ',"', 'a@x.test ', "'", ' '])
    expect(readAddresses(`a${unit.repeat(50_000)}b <a@x.test>`).length).toBeLessThanOrEqual(2001)
})
