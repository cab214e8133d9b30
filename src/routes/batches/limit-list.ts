import { bodyLimit } from 'hono/body-limit'
import type { AppContext } from '#src/http/context.ts'
import { listBytesMax } from '#src/http/protect.ts'
import { showRefusal } from './show.tsx'

/** What is larger than any list may be is not read; its form comes back, empty, and says how large a list may be. */
export const limitList = bodyLimit({
  maxSize: listBytesMax,
  onError: (c: AppContext) => showRefusal(c, wayOf(c), 'too_large', {}),
})

/** The form of codes says so in its address; of the others only the one with a file is sent in parts. */
function wayOf(c: AppContext) {
  if (c.req.query('from') === 'codes') return 'codes'
  return c.req.header('Content-Type')?.startsWith('multipart/') ? 'workbook' : 'addresses'
}
