import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { newPublicId } from '#src/db/public-id.ts'
import { batches, groups, projects } from '#src/db/schema/index.ts'
import type { Settings } from '#src/env.ts'
import type { Keys } from '#src/keys.ts'
import { recordEvent } from '../events/event.ts'
import { ensureGrants } from '../grants/ensure-grants.ts'
import { type Grant, grantKey } from '../grants/grant.ts'
import type { Actor } from '../users/user.ts'
import { type BatchOptions, type BatchSource, type ReadRow, type Refusal, rowsMax } from './batch.ts'
import type { ReadPerson } from './check-row.ts'
import { checkRows } from './check-rows.ts'
import { chunksOf } from './chunks-of.ts'
import { countRows } from './count-rows.ts'
import { lookUpPeople } from './look-up-people.ts'
import { matchNames, type Named } from './match-names.ts'
import { type PlanContext, type PlannedRow, planRow } from './plan-row.ts'

export type NewBatch = {
  source: BatchSource
  rows: readonly ReadRow[]
  /** Blank rows that were skipped between the others. */
  blank: number
  options: BatchOptions
  fileName?: string
  fileSha256?: string
}

export type Draft = { outcome: 'drafted'; publicId: string } | { outcome: Refusal }

/**
 * Checks all rows, decides what would happen to each and keeps that plan for review. Sends nothing and changes nobody.
 * Three round trips, however long the list: what is known, the promises, the draft.
 */
export async function draftBatch(
  db: Database,
  keys: Keys,
  batch: NewBatch,
  actor: Actor,
  settings: Settings,
  now: number,
): Promise<Draft> {
  if (batch.rows.length === 0) return { outcome: 'nothing_to_invite' }
  if (batch.rows.length > rowsMax) return { outcome: 'too_many_rows' }
  const names = await readNames(db)
  const options = withoutUnknown(batch.options, names)
  const people = checkRows(batch.rows, {
    options,
    languages: settings.languages,
    findGroup: matchNames(names.groups),
    findProject: matchNames(names.projects),
  })
  const plan = await planRows(db, keys, people, names, options, now)
  return storeDraft(db, { ...batch, options }, plan, actor, now)
}

type Names = { groups: Named[]; projects: Named[] }

async function readNames(db: Database): Promise<Names> {
  const [groupNames, projectNames] = await db.batch([
    db.select({ id: groups.id, name: groups.name }).from(groups),
    db.select({ id: projects.id, name: projects.name }).from(projects),
  ])
  return { groups: groupNames, projects: projectNames }
}

/** Options may name a group that has just been deleted; the plan promises only what exists. */
function withoutUnknown(options: BatchOptions, names: Names): BatchOptions {
  const exists = (things: Named[]) => (id: number) => things.some((thing) => thing.id === id)
  return {
    ...options,
    groups: options.groups.filter(exists(names.groups)),
    projects: options.projects.filter(exists(names.projects)),
  }
}

async function planRows(
  db: Database,
  keys: Keys,
  people: readonly ReadPerson[],
  names: Names,
  options: BatchOptions,
  now: number,
): Promise<PlannedRow[]> {
  const sound = people.filter(({ problems }) => problems.length === 0)
  const known = await lookUpPeople(
    db,
    sound.flatMap(({ emailKey }) => emailKey ?? []),
  )
  const grantIds = await ensureGrants(
    db,
    sound.map(({ grant }) => grant),
  )
  const context: PlanContext = {
    ...known,
    existing: options.existing,
    keys,
    now,
    groupNames: nameById(names.groups),
    projectNames: nameById(names.projects),
    grantIdOf: (grant) => idOf(grantIds, grant),
  }
  return people.map((person) => planRow(person, context))
}

function nameById(things: readonly Named[]): Map<number, string> {
  return new Map(things.map(({ id, name }) => [id, name]))
}

function idOf(grantIds: ReadonlyMap<string, number>, grant: Grant): number {
  const id = grantIds.get(grantKey(grant))
  if (id === undefined) throw new Error('A promise was not stored')
  return id
}

async function storeDraft(
  db: Database,
  { source, fileName, fileSha256, blank, options }: NewBatch,
  plan: readonly PlannedRow[],
  actor: Actor,
  now: number,
): Promise<Draft> {
  const publicId = newPublicId()
  const counts = countRows(plan, blank)
  const chunks = chunksOf(plan.map(({ row }) => row))
  const values = {
    publicId,
    createdBy: actor.id,
    source,
    fileName,
    fileSha256,
    options,
    counts,
    createdAt: now,
  }
  const event = { at: now, actorId: actor.id, action: 'batch_drafted', details: { source, ...counts } }
  await db.batch([
    db.insert(batches).values({ ...values, chunkCount: chunks.length }),
    ...chunks.map((chunk, position) =>
      db.run(sql`insert into batch_chunks (batch_id, position, rows)
        select id, ${position}, ${chunk} from batches where public_id = ${publicId}`),
    ),
    recordEvent(db, { ...event, subjectType: 'batch', subjectId: publicId }),
  ])
  return { outcome: 'drafted', publicId }
}
