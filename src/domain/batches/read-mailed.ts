import type { Database } from '#src/db/client.ts'
import type { Batch } from './read-batch.ts'
import { readHeads } from './read-heads.ts'
import type { Received } from './review.ts'

/** Who gets an invitation by mail, in numbers. */
export type Mailed = {
  /** People per language tag, most first. */
  languages: Received[]
  /** How many get a message of their own instead of the batch's. */
  ownMessages: number
}

/** Adds up the heads of the chunks, however many rows there are. Where they are erased, the language of the batch stands for all. */
export async function readMailed(db: Database, batch: Batch): Promise<Mailed> {
  const { id, options, erasedAt, invitedCount, renewedCount } = batch
  if (erasedAt !== null) {
    const count = invitedCount + renewedCount
    return { languages: count > 0 ? [{ name: options.language, count }] : [], ownMessages: 0 }
  }
  const heads = await readHeads(db, id)
  const mailed = heads.filter(({ outcome, choice }) => isMailed(outcome) && choice !== 'codes')
  const counts = new Map<string, number>()
  for (const { tally } of mailed)
    for (const [tag, count] of Object.entries(tally.locales)) counts.set(tag, (counts.get(tag) ?? 0) + count)
  const languages = [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count)
  return { languages, ownMessages: mailed.reduce((sum, { tally }) => sum + tally.ownMessages, 0) }
}

function isMailed(outcome: string): boolean {
  return outcome === 'invite' || outcome === 'renew'
}
