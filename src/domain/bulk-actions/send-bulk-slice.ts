import type { SliceMessage } from '#src/env.ts'
import { logFailure } from '#src/log-failure.ts'

/** Asks the queue to carry out a confirmed bulk action. A failure is logged: the clock finds what no message came for. */
export async function sendBulkSlice(queue: Queue<SliceMessage>, bulkActionId: number): Promise<void> {
  try {
    await queue.send({ bulkActionId })
  } catch (error) {
    logFailure('sendBulkSlice', error)
  }
}
