import type { AppContext } from './context.ts'

/** Most characters of a search that are used and shown again. */
const typedMax = 100

/** What the address of a list says: what was typed into its search, and where its page begins. */
export function readListQuery(c: AppContext) {
  const typed = Array.from(c.req.query('q') ?? '')
    .slice(0, typedMax)
    .join('')
    .trim()
  return { typed, after: c.req.query('after') || undefined, before: c.req.query('before') || undefined }
}
