import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type Demo = { origin: string; password: string; stop: () => Promise<void> }

const port = 8797

/** `npm run demo` with a folder of its own, until its town is open; what it says is passed on. */
export async function startDemo(): Promise<Demo> {
  const state = await mkdtemp(join(tmpdir(), 'parvis-demo-'))
  const child = spawn(process.execPath, ['scripts/demo.ts'], {
    env: { ...process.env, PORT: String(port), STATE: state },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    await rm(state, { recursive: true, force: true })
  }
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line)
    const password = /with the password (\S+)$/.exec(line)?.[1]
    if (password) return { origin: `http://localhost:${port}`, password, stop }
  }
  await stop()
  throw new Error('The demo town did not open')
}
