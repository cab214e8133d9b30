import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { settings } from '#src/db/schema/index.ts'
import type { Settings } from '#src/env.ts'
import { recordEventWhere } from '../events/event.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import type { Actor } from '../users/user.ts'
import {
  changedNames,
  type OwnSettings,
  problemOf,
  type SettingName,
  type SettingsProblem,
} from './own-settings.ts'
import { readOwnSettings, type SavedSettings } from './read-own-settings.ts'

/** `changed`: somebody else has saved others since `revision`; `saved` says what stands now. */
export type SettingsChange =
  | { outcome: 'saved' | 'forbidden' | SettingsProblem }
  | { outcome: 'changed'; saved: SavedSettings }

/**
 * Sets what administrators want otherwise than the platform. `revision` is that of the settings they looked at; without it,
 * whatever they are now. Who saves what stands there already changes nothing, however old the page is.
 */
export async function changeSettings(
  db: Database,
  wanted: OwnSettings,
  revision: number | undefined,
  platform: Settings,
  actor: Actor,
  now: number,
): Promise<SettingsChange> {
  const problem = problemOf(wanted, platform)
  if (problem) return { outcome: problem }
  const saved = await readOwnSettings(db)
  const changes = changesBetween(saved, wanted)
  if (Object.keys(changes).length === 0) return { outcome: 'saved' }
  if (revision !== undefined && revision !== saved.revision) return { outcome: 'changed', saved }
  const isLatest = sql`coalesce((select revision from ${settings} where id = 1), 0) = ${saved.revision}
    and ${stillHolds(actor)}`
  const event = { at: now, actorId: actor.id, action: 'settings_changed', details: changes }
  const [, , written] = await db.batch([
    recordEventWhere(db, { ...event, subjectType: 'settings', subjectId: '1' }, isLatest),
    db.run(sql`insert into ${settings} (id) select 1 where ${isLatest} on conflict do nothing`),
    writeSettings(db, wanted, saved.revision, isLatest, actor, now),
  ])
  if (written.length > 0) return { outcome: 'saved' }
  if (!(await isStillAllowed(db, actor))) return { outcome: 'forbidden' }
  return { outcome: 'changed', saved: await readOwnSettings(db) }
}

/** Where somebody can be reached: the journal does not repeat it. */
const reachable: readonly SettingName[] = ['replyTo', 'mailFrom', 'supportContact']

/** What becomes of what, for the journal. */
function changesBetween(saved: OwnSettings, wanted: OwnSettings): Record<string, unknown> {
  const changed = changedNames(saved, wanted)
  return Object.fromEntries(
    changed.map((name) => [name, reachable.includes(name) ? 'changed' : [saved[name], wanted[name]]]),
  )
}

function writeSettings(
  db: Database,
  wanted: OwnSettings,
  revision: number,
  isLatest: SQL,
  actor: Actor,
  now: number,
) {
  const languages = wanted.languages === null ? null : [...wanted.languages]
  const row = { ...wanted, languages, revision: revision + 1, updatedAt: now, updatedBy: actor.id }
  return db
    .update(settings)
    .set(row)
    .where(and(eq(settings.id, 1), isLatest))
    .returning({ id: settings.id })
}
