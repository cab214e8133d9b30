import { eq } from 'drizzle-orm'
import { batches } from '#src/db/schema/index.ts'
import { readBatch } from '#src/domain/batches/read-batch.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { runAll } from './batches.ts'
import { get, post } from './browse.ts'
import { db } from './cast.ts'
import { type Cell, workbookFile } from './sheets.ts'

type Fields = Parameters<typeof post>[1]

/** Posts "Invite users" with typed addresses. */
export function postAddresses(addresses: string, as?: Actor, fields: Fields = {}): Promise<Response> {
  return post(paths.admin.batches(), { source: 'addresses', addresses, ...fields }, { as })
}

/** Posts "Invite users" with a workbook. */
export function postWorkbook(rows: Cell[][], as: Actor, fields: Fields = {}): Promise<Response> {
  return post(paths.admin.batches(), { source: 'workbook', file: workbookFile(rows), ...fields }, { as })
}

/** Follows the answer of a form to the review, and reads it. */
export async function openReview(answer: Response, as: Actor): Promise<{ id: string; html: string }> {
  const id = answer.headers.get('Location')?.split('/').at(-1) ?? ''
  return { id, html: await (await get(paths.admin.batch(id), { as })).text() }
}

/** The six counts of a review page, by outcome. */
export function countsOn(html: string): Record<string, number> {
  return Object.fromEntries(
    [...html.matchAll(/data-count="(\w+)">(\d+)</g)].map(([, outcome, count]) => [outcome, Number(count)]),
  )
}

/** The problems of a review page as `key row cell`, or the refusal of a form. */
export function problemsOn(html: string): string[] {
  return [...html.matchAll(/data-problem="(\w+)"(?: data-row="(\d+)")?(?: data-cell="(\w+)")?/g)].map(
    (found) => found.slice(1).filter(Boolean).join(' '),
  )
}

/** The text of a page as a reader sees it. */
export function textOn(html: string): string {
  return html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
}

/** Carries out all slices of a confirmed batch, as the queue does. */
export async function finish(publicId: string): Promise<void> {
  const batch = await readBatch(db, publicId)
  if (batch) await runAll(batch.id, Date.now())
}

export async function stateOf(publicId: string): Promise<string | undefined> {
  const [batch] = await db.select().from(batches).where(eq(batches.publicId, publicId))
  return batch?.state
}
