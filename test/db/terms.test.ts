import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { allOf, wordsTyped } from '#src/db/terms.ts'
import { db } from '#test/support/cast.ts'
import { invite } from '#test/support/invitations.ts'

async function found(typed: string): Promise<number> {
  const words = wordsTyped(typed) ?? []
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
  const words = signs.flatMap((sign) => wordsTyped(`a${sign}b`) ?? [])
  const perQuestion = 200
  const starts = Array.from({ length: Math.ceil(words.length / perQuestion) }, (_, at) => at * perQuestion)
  const questions = starts.map((at) => words.slice(at, at + perQuestion).join(' OR '))
  const asked = sql`select count(*) as n from json_each(${JSON.stringify(questions)}) question
    where (select count(*) from invitation_index where invitation_index match question.value) >= 0`
  expect(await db.all(asked)).toEqual([{ n: questions.length }])
})

it.each([
  ['zoe pee', '"zoe"* "pee"*'],
  ['zoe.pee', '"zoe"* "pee"*'],
  ['zoe.peeters@', '"zoe"* "peeters"'],
  ['zoe.peeters@ville.exam', '"zoe"* "peeters" "ville" "exam"*'],
  ['zoe@ville.example roy', '"zoe" "ville" "example"* "roy"*'],
  ['@ville.example', '"ville" "example"*'],
])('takes words of an address that are typed to their end as they are: %s', (typed, asked) => {
  expect(wordsTyped(typed)?.join(' ')).toBe(asked)
})
