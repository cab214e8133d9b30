import type { Batch } from './read-batch.ts'

type Made = Pick<Batch, 'source' | 'options' | 'counts' | 'renewedCount'>

/** Whether all that a batch invited are letter codes: then it has no mails, and its page never speaks of any. */
export function isOnPaper({ source, options, counts, renewedCount }: Made): boolean {
  if (source === 'codes') return true
  return options.codes && renewedCount === 0 && counts.codes > 0 && counts.codes >= counts.invite
}
