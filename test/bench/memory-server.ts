import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'

/** Answers with the megabytes that the runtime's processes hold: a worker cannot see its own memory. */
export default async function start({ provide }: TestProject) {
  const server = createServer((_, response) => response.end(String(megabytes())))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // -- listens on TCP
  provide('memoryUrl', `http://127.0.0.1:${port}`)
  return () => server.close()
}

function megabytes(): number {
  const lines = execFileSync('ps', ['-eo', 'rss=,comm=']).toString().split('\n')
  const kilobytes = lines.filter((line) => line.includes('workerd')).map((line) => Number.parseInt(line, 10))
  return kilobytes.reduce((sum, count) => sum + count, 0) / 1024
}

declare module 'vitest' {
  interface ProvidedContext {
    memoryUrl: string
  }
}
