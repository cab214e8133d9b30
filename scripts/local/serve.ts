import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { offline, root } from './environment.ts'

/** `envFiles` are read by wrangler for the worker: what is secret stands there. */
type Place = { port: number; state: string; origin: string; envFiles: string[] }

const startMs = 60_000
/** What wrangler says about its own work; everything else is the worker's console. */
const noise = /^\s*$|\[wrangler:|^⎔|^\[custom build\]|^Your Worker has access|^Binding\s|^env\./

/** Runs the worker in `wrangler dev` for as long as this process lives; resolves when it answers. */
export async function serve(place: Place): Promise<void> {
  const child = spawn(process.execPath, wranglerDev(place), {
    cwd: root,
    env: { ...process.env, ...offline(place.state) },
    stdio: ['ignore', 'pipe', 'pipe'],
    // In a group of its own, so that Ctrl-C reaches this process alone, which then stops it in order.
    detached: true,
  })
  endWithUs(child)
  const said = listen(child)
  child.once('exit', (status) => {
    if (child.killed) return
    console.error(said.join('\n'))
    console.error(`The local server ended by itself (${status}).`)
    process.exit(1)
  })
  await untilAnswering(`${place.origin}/health`)
  said.length = 0
}

/**
 * Whatever ends this process, even while the server is still starting, ends the server and all it started. Signals may
 * come twice: after Ctrl-C from the terminal and from npm.
 */
function endWithUs(child: ChildProcess) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, async () => {
      if (child.killed) return
      await stop(child)
      process.exit(0)
    })
  process.once('exit', () => killGroup(child))
}

function wranglerDev({ port, state, origin, envFiles }: Place): string[] {
  const wrangler = fileURLToPath(import.meta.resolve('wrangler'))
  const flags = {
    port,
    ip: 'localhost',
    config: join(root, 'wrangler.toml'),
    'persist-to': state,
    var: `ORIGIN:${origin}`,
    'inspector-port': 0,
    'show-interactive-dev-session': false,
  }
  const given = Object.entries(flags).map(([name, value]) => `--${name}=${value}`)
  const files = envFiles.map((file) => `--env-file=${file}`)
  return ['--no-warnings', wrangler, 'dev', '--local', ...given, ...files]
}

/** Passes on what the worker writes to its console, and remembers all lines of a start that fails. */
function listen(child: ChildProcess): string[] {
  const said: string[] = []
  let isReady = false
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      if (!isReady) said.push(line)
      else if (!noise.test(line)) console.log(line)
      isReady ||= line.includes('Ready on')
    })
  }
  return said
}

async function untilAnswering(address: string) {
  const until = Date.now() + startMs
  while (Date.now() < until) {
    const answer = await fetch(address).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${address} did not answer within ${startMs / 1000} seconds`)
}

async function stop(child: ChildProcess) {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  const patience = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await once(child, 'exit')
  clearTimeout(patience)
}

function killGroup({ pid }: ChildProcess) {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // Nothing of it is left.
  }
}
