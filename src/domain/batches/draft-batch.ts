import type { Database } from '#src/db/client.ts'
import type { Settings } from '#src/env.ts'
import type { Keys } from '#src/keys.ts'
import { readAddress } from '../invitations/address.ts'
import type { Actor } from '../users/user.ts'
import { type BatchOptions, type ReadRow, type Refusal, rowsMax } from './batch.ts'
import { checkRows } from './check-rows.ts'
import type { Named } from './match-names.ts'
import { planRows } from './plan-rows.ts'
import { cellReaders } from './read-cells.ts'
import { type Known, readKnown } from './read-known.ts'
import { type BatchHead, storeDraft } from './store-draft.ts'

export type NewBatch = BatchHead & { rows: readonly ReadRow[] }

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
  const { rows, ...given } = batch
  if (rows.length === 0) return { outcome: 'nothing_to_invite' }
  if (rows.length > rowsMax) return { outcome: 'too_many_rows' }
  const emails = rows.map(({ values }) => readAddress(values.email ?? ''))
  const known = await readKnown(
    db,
    emails.flatMap((email) => (email.state === 'valid' ? [email.emailKey] : [])),
  )
  const options = withoutUnknown(given.options, known)
  const people = checkRows(rows, emails, options, cellReaders(settings.languages, known))
  const plan = await planRows(db, keys, people, { ...known, existing: options.existing, now })
  return { outcome: 'drafted', publicId: await storeDraft(db, { ...given, options }, plan, actor, now) }
}

/** Options may name a group that has just been deleted; the plan promises only what exists. */
function withoutUnknown(options: BatchOptions, known: Known): BatchOptions {
  const exists = (things: readonly Named[]) => (id: number) => things.some((thing) => thing.id === id)
  return {
    ...options,
    groups: options.groups.filter(exists(known.groups)),
    projects: options.projects.filter(exists(known.projects)),
  }
}
