import { env } from 'cloudflare:workers'
import type { Env, MailsMessage, SliceMessage } from '#src/env.ts'
import { workThrough } from '#src/jobs/queue.ts'

/** Which call is struck: the first is 1. Its effect is lost, or only the news of it. */
export type Strike = { at: number; side: 'before' | 'after' }

type Body = MailsMessage | SliceMessage
type Post = { queue: 'parvis-slices' | 'parvis-mails'; body: Body }

/** The worker's surroundings, real but for the queues, which are carried by hand; one call to them fails. */
export type FaultyWorld = {
  env: Env
  /** Calls so far: to the database, the queues, the mailbox. */
  calls(): number
  wasStruck(): boolean
  /** Everything that was ever handed to a queue. */
  posted: readonly Post[]
  /** Brings what lies in the queues to the real consumers until nothing is left; what is refused comes again. */
  workUntilEmpty(now: number): Promise<void>
}

const ways = ['all', 'run', 'raw', 'first'] as const

/** `deliversMails`: whether what lies in the queue of mails is worked through as well. */
export function faultyWorld({
  strike,
  deliversMails,
}: {
  strike?: Strike
  deliversMails: boolean
}): FaultyWorld {
  let calls = 0
  let isStruck = false
  const running = new Set<Promise<unknown>>()
  const posted: Post[] = []
  const waiting: Post[] = []

  async function through<Result>(work: () => Promise<Result>): Promise<Result> {
    const hits = ++calls === strike?.at
    isStruck ||= hits
    if (hits && strike?.side === 'before') throw new Error('struck before the effect')
    const working = work()
    running.add(working)
    const result = await working.finally(() => running.delete(working))
    if (hits) throw new Error('struck after the effect')
    return result
  }

  function post(queue: Post['queue'], bodies: Body[]) {
    return through(async () => {
      const posts = bodies.map((body) => ({ queue, body }))
      posted.push(...posts)
      waiting.push(...(queue === 'parvis-slices' || deliversMails ? posts : []))
    })
  }

  const faulty = {
    ...env,
    DB: faultyDatabase(through),
    MAILBOX: faultyMailbox(through),
    SLICES: { send: (body: SliceMessage) => post('parvis-slices', [body]) },
    MAILS: {
      sendBatch: (sent: { body: MailsMessage }[]) =>
        post(
          'parvis-mails',
          sent.map(({ body }) => body),
        ),
    },
  } as unknown as Env // -- of the queues only these two ways are used

  async function workUntilEmpty(now: number): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { queue, body } = next
      const message = { body, ack: () => {}, retry: () => waiting.push({ queue, body }) }
      const batch = { queue, messages: [message] } as unknown as MessageBatch<Body> // -- what the consumer uses of it
      await workThrough(batch, faulty, () => now)
    }
    await Promise.allSettled(running)
  }

  return { env: faulty, calls: () => calls, wasStruck: () => isStruck, posted, workUntilEmpty }
}

type Through = <Result>(work: () => Promise<Result>) => Promise<Result>

function faultyDatabase(through: Through): D1Database {
  return new Proxy(env.DB, {
    get: (target, name) => {
      if (name === 'batch')
        return (statements: D1PreparedStatement[]) => through(() => target.batch(statements))
      if (name === 'prepare') return (query: string) => faultyStatement(target.prepare(query), through)
      return Reflect.get(target, name).bind(target)
    },
  })
}

/** The statement itself, since a batch takes no other, with ways of running it alone that may fail. */
function faultyStatement(statement: D1PreparedStatement, through: Through): D1PreparedStatement {
  const bind = statement.bind.bind(statement)
  for (const way of ways) {
    const original = statement[way].bind(statement) as (...given: unknown[]) => Promise<unknown> // -- called with what it is given
    Object.defineProperty(statement, way, {
      value: (...given: unknown[]) => through(() => original(...given)),
    })
  }
  return Object.defineProperty(statement, 'bind', {
    value: (...values: unknown[]) => faultyStatement(bind(...values), through),
  })
}

function faultyMailbox(through: Through): KVNamespace {
  if (!env.MAILBOX) throw new Error('The tests need a mailbox')
  return new Proxy(env.MAILBOX, {
    get: (target, name) => {
      const original = Reflect.get(target, name).bind(target)
      return name === 'put' ? (...given: unknown[]) => through(() => original(...given)) : original
    },
  })
}
