import { sql } from 'drizzle-orm'
import { grants } from '#src/db/schema/index.ts'
import type { Weight } from './may.ts'

/** The columns of a grant by which `may.ts` decides. */
export const grantWeight = {
  admin: grants.admin,
  projects: sql<number>`(select count(*) from grant_projects where grant_id = ${grants.id})`,
} satisfies Record<keyof Weight, unknown>
