import { type SQL, sql } from 'drizzle-orm'

/** The mails of an invitation or user: the range of dedupe keys that begin with `<public id>/` ('0' follows '/'). */
export function mailsOf(publicId: SQL | string): SQL {
  return sql`(dedupe_key >= ${publicId} || '/' and dedupe_key < ${publicId} || '0')`
}
