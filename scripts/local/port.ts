import { createServer } from 'node:net'

export function isPortFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const server = createServer()
    server.once('error', () => answer(false))
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => answer(true)))
  })
}
