import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { readInOrder } from '#src/db/read-in-order.ts'
import { whole } from '#src/db/whole.ts'
import { recordEventWhere } from '#src/domain/events/event.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { Keys } from '#src/keys.ts'
import { codeOf, formatCode } from '../codes/code.ts'
import { namesIn } from '../groups/name-in.ts'
import { stillHolds } from '../users/administers.ts'
import { openLetters } from './open-letters.ts'
import { postalLinesOf } from './read-letters.ts'

/** A code to be put into a letter. */
export type LetterCode = {
  firstName: string
  lastName: string
  /** Street and town, line by line; empty where nobody knows them. */
  postalLines: string[]
  code: string
  /** As it is printed. */
  codeInGroups: string
  expiresAt: number
  groups: string[]
  locale: string
}

/** `forbidden`: whoever asks has just lost the right to. */
export type CodesExport =
  | { outcome: 'exported'; pages: AsyncGenerator<LetterCode[]> }
  | { outcome: 'none' | 'forbidden' }

const pageRows = 1000

/**
 * The open letter codes of a batch, a thousand at a time and in the order of its rows, with group names in this language. That
 * they were taken out is written to the journal before anybody sees the first, or nobody sees any.
 */
export async function exportLetterCodes(
  db: Database,
  keys: Keys,
  batch: string,
  actor: Actor,
  language: string,
  now: number,
): Promise<CodesExport> {
  const pages = readPages(db, keys, batch, language, now)
  const first = await pages.next()
  if (first.done) return { outcome: 'none' }
  const subject = { subjectType: 'batch' as const, subjectId: batch }
  const event = { at: now, actorId: actor.id, action: 'codes_exported', ...subject }
  const written = await recordEventWhere(db, event, stillHolds(actor))
  if (written.length === 0) return { outcome: 'forbidden' }
  return { outcome: 'exported', pages: beginWith(first.value, pages) }
}

async function* beginWith(first: LetterCode[], others: AsyncGenerator<LetterCode[]>) {
  yield first
  yield* others
}

async function* readPages(db: Database, keys: Keys, batch: string, language: string, now: number) {
  const groupsByGrant = new Map<number, string[]>()
  const pages = readInOrder(pageRows, (after) => selectOpen(db, batch, after, now))
  for await (const rows of pages) {
    await addGroups(db, groupsByGrant, rows, language)
    yield rows.map((row) => toLetterCode(keys, row, groupsByGrant.get(row.grantId) ?? []))
  }
}

type Row = {
  id: number
  publicId: string
  generation: number
  firstName: string | null
  lastName: string | null
  postalAddress: string | null
  expiresAt: number
  locale: string
  grantId: number
}

function selectOpen(db: Database, batch: string, after: number, now: number): Promise<Row[]> {
  return db.all<Row>(sql`
    select i.id, i.public_id as publicId, i.generation, i.first_name as firstName, i.last_name as lastName,
      i.postal_address as postalAddress, i.expires_at as expiresAt, i.locale, i.grant_id as grantId
    from ${openLetters(batch, now)} and x.rowid > ${whole(after)} order by x.rowid limit ${pageRows}`)
}

/** What the promises of these rows put people into; most batches make one promise. */
async function addGroups(db: Database, known: Map<number, string[]>, rows: Row[], language: string) {
  const missing = [...new Set(rows.map(({ grantId }) => grantId))].filter((id) => !known.has(id))
  if (missing.length === 0) return
  const found = await db.all<{ grantId: number; name: string; names: string }>(sql`
    select link.grant_id as grantId, groups.name, groups.names
    from ${jsonList(missing)} as asked join grant_groups link on link.grant_id = asked.value
    join groups on groups.id = link.group_id`)
  const groups = found.map(({ grantId, name, names }) => ({ grantId, name, names: JSON.parse(names) }))
  for (const grantId of missing) {
    const promised = groups.filter((group) => group.grantId === grantId)
    known.set(grantId, namesIn(promised, language))
  }
}

function toLetterCode(keys: Keys, row: Row, groups: string[]): LetterCode {
  const code = codeOf(keys, { ...row, address: null })
  const { firstName, lastName, expiresAt, locale } = row
  return {
    firstName: firstName ?? '',
    lastName: lastName ?? '',
    postalLines: postalLinesOf(row.postalAddress),
    ...{ code, codeInGroups: formatCode(code), expiresAt, groups, locale },
  }
}
