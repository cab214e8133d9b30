import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { allOf } from '#src/db/terms.ts'
import { readTyped } from '#src/db/typed.ts'
import { listInvitations } from '#src/domain/invitations/list-invitations.ts'
import { listUsers } from '#src/domain/profiles/list-users.ts'
import { addUser, db } from '#test/support/cast.ts'
import { invite } from '#test/support/invitations.ts'

async function found(typed: string): Promise<number> {
  const { words = [] } = readTyped(typed) ?? {}
  const rows = await db.all(sql`select 1 from invitation_index where invitation_index match ${allOf(words)}`)
  return rows.length
}

it.each([
  ['हिन्दी', 'हिन्दी'],
  ['น้ำฝน', 'น้ำ'],
  ['שָׁלוֹם', 'שָׁלוֹם'],
  ['مُحَمَّد', 'مُحَمَّد'],
  ['Adébáyọ̀', 'adebayo'],
  ['Adebayo', 'Adébáyọ̀'],
  ['Zoe\u0308', 'zoë'],
  ['Großmann', 'grossmann'],
  ['Grossmann', 'GROẞMANN'],
  ['Østergård', 'ostergard'],
  ['Łukasz', 'luk'],
  ['Ægir', 'aegir'],
  ['Işıl', 'isil'],
])('finds %j by %j', async (firstName, typed) => {
  await invite('somebody@example.org', { firstName })
  expect(await found(typed)).toBe(1)
})

it('asks for no sign of any script in a way that the index refuses', async () => {
  await invite('somebody@example.org')
  const signs = Array.from({ length: 0x110000 }, (_, at) => at)
    .filter((at) => at < 0xd800 || at > 0xdfff)
    .map((at) => String.fromCodePoint(at))
    .filter((sign) => /[\p{L}\p{N}\p{M}]/u.test(sign) && !/[\p{Ideographic}\p{Script=Hangul}]/u.test(sign))
  const words = signs.flatMap((sign) => readTyped(`a${sign}b`)?.words ?? [])
  const perQuestion = 200
  const starts = Array.from({ length: Math.ceil(words.length / perQuestion) }, (_, at) => at * perQuestion)
  const questions = starts.map((at) => words.slice(at, at + perQuestion).join(' OR '))
  const asked = sql`select count(*) as n from json_each(${JSON.stringify(questions)}) question
    where (select count(*) from invitation_index where invitation_index match question.value) >= 0`
  expect(await db.all(asked)).toEqual([{ n: questions.length }])
})

it.each([
  ['zoe pee', ['("zoe"* OR ":::at:zoe")', '("pee"* OR ":::at:pee")'], null],
  ['zoe.peeters@', ['"zoe"', '"peeters"'], null],
  ['zoe.peeters@ville', ['"zoe"', '"peeters"', '":::at:ville"*'], null],
  ['zoe@Ville.exam', ['"zoe"', '":::at:Ville"'], '@ville.exam'],
  ['mailto:zoe@Ville.exam', ['"zoe"', '":::at:Ville"'], '@ville.exam'],
  ['zoe@ville.example roy', ['"zoe"', '":::at:ville"', '("roy"* OR ":::at:roy")'], '@ville.example'],
  ['@ma-ville.co.uk', ['":::at:ma"', '":::at:ville"', '":::at:co"'], '@ma-ville.co.uk'],
  ['zoé@bücher.example', ['"zoé"', '":::at:bücher"', '":::at:example"*'], null],
  ['<zoe@ville.example>', ['"zoe"', '":::at:ville"', '":::at:example"'], null],
  ['...@x', ['":::at:x"*'], null],
])('takes words of an address that are typed to their end as they are: %s', (typed, words, domain) => {
  expect(readTyped(typed)).toEqual({ words, domain })
})

it.each([
  ['ville', true],
  ['ville.example', true],
  ['@vil', true],
  ['ann@vil', true],
  ['ann ville', true],
  ['Ann Roy <ann@ville.example>', true],
  ['vil', false],
  ['exa', false],
  ['at', false],
])('finds a domain by its labels, and by half of one behind its @ alone: %s', async (typed, isFound) => {
  await invite('ann@ville.example', { firstName: 'Ann', lastName: 'Roy' })
  await addUser({ email: 'ann@ville.example', firstName: 'Ann', lastName: 'Roy' })
  expect((await listInvitations(db, { typed }, Date.now())).rows).toHaveLength(isFound ? 1 : 0)
  expect((await listUsers(db, { typed }, null)).rows).toHaveLength(isFound ? 1 : 0)
})

it.each([
  ['ann.roy@ville.example', ['ann.roy@ville.example', 'ann.roy@ville.examples']],
  ['Ann.Roy@VILLE.exam', ['ann.roy@ville.example', 'ann.roy@ville.examples']],
  ['roy@ville.example', ['ann.roy@ville.example', 'ann.roy@ville.examples', 'roy@ville.example']],
  ['@ville.org', ['ann@ville.org']],
  ['ann@ville.example', ['ann.roy@ville.example', 'ann.roy@ville.examples']],
  ['max@ville.example', []],
  ['ann.roy@ville.example zoe', ['ann.roy@ville.examples']],
])('finds invitations and people by an address: %s', async (typed, meant) => {
  const addresses = ['ann.roy@ville.example', 'ann.roy@ville.examples', 'roy@ville.example', 'ann@ville.org']
  for (const address of addresses) {
    const firstName = address.endsWith('s') ? 'Zoé' : 'Lou'
    await invite(address, { firstName })
    await addUser({ email: address, firstName })
  }
  const invited = await listInvitations(db, { typed, sort: 'oldest' }, Date.now())
  expect(invited.rows.map((row) => row.address)).toEqual(meant)
  const registered = await listUsers(db, { typed, sort: 'oldest' }, null)
  expect(registered.rows.map(({ email }) => email)).toEqual(meant)
})
