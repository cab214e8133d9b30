import type { Database } from '#src/db/client.ts'
import type { Keys } from '#src/keys.ts'
import { ensureGrants } from '../grants/ensure-grants.ts'
import { type Grant, grantKey } from '../grants/grant.ts'
import type { ReadPerson } from './check-row.ts'
import type { Named } from './match-names.ts'
import { type PlannedRow, planRow } from './plan-row.ts'
import type { Known } from './read-known.ts'

/** Decides what will happen to each person, after making sure that the promises exist which that takes. */
export async function planRows(
  db: Database,
  keys: Keys,
  people: readonly ReadPerson[],
  known: Known & { existing: 'leave' | 'renew'; now: number },
): Promise<PlannedRow[]> {
  const sound = people.filter(({ problems }) => problems.length === 0)
  const grants = sound.map(({ grant }) => grant)
  const grantIds = await ensureGrants(db, grants)
  const context = {
    ...known,
    keys,
    groupNames: nameById(known.groups),
    projectNames: nameById(known.projects),
    grantIdOf: (grant: Grant) => idOf(grantIds, grant),
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
