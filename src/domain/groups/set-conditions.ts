import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { groups } from '#src/db/schema/index.ts'
import { recordEventWhere } from '../events/event.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import type { Actor } from '../users/user.ts'
import { type Check, checkConditions, linksBeside } from './check-conditions.ts'
import { conditionsJson, type GroupConditions } from './conditions.ts'

export type ConditionsSet =
  | { state: 'saved' }
  | { state: 'busy' }
  /** Whoever asks has just lost the right to. */
  | { state: 'forbidden' }
  | Exclude<Check, { state: 'sound' }>

/** How often it is looked again when other groups change their conditions at the same moment. */
const attemptsMax = 3

/** Gives a smart group its conditions, unless they would lead in a circle, two of which at once could not see each other. */
export async function setConditions(
  db: Database,
  publicId: string,
  conditions: GroupConditions,
  actor: Actor,
  now: number,
): Promise<ConditionsSet> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const check = await checkConditions(db, publicId, conditions)
    if (check.state !== 'sound') return check
    const isAsChecked = and(
      eq(groups.publicId, publicId),
      eq(groups.kind, 'smart'),
      stillHolds(actor),
      sql`${linksBeside(publicId)} = ${check.links}`,
    )
    if (await write(db, publicId, conditionsJson(conditions), isAsChecked, actor, now))
      return { state: 'saved' }
    if (!(await isStillAllowed(db, actor))) return { state: 'forbidden' }
  }
  return { state: 'busy' }
}

async function write(
  db: Database,
  publicId: string,
  json: string,
  isAsChecked: SQL | undefined,
  actor: Actor,
  now: number,
): Promise<boolean> {
  const event = { at: now, actorId: actor.id, action: 'group_conditions_changed' }
  const changes = sql`exists (select 1 from ${groups} where ${isAsChecked} and ${groups.conditions} is not ${json})`
  const [, written] = await db.batch([
    recordEventWhere(db, { ...event, subjectType: 'group', subjectId: publicId }, changes),
    db
      .update(groups)
      .set({ conditions: sql`${json}` })
      .where(isAsChecked)
      .returning({ id: groups.id }),
  ])
  return written.length > 0
}
