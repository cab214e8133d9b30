import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { codeOf, macOfCode, tailOf } from '#src/domain/codes/code.ts'
import { addressHash } from '#src/domain/suppressions/address-hash.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { verifyPassword } from '#src/domain/users/hash-password.ts'
import { tick } from '#src/jobs/cron.ts'
import { keys } from '#test/support/cast.ts'
import { buildDemoTown, townPassword } from '#test/support/demo-town.ts'
import { faults, lively } from './faults.ts'

const people = 400

it('is a lively town as the domain would have left it', async () => {
  const now = Date.now()
  await buildDemoTown(people, now)
  for (const [what, query] of Object.entries(faults)) expect.soft(await rowsOf(query), what).toEqual([])
  for (const [what, query] of Object.entries(lively))
    expect.soft(Object.values((await rowsOf(query, now))[0] ?? {}), what).toEqual([1])
  expect(await rowsOf('select count(*) as count from users')).toEqual([{ count: people }])
  for (const index of ['invitation_index', 'user_index'])
    await env.DB.prepare(`insert into ${index} (${index}, rank) values ('integrity-check', 1)`).run()
  await expectSecrets()
})

it('wakes nobody but those who wait since today when the clock works again', async () => {
  // At the same instant: a moment later somebody else's reminder may be due.
  const now = Date.now()
  await buildDemoTown(people, now)
  const before = await waiting()
  expect(before).toBeLessThan(250)
  const due = await rowsOf<{ at: number }>(
    'select remind_at as at from invitations where remind_at <= ?',
    now,
  )
  expect(due.filter(({ at }) => at < now - dayMs)).toEqual([])
  expect(due.length).toBeLessThan(20)
  await tick(env, now)
  expect(await waiting()).toBeLessThanOrEqual(before + due.length)
})

/** What is derived from the secret of the platform: codes, hashes of addresses, passwords. */
async function expectSecrets() {
  const invited = await rowsOf<Coded>(
    'select public_id as publicId, address, generation, code_mac as mac, code_tail as tail from invitations',
  )
  for (const { mac, tail, ...source } of invited) {
    const code = codeOf(keys, source)
    expect(macOfCode(keys, code)).toBe(mac)
    if (tail !== null) expect(tailOf(keys, code)).toBe(tail)
  }
  const spared = await rowsOf<{ hash: string; email: string }>(
    'select address_hash as hash, email_key as email from suppressions s join invitations i on i.id = s.invitation_id',
  )
  for (const { hash, email } of spared) expect(addressHash(keys, email)).toBe(hash)
  const doors = await rowsOf<{ password: string }>(
    `select password from accounts join users u on u.id = user_id where u.email in
      ('admin@parvis.example', 'support@parvis.example', 'member@parvis.example')`,
  )
  expect(doors).toHaveLength(3)
  for (const { password } of doors) expect(await verifyPassword(keys, password, townPassword)).toBe(true)
}

type Coded = {
  publicId: string
  address: string | null
  generation: number
  mac: string
  tail: string | null
}

async function waiting(): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    `select count(*) as count from mails where state in ('queued', 'sending')`,
  )
  return row?.count ?? 0
}

async function rowsOf<Row = Record<string, unknown>>(query: string, ...values: unknown[]): Promise<Row[]> {
  const { results } = await env.DB.prepare(query)
    .bind(...values)
    .all<Row>()
  return results
}
