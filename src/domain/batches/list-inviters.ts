import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'

export type Inviter = { publicId: string; name: string }

const invitersMax = 50

/** By whom a list of batches can be filtered: administrators, and whoever it is filtered by. */
export function listInviters(db: Database, chosen = ''): Promise<Inviter[]> {
  return db.all<Inviter>(sql`
    select public_id as publicId, name from users where public_id = ${chosen}
    union select publicId, name from (
      select public_id as publicId, name from users indexed by users_admins where role = 'admin' limit ${invitersMax})
    order by name`)
}
