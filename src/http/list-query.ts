import * as v from 'valibot'
import type { AppContext } from './context.ts'
import { typedField } from './query-fields.ts'

/** What the address of a list says: what was typed into its search, and where its page begins. */
export function readListQuery(c: AppContext) {
  const typed = v.parse(typedField, c.req.query('q')) ?? ''
  return { typed, after: c.req.query('after') || undefined, before: c.req.query('before') || undefined }
}
