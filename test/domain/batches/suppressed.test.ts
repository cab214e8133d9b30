import { describe, expect, it } from 'vitest'
import { repairRow } from '#src/domain/batches/repair-row.ts'
import { addressHash, quickDigits, quickHash } from '#src/domain/suppressions/address-hash.ts'
import { suppressionOf, toSuppressions } from '#src/domain/suppressions/suppressions.ts'
import { addGroup, draft, now, rowsIn, rowsOf, tableOf } from '#test/support/batches.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { invite } from '#test/support/invitations.ts'
import { suppress } from '#test/support/suppressions.ts'

/** Each row as `outcome address`, with the keys of its problems. */
async function standing(id: number): Promise<string[]> {
  return (await rowsIn(id)).map(({ outcome, address, problems = [] }) =>
    [outcome, address, ...problems.map(({ key }) => key)].join(' '),
  )
}

describe('a suppressed address in a list', () => {
  it('is a problem that says why and since when', async () => {
    await suppress('gone@x.test', 'bounce', now - 5)
    await suppress('no@x.test', 'refusal', now - 7)
    const { rows, counts } = await draft(
      rowsOf('Gone@x.test', 'ann@x.test', 'no@x.test'),
      await addUser(cast.ada),
    )
    expect(counts).toMatchObject({ invite: 1, problem: 2 })
    const [gone, , no] = rows
    expect(gone?.problems).toEqual([
      { key: 'suppressed', column: 'email', value: 'Gone@x.test', reason: 'bounce', since: now - 5 },
    ])
    expect(no?.problems).toMatchObject([{ key: 'suppressed', reason: 'refusal', since: now - 7 }])
    expect(gone).toMatchObject({ emailKey: 'gone@x.test', given: { email: 'Gone@x.test' } })
  })

  it.each(['leave', 'renew'] as const)(
    'is one too where it has been invited, whether to %s it or not',
    async (existing) => {
      await invite('open@x.test', { expiresAt: now + 1000 })
      await invite('expired@x.test', { expiresAt: now - 1 })
      await suppress('open@x.test', 'complaint', now)
      await suppress('expired@x.test', 'unsubscribe', now)
      const rows = rowsOf('open@x.test', 'expired@x.test')
      const { id } = await draft(rows, await addUser(cast.ada), { existing })
      expect(await standing(id)).toEqual([
        'problem open@x.test suppressed',
        'problem expired@x.test suppressed',
      ])
    },
  )

  it('is none where the person has an account: rights need no mail', async () => {
    const max = await addUser(cast.max)
    await suppress(max.email, 'complaint', now)
    const options = { groups: [await addGroup('Sport')] }
    const { id } = await draft(rowsOf(max.email), await addUser(cast.ada), options)
    expect(await standing(id)).toEqual([`add ${max.email}`])
  })

  it('is said beside what else is wrong, and once where the address is repeated', async () => {
    await suppress('gone@x.test', 'bounce', now)
    const rows = rowsOf({ email: 'gone@x.test', language: 'tlh' }, 'GONE@x.test')
    const { id } = await draft(rows, await addUser(cast.ada))
    expect(await standing(id)).toEqual([
      'problem gone@x.test unknown_language suppressed',
      'problem GONE@x.test duplicate_email',
    ])
  })

  it('is repaired by another address, and by saving it again once it has been lifted', async () => {
    await suppress('gone@x.test', 'bounce', now)
    await suppress('no@x.test', 'refusal', now)
    const ada = await addUser(cast.ada)
    const { id, publicId } = await draft(rowsOf('gone@x.test', 'gone@x.test', 'no@x.test'), ada)
    const repair = (row: number, email: string) =>
      repairRow(db, keys, publicId, { row, values: { email } }, ada, settings, now)
    expect(await repair(1, 'new@x.test')).toMatchObject({ outcome: 'repaired' })
    expect(await repair(3, 'no@x.test')).toMatchObject({ outcome: 'has_problems' })
    await db.run('delete from suppressions')
    expect(await repair(3, 'no@x.test')).toMatchObject({ outcome: 'repaired' })
    expect(await repair(2, 'gone@x.test')).toMatchObject({ outcome: 'repaired' })
    expect(await standing(id)).toEqual(['invite new@x.test', 'invite gone@x.test', 'invite no@x.test'])
    expect(await tableOf('batch_chunks')).not.toEqual([])
  })
})

it('an address whose quick digits are those of a suppressed one is not taken for it', () => {
  const same = sameDigits('a@x.test')
  const suppressions = toSuppressions([{ hash: addressHash(keys, 'a@x.test'), reason: 'bounce', since: now }])
  expect(quickHash(keys, same)).toBe(quickHash(keys, 'a@x.test'))
  expect(quickHash(keys, same)).toHaveLength(quickDigits)
  expect(suppressionOf(suppressions, keys, same)).toBeUndefined()
  expect(suppressionOf(suppressions, keys, 'a@x.test')).toEqual({ reason: 'bounce', since: now })
})

function sameDigits(emailKey: string): string {
  for (let n = 0; ; n++)
    if (quickHash(keys, `p${n}@x.test`) === quickHash(keys, emailKey)) return `p${n}@x.test`
}
