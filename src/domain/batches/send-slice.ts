import type { SliceMessage } from '#src/env.ts'
import { logFailure } from '#src/log-failure.ts'

/** Asks the queue to carry out a confirmed batch. A failure is logged: the sweep finds what no message came for. */
export async function sendSlice(queue: Queue<SliceMessage>, batchId: number): Promise<void> {
  try {
    await queue.send({ batchId })
  } catch (error) {
    logFailure('sendSlice', error)
  }
}
