import { env } from 'cloudflare:workers'
import type { Env, MailsMessage, SliceMessage } from '#src/env.ts'
import { workThrough } from '#src/jobs/queue.ts'

/** Which call is struck: the first is 1. Its effect is lost, or only the news of it. */
export type Strike = { at: number; side: 'before' | 'after' }

type Body = MailsMessage | SliceMessage
type Post = { queue: 'parvis-slices' | 'parvis-mails'; body: Body; attempts: number }
type Outside = 'database' | 'queue' | 'mailbox' | 'provider'
type Through = <Result>(what: Outside, work: () => Promise<Result>) => Promise<Result>

/** The worker's surroundings, real but for the queues, which are carried by hand; one call to them fails. */
export type FaultyWorld = {
  env: Env
  /** Calls so far: to the database, the queues, the mailbox, and whatever else goes `through`. */
  calls(): number
  wasStruck(): boolean
  /** What was called when it was struck. */
  struck(): Outside | undefined
  /** One more call to the outside, which is counted and may be struck. */
  through: Through
  /** Everything that was ever handed to a queue. */
  posted: readonly Post[]
  /** Brings what lies in the queues to the real consumers until nothing is left; what is refused comes again. */
  workUntilEmpty(now: number): Promise<void>
}

/** One call is struck: what fails oftener than this is broken. */
const retriesMax = 5

const ways = ['all', 'run', 'raw', 'first'] as const

type Options = {
  strike?: Strike
  /** Whether what lies in the queue of mails is worked through as well. */
  deliversMails: boolean
  /** The bindings where they are not struck. */
  surroundings?: Env
  /** Whether each message comes three times: to two consumers at once, and once more. */
  deliversThrice?: boolean
}

export function faultyWorld({
  strike,
  deliversMails,
  surroundings = env,
  deliversThrice = false,
}: Options): FaultyWorld {
  let calls = 0
  let struck: Outside | undefined
  const running = new Set<Promise<unknown>>()
  const posted: Post[] = []
  const waiting: Post[] = []

  async function through<Result>(what: Outside, work: () => Promise<Result>): Promise<Result> {
    const hits = ++calls === strike?.at
    if (hits) struck = what
    if (hits && strike?.side === 'before') throw new Error('struck before the effect')
    const working = work()
    running.add(working)
    const result = await working.finally(() => running.delete(working))
    if (hits) throw new Error('struck after the effect')
    return result
  }

  function post(queue: Post['queue'], bodies: Body[]) {
    return through('queue', async () => {
      const posts = bodies.map((body) => ({ queue, body, attempts: 1 }))
      posted.push(...posts)
      waiting.push(...(queue === 'parvis-slices' || deliversMails ? posts : []))
    })
  }

  const faulty = {
    ...surroundings,
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
      const post = next
      if (deliversThrice) await Promise.all([bring(post, now), bring(post, now)])
      await bring(post, now)
    }
    await Promise.allSettled(running)
  }

  async function bring(post: Post, now: number): Promise<void> {
    const { queue, body, attempts } = post
    const retry = () => {
      if (attempts > retriesMax) throw new Error(`A message of ${queue} is refused again and again`)
      waiting.push({ ...post, attempts: attempts + 1 })
    }
    const message = { body, attempts, ack: () => {}, retry }
    const batch = { queue, messages: [message] } as unknown as MessageBatch<Body> // -- what the consumer uses of it
    await workThrough(batch, faulty, () => now)
  }

  return {
    env: faulty,
    calls: () => calls,
    wasStruck: () => struck !== undefined,
    struck: () => struck,
    ...{ through, posted, workUntilEmpty },
  }
}

function faultyDatabase(through: Through): D1Database {
  return new Proxy(env.DB, {
    get: (target, name) => {
      if (name === 'batch')
        return (statements: D1PreparedStatement[]) => through('database', () => target.batch(statements))
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
      value: (...given: unknown[]) => through('database', () => original(...given)),
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
      return name === 'put' ? (...given: unknown[]) => through('mailbox', () => original(...given)) : original
    },
  })
}
