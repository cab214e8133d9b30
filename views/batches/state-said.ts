import type { BatchSource, BatchState } from '#src/domain/batches/batch.ts'
import type { useWords } from '../view.ts'

/** The state of a batch in a word; codes are not sent, they are made. */
export function stateSaid(
  t: ReturnType<typeof useWords>,
  { state, source }: { state: BatchState; source: BatchSource },
): string {
  return t(source === 'codes' && state === 'confirmed' ? 'batches.codes.state' : `batches.states.${state}`)
}
