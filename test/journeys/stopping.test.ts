import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'

const origin = 'http://localhost:8797'
let state = ''

afterEach(() => rm(state, { recursive: true, force: true }))

describe('stopping npm', () => {
  it('stops all that it started', async () => {
    const npm = await start()
    await untilPrinted(npm, 'Parvis is open')
    npm.kill('SIGINT')
    await once(npm, 'exit')
    expect(await isFree()).toBe(true)
  })

  it('while the server is starting leaves nothing behind', async () => {
    const npm = await start()
    await untilAnswering()
    npm.kill('SIGTERM')
    await once(npm, 'exit')
    expect(await isFree()).toBe(true)
  })
})

async function start(): Promise<ChildProcess> {
  state = await mkdtemp(join(tmpdir(), 'parvis-stopping-'))
  const env = { ...process.env, PORT: new URL(origin).port, STATE: state }
  return spawn('npm', ['start'], { env, stdio: ['ignore', 'pipe', 'ignore'] })
}

async function untilPrinted(npm: ChildProcess, words: string) {
  for await (const piece of npm.stdout ?? []) if (String(piece).includes(words)) return
  throw new Error(`npm start ended before it said "${words}"`)
}

/** The first answer comes before `npm start` has noticed that its server is there. */
async function untilAnswering() {
  while (!(await fetch(`${origin}/health`).catch(() => null))?.ok)
    await new Promise((resolve) => setTimeout(resolve, 20))
}

async function isFree(): Promise<boolean> {
  const server = createServer().listen(Number(new URL(origin).port), 'localhost')
  const outcome = await Promise.race([
    once(server, 'listening').then(() => true),
    new Promise<boolean>((resolve) => server.once('error', () => resolve(false))),
  ])
  server.close()
  return outcome
}
