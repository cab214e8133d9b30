import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { mailFlow, mails } from '#src/db/schema/index.ts'
import { workThrough } from '#src/jobs/queue.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { bring, lettersTo } from '#test/support/mailbox.ts'
import { addInvitation, mailOf, queueAccountMail, queueMailOf, queueMany } from '#test/support/outbox.ts'

const minute = 60 * 1000

describe('a message that fails', () => {
  it('comes again, later each time, a quarter of an hour at most', async () => {
    const delays: unknown[] = []
    for (const attempts of [1, 2, 3, 4, 5, 6, 7]) {
      delays.push(await silently(() => bringByHand(env, attempts, { nonsense: true })))
    }
    expect(delays).toEqual([30, 60, 120, 240, 480, 900, 900].map((seconds) => `again in ${seconds} s`))
  })

  it('is taken apart, so that one mail cannot hold up the others', async () => {
    const ids = await queueMany(5)
    const poison = await poisonousMail()
    const all = [...ids.slice(0, 2), poison, ...ids.slice(2)]
    await withPoison(poison, async (poisoned) => {
      expect(await bringByHand(poisoned, 1, { mailIds: all })).toMatch('again')
      expect(await lettersTo()).toEqual([])
      expect(await bringByHand(poisoned, 2, { mailIds: all })).toMatch('again')
    })
    expect(await lettersTo()).toHaveLength(5)
    expect(await mailOf(poison)).toMatchObject({ state: 'queued', attempts: 0, doubts: 0 })
  })

  it('works as of when the clock found its mails due, when that is ahead', async () => {
    const id = await queueMailOf(await addInvitation())
    const later = Date.now() + 60 * minute
    await db.update(mails).set({ state: 'sending', attempts: 1, leaseUntil: later })
    await bring('parvis-mails', { mailIds: [id] })
    expect(await lettersTo()).toEqual([])
    await bring('parvis-mails', { mailIds: [id], at: later })
    expect(await mailOf(id)).toMatchObject({ state: 'sent', sentAt: later })
  })
})

describe('a dead letter', () => {
  it('is opened: the innocent leave, and what fails even alone has failed, and says so', async () => {
    const ids = await queueMany(3)
    const poison = await poisonousMail()
    await withPoison(poison, async (poisoned) => {
      expect(await bringByHand(poisoned, 1, { mailIds: [poison, ...ids] }, 'parvis-dead-letters')).toBe(
        'done',
      )
    })
    expect(await lettersTo()).toHaveLength(3)
    expect(await mailOf(poison)).toMatchObject({
      state: 'failed',
      lastError: 'dead_letter',
      leaseUntil: null,
    })
  })

  it('leaves alone what another consumer holds, what is done, and what waits for mail to open', async () => {
    const [leased = 0, done = 0, waiting = 0] = await queueMany(3)
    const until = Date.now() + minute
    await db.run(`update mails set state = 'sending', lease_until = ${until} where id = ${leased}`)
    await db.run(`update mails set state = 'delivered' where id = ${done}`)
    await db.insert(mailFlow).values({ id: 1, closedAt: 1, reason: 'failing' })
    const result = await bring('parvis-dead-letters', { mailIds: [leased, done, waiting] })
    expect(result.explicitAcks).toEqual(['m0'])
    expect((await mailOf(leased)).state).toBe('sending')
    expect((await mailOf(done)).state).toBe('delivered')
    expect(await mailOf(waiting)).toMatchObject({ state: 'queued', attempts: 0 })
  })

  it('about a slice is only written down, and so is one that says nothing', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const result = await bring('parvis-dead-letters', { batchId: 12345 }, 'nonsense')
    const lines = log.mock.calls.map(([line]) => String(line)).join('\n')
    log.mockRestore()
    expect(result.explicitAcks).toEqual(['m0', 'm1'])
    expect(lines).toContain('Batch 12345 stood still')
    expect(lines).toContain('A message says nothing')
  })

  it('comes again as long as the database is away', async () => {
    const id = await queueMailOf(await addInvitation())
    await db.run('alter table mail_flow rename to mislaid')
    const result = await silently(() => bring('parvis-dead-letters', { mailIds: [id] }))
    await db.run('alter table mislaid rename to mail_flow')
    expect(result.retryMessages).toHaveLength(1)
    expect((await mailOf(id)).state).toBe('queued')
  })
})

/** A mail whose facts cannot be gathered while `withPoison` works. */
async function poisonousMail(): Promise<number> {
  return queueAccountMail(await addUser(cast.max), 'account_exists')
}

/** Surroundings in which reading about this mail breaks, and with it whatever message holds it. */
async function withPoison(mailId: number, work: (poisoned: typeof env) => Promise<void>): Promise<void> {
  const DB = new Proxy(env.DB, {
    get(target, key) {
      if (key === 'prepare') return (query: string) => poisoned(target.prepare(query), query, mailId)
      const value = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  await silently(() => work({ ...env, DB }))
}

function poisoned(statement: D1PreparedStatement, query: string, mailId: number): D1PreparedStatement {
  const bind = statement.bind.bind(statement)
  const reads = /^select .* from "mails"/s.test(query)
  return Object.defineProperty(statement, 'bind', {
    value: (...values: unknown[]) => {
      if (
        reads &&
        values.some((value) => /^\[.*\]$/.test(`${value}`) && JSON.parse(`${value}`).includes(mailId))
      )
        throw new Error('poison')
      return bind(...values)
    },
  })
}

/** Answers with what became of the message. */
async function bringByHand(given: typeof env, attempts: number, body: unknown, queue = 'parvis-mails') {
  let became = ''
  const ack = () => {
    became = 'done'
  }
  const retry = ({ delaySeconds }: { delaySeconds: number }) => {
    became = `again in ${delaySeconds} s`
  }
  const messages = [{ body, attempts, ack, retry }]
  const batch = { queue, messages } as unknown as Parameters<typeof workThrough>[0] // -- what the consumer uses of it
  await workThrough(batch, given, Date.now)
  return became
}

async function silently<Result>(work: () => Promise<Result>): Promise<Result> {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  try {
    return await work()
  } finally {
    log.mockRestore()
  }
}
