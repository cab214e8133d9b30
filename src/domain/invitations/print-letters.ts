import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { recordEventWhere } from '#src/domain/events/event.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { Keys } from '#src/keys.ts'
import { printedAtOnce } from '../codes/limits.ts'
import { stillHolds } from '../users/administers.ts'
import { openLetters } from './open-letters.ts'
import { addCode, type PaperLetter, selectLetters } from './read-letters.ts'

/** Which of the open letter codes of a batch are to be printed. */
export type Printing = {
  batch: string
  /** Positions among those that are open, in their order; the first is 1. */
  from: number
  to: number
  /** How many were open when the positions were chosen: when that has changed, others stand there now. */
  open?: number | undefined
  /** The public id of the last letter that was printed: as many as asked for, after it, wherever they stand by now. */
  after?: string | undefined
}

export type Printed =
  | { outcome: 'printed'; letters: PaperLetter[]; from: number; to: number; open: number }
  | { outcome: 'none' | 'moved' | 'beyond'; open: number }
  /** Whoever asks has just lost the right to. */
  | { outcome: 'forbidden' }

/** Letter codes to be printed. The journal tells of them before anybody sees the first, or nobody sees any. */
export async function printLetters(
  db: Database,
  keys: Keys,
  printing: Printing,
  actor: Actor,
  now: number,
): Promise<Printed> {
  const { batch, after, to } = printing
  const { open, printed } = await countOpen(db, batch, after, now)
  const from = printed === null ? printing.from : printed + 1
  if (open === 0) return { outcome: 'none', open }
  if (from > open) return { outcome: 'beyond', open }
  if (printed === null && printing.open !== undefined && printing.open !== open)
    return { outcome: 'moved', open }
  const count = Math.min(to - printing.from, printedAtOnce.cards - 1) + 1
  const source = sql`${openLetters(batch, now)} order by x.rowid limit ${count} offset ${from - 1}`
  const stored = await selectLetters(db, source)
  const last = from + stored.length - 1
  const details = { from, to: last, count: stored.length }
  const subject = { subjectType: 'batch' as const, subjectId: batch }
  const event = { at: now, actorId: actor.id, action: 'codes_printed', ...subject, details }
  const written = await recordEventWhere(db, event, stillHolds(actor))
  if (written.length === 0) return { outcome: 'forbidden' }
  const letters = stored.map((letter) => addCode(keys, letter))
  return { outcome: 'printed', letters, from, to: last, open }
}

/** How many are open, and how many of them up to the last that was printed, if that is known. */
async function countOpen(db: Database, batch: string, after: string | undefined, now: number) {
  const upTo = sql`(select id from invitations where public_id = ${after ?? ''})`
  const [found] = await db.all<{ open: number; printed: number | null }>(
    sql`select count(*) as open, sum(x.rowid <= ${upTo}) as printed from ${openLetters(batch, now)}`,
  )
  return { open: found?.open ?? 0, printed: found?.printed ?? null }
}
