import { describe, expect, it } from 'vitest'
import type { BatchOptions } from '#src/domain/batches/batch.ts'
import { checkRow } from '#src/domain/batches/check-row.ts'
import { cellReaders } from '#src/domain/batches/read-cells.ts'
import type { ReadRow } from '#src/domain/batches/row.ts'
import { readAddress } from '#src/domain/invitations/address.ts'

const options: BatchOptions = {
  admin: false,
  groups: [1],
  projects: [9],
  language: 'en',
  message: '',
  existing: 'leave',
  codes: false,
}

const readers = cellReaders(['en', 'fr', 'nl-BE', 'pt-BR', 'pt-PT'], {
  groups: [
    { id: 1, name: 'Quartier A' },
    { id: 2, name: 'École' },
    { id: 3, name: 'Sport' },
    { id: 4, name: 'SPORT' },
    { id: 5, name: 'Parents, grands' },
  ],
  projects: [
    { id: 8, name: 'Parc' },
    { id: 9, name: 'Gare' },
  ],
})

const letters = new Map([
  ['email', 'A'],
  ['first_name', 'B'],
  ['language', 'D'],
  ['groups', 'E'],
  ['admin', 'F'],
] as const)

const checkOne = (row: ReadRow, chosen = options) =>
  checkRow(row, readAddress(row.values.email ?? ''), chosen, readers, letters)
const check = (values: ReadRow['values'], changed: Partial<BatchOptions> = {}) =>
  checkOne({ row: 17, values: { email: 'ann@x.test', ...values } }, { ...options, ...changed })
const problemsOf = (values: ReadRow['values']) => check(values).problems.map(({ key, value }) => [key, value])

describe('an address', () => {
  it('keeps its form and is compared in lower case', () => {
    expect(check({ email: ' Ann@X.test ' })).toMatchObject({ address: 'Ann@X.test', emailKey: 'ann@x.test' })
  })

  it('may not be missing or invalid', () => {
    expect(problemsOf({ email: '' })).toEqual([['missing_email', '']])
    expect(problemsOf({ email: 'ann x@x.test' })).toEqual([['invalid_email', 'ann x@x.test']])
    expect(problemsOf({ email: 'ann@x.test\r\nBcc: bob@x.test' })).toEqual([
      ['invalid_email', 'ann@x.test Bcc: bob@x.test'],
    ])
  })

  it('of 300 characters is named by its beginning', () => {
    const [problem] = check({ email: `${'a'.repeat(300)}@x.test` }).problems
    expect(problem?.key).toBe('invalid_email')
    expect(problem?.value).toBe(`${'a'.repeat(79)}…`)
  })
})

describe('a name', () => {
  it('loses what hides or turns text, and keeps markup for the page to escape', () => {
    const person = check({ first_name: 'A\u0000n\u202en\u200b ', last_name: "O'Brien & <b>\r\nx" })
    expect(person).toMatchObject({ firstName: 'A nn', lastName: "O'Brien & <b> x", problems: [] })
  })

  it('has at most 100 characters, however many code units', () => {
    expect(check({ first_name: '😀'.repeat(100) }).problems).toEqual([])
    expect(check({ last_name: 'é'.repeat(101) }).problems).toMatchObject([
      { key: 'too_long', column: 'last_name', max: 100 },
    ])
  })
})

describe('a language', () => {
  it('is found in any case, and by its bare name where only one fits', () => {
    const found = ['FR', 'nl-be', 'NL', 'nl_BE', 'pt-br', ''].map((language) => check({ language }).locale)
    expect(found).toEqual(['fr', 'nl-BE', 'nl-BE', 'nl-BE', 'pt-BR', 'en'])
  })

  it('of a region is found where the platform has it without regions', () => {
    const found = ['fr-BE', 'fr_CA', 'EN-gb'].map((language) => check({ language }))
    expect(found.map(({ locale }) => locale)).toEqual(['fr', 'fr', 'en'])
    expect(found.flatMap(({ problems }) => problems)).toEqual([])
  })

  it('is unknown when none fits, or several do', () => {
    for (const language of ['pt', 'de', 'de-AT', 'nl-NL', 'français', '%'])
      expect(problemsOf({ language })).toEqual([['unknown_language', language]])
  })
})

describe('groups and projects', () => {
  it('are named without regard to case, accents and blanks, each once', () => {
    expect(check({ groups: ' ecole , QUARTIER  a,École' }).grant.groups).toEqual([2, 1])
    expect(check({ projects: 'parc' }).grant.projects).toEqual([8])
  })

  it('replace those of the options; an empty cell leaves them', () => {
    expect(check({ groups: 'École' }).grant).toEqual({ admin: false, groups: [2], projects: [9] })
    expect(check({ groups: ' , ' }).grant.groups).toEqual([1])
  })

  it('are each reported when unknown or ambiguous', () => {
    expect(problemsOf({ groups: 'École, Sport, Nulle part, <b>', projects: 'Gare, Mars' })).toEqual([
      ['ambiguous_group', 'Sport'],
      ['unknown_group', 'Nulle part'],
      ['unknown_group', '<b>'],
      ['unknown_project', 'Mars'],
    ])
  })

  it('may have a comma in their name', () => {
    expect(check({ groups: 'parents, grands' }).grant.groups).toEqual([5])
  })

  it('tell of twenty problems at most', () => {
    const groups = Array.from({ length: 5000 }, (_, index) => `g${index}`).join(',')
    expect(check({ groups }).problems).toHaveLength(20)
  })
})

describe('the admin cell', () => {
  it('says yes and no as Excel and people do, in five languages', () => {
    const yes = ['TRUE', 'vrai', 'WAAR', 'Wahr', 'VERDADERO', '1', 'yes', 'Oui', 'ja', 'sí', 'si']
    const no = ['FALSE', 'Faux', 'ONWAAR', 'falsch', 'FALSO', '0', 'no', 'non', 'nee', 'nein']
    expect(yes.filter((admin) => check({ admin }).grant.admin)).toEqual(yes)
    expect(no.filter((admin) => !check({ admin }, { admin: true }).grant.admin)).toEqual(no)
  })

  it('leaves the option when it is empty', () => {
    expect(check({ admin: ' ' }, { admin: true }).grant.admin).toBe(true)
    expect(check({}, { admin: false }).grant.admin).toBe(false)
  })

  it('is refused when it says anything else', () => {
    for (const admin of ['2', 'maybe', 'truee', '-'])
      expect(problemsOf({ admin })).toEqual([['invalid_admin', admin]])
  })
})

it('keeps the lines of a message of 2000 characters and refuses one more', () => {
  expect(check({ message: 'Hello\r\nyou\u202e' }).message).toBe('Hello\nyou')
  expect(check({ message: 'x'.repeat(2000) }).problems).toEqual([])
  expect(check({ message: 'x'.repeat(2001) }).problems).toMatchObject([
    { key: 'too_long', column: 'message', max: 2000, value: `${'x'.repeat(79)}…` },
  ])
})

it('lists all problems of a row, each with its column and cell', () => {
  const row = { row: 17, values: { email: 'x', language: 'xx', admin: 'perhaps' } }
  expect(checkOne(row).problems).toEqual([
    { key: 'invalid_email', column: 'email', cell: 'A17', value: 'x' },
    { key: 'unknown_language', column: 'language', cell: 'D17', value: 'xx' },
    { key: 'invalid_admin', column: 'admin', cell: 'F17', value: 'perhaps' },
  ])
})

it('names the addresses of a cell that holds several', () => {
  const [problem] = check({ email: 'ann@x.test; Bob <bob@x.test>' }).problems
  expect(problem).toMatchObject({ key: 'invalid_email', addresses: ['ann@x.test', 'bob@x.test'] })
  expect(check({ email: 'ann@x.test; and?' }).problems[0]).not.toHaveProperty('addresses')
})

it('takes no value from a cell that holds an error, and says so', () => {
  const values = { email: 'ann@x.test', first_name: '#REF!', groups: '#N/A', admin: '=F2' }
  const person = checkOne({ row: 17, values, broken: ['first_name', 'groups', 'admin'] })
  expect(person).toMatchObject({ firstName: null, grant: { groups: [1], admin: false } })
  expect(person.problems).toEqual([
    { key: 'unreadable_cell', column: 'first_name', cell: 'B17', value: '#REF!' },
    { key: 'unreadable_cell', column: 'groups', cell: 'E17', value: '#N/A' },
    { key: 'unreadable_cell', column: 'admin', cell: 'F17', value: '=F2' },
  ])
})

it('calls an address that is an error invalid, as any other text', () => {
  const row = { row: 17, values: { email: '#REF!' }, broken: ['email' as const] }
  expect(checkOne(row).problems).toMatchObject([{ key: 'invalid_email', cell: 'A17', value: '#REF!' }])
})
