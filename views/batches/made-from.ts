import { shorten } from '#src/domain/batches/shorten.ts'
import type { OriginBatch } from '#src/domain/invitations/read-origins.ts'
import { isolated } from '../components/isolated.ts'
import type { Words } from '../words/index.ts'

type Made = Pick<OriginBatch, 'source' | 'fileName'>

/** From what a batch was made: the name of its file; without one, how its people were given. */
export function madeFrom({ t }: Words, { source, fileName }: Made): string {
  return fileName ?? t(`batches.sources.${source}`)
}

/** The same amid other words: cut where it is long, and turning nothing around it. */
export function madeFromAmid(words: Words, batch: Made): string {
  return isolated(shorten(madeFrom(words, batch)))
}
