import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { compileCache } from '../../../scripts/local/environment.ts'

export type Mail = {
  id: string
  kind: string
  to: string
  subject: string
  locale: string
  text: string
  html: string
  headers: Record<string, string>
  at: string
}

/** Where a platform runs. */
export type Place = {
  origin: string
  /** The folder of its local data. */
  state: string
  /** The link that `npm start` printed for the first administrator. */
  firstLink: string
}

export type Platform = Place & {
  mails: () => Promise<Mail[]>
  /** Waits until as many mails to the address lie in the mailbox, newest first. */
  mailsTo: (address: string, count?: number) => Promise<Mail[]>
  /** Runs the scheduled work as of that time, through the runtime's own local door. */
  tick: (at: number) => Promise<void>
}

/** One of its own, to be stopped. */
export type OwnPlatform = Platform & { stop: () => Promise<void> }

const startMs = 90_000

/**
 * The real thing: `npm start` with a port and a folder of its own. `environment` sets it up otherwise, to write through a fake
 * MailChannels for example (scripts/fake-mail/server.ts).
 */
export async function startPlatform(environment: NodeJS.ProcessEnv = {}): Promise<OwnPlatform> {
  const port = await freePort()
  const state = await mkdtemp(join(tmpdir(), 'parvis-journey-'))
  const origin = `http://localhost:${port}`
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: compileCache,
      ...environment,
      PORT: String(port),
      STATE: state,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = listen(child)
  const firstLink = await untilPrinted(child, printed, /^First administrator: (\S+)$/)
  return { ...platformAt({ origin, state, firstLink }), stop: () => stop(child, state) }
}

export function platformAt(place: Place): Platform {
  const mails = () => readMails(place.origin)
  return {
    ...place,
    mails,
    mailsTo: (address, count = 1) => untilMailed(mails, address, count),
    tick: (at) => tick(place.origin, at),
  }
}

function listen(child: ChildProcess): string[] {
  const printed: string[] = []
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream }).on('line', (line) => printed.push(line))
  return printed
}

async function untilPrinted(child: ChildProcess, printed: string[], pattern: RegExp): Promise<string> {
  const until = Date.now() + startMs
  while (Date.now() < until && child.exitCode === null) {
    const found = printed.map((line) => pattern.exec(line)?.[1]).find(Boolean)
    if (found) return found
    await pause()
  }
  child.kill('SIGTERM')
  throw new Error(`npm start did not get as far as ${pattern}:\n${printed.join('\n')}`)
}

async function readMails(origin: string): Promise<Mail[]> {
  const answer = await fetch(`${origin}/mailbox.json`)
  return answer.json()
}

/** Mails travel through a queue, so they are awaited. */
async function untilMailed(mails: () => Promise<Mail[]>, address: string, count: number): Promise<Mail[]> {
  const until = Date.now() + 20_000
  while (Date.now() < until) {
    const found = (await mails()).filter(({ to }) => to.includes(address))
    if (found.length >= count) return found
    await pause()
  }
  const all = (await mails()).map(({ kind, to }) => `${kind} to ${to}`)
  throw new Error(`No ${count} mails to ${address} in the mailbox, only: ${all.join(', ') || 'nothing'}`)
}

async function tick(origin: string, at: number) {
  const answer = await fetch(`${origin}/cdn-cgi/handler/scheduled?cron=*+*+*+*+*&time=${at}`)
  if (!answer.ok) throw new Error(`The scheduled work failed: ${answer.status} ${await answer.text()}`)
}

async function stop(child: ChildProcess, state: string) {
  if (child.exitCode === null) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await rm(state, { recursive: true, force: true })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('No free port')
  return address.port
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100))
}
