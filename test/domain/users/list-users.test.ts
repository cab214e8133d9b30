import { describe, expect, it } from 'vitest'
import { listUsers } from '#src/domain/users/list-users.ts'
import { addUser, db } from '#test/support/cast.ts'
import { addPeople } from '#test/support/panel.ts'

async function found(typed: string): Promise<string[]> {
  return (await listUsers(db, { typed })).rows.map(({ email }) => email)
}

describe('the list of users', () => {
  it('begins with the newest and leads to every page and back', async () => {
    await addPeople(120)
    const first = await listUsers(db, {})
    const second = await listUsers(db, { after: first.next })
    const third = await listUsers(db, { after: second.next })
    expect([first, second, third].map(({ rows }) => rows.length)).toEqual([50, 50, 20])
    expect(first.rows[0]?.email).toBe('person120@parvis.test')
    expect([first.previous, third.next]).toEqual([undefined, undefined])
    const back = await listUsers(db, { before: third.previous })
    expect(back).toEqual(second)
    const start = await listUsers(db, { before: back.previous })
    expect(start).toEqual(first)
  })

  it('finds every word in name and address, in any order and case', async () => {
    await addUser({ email: 'elodie@parvis.test', firstName: 'Élodie', lastName: 'Núñez Ibarra' })
    await addUser({ email: 'jo@parvis.test', firstName: 'Jo', lastName: 'Doe' })
    for (const typed of ['élodie', 'ÉLODIE', 'ibarra elod', 'NÚÑEZ', '  núñez   PARVIS '])
      expect(await found(typed), typed).toEqual(['elodie@parvis.test'])
    expect(await found('elodie doe')).toEqual([])
  })

  it('takes wildcards, quotes and emoji for themselves', async () => {
    await addUser({ email: 'a_b@parvis.test', firstName: 'O’Brien', lastName: '100% "sure" \'yes\' 🎉' })
    await addUser({ email: 'axb@parvis.test' })
    for (const typed of ['a_b', '100%', '"sure"', "'yes'", '🎉', 'o’brien'])
      expect(await found(typed), typed).toEqual(['a_b@parvis.test'])
    for (const typed of ['%', '_b@', "' or 1=1 --", '\\', '\u0000']) await found(typed)
    expect(await found('%%')).toEqual([])
  })

  it('reads no more than a hundred characters of what is typed', async () => {
    const long = 'x'.repeat(100)
    await addUser({ email: 'long@parvis.test', firstName: long })
    expect(await found(`${long}yz`)).toEqual(['long@parvis.test'])
    expect(await found('🎉'.repeat(60_000))).toEqual([])
  })
})
