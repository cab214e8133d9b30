import type { SliceMessage } from '#src/env.ts'

/** Asks the queue to carry out a confirmed batch. A failure is logged: the sweep finds what no message came for. */
export async function sendSlice(queue: Queue<SliceMessage>, batchId: number): Promise<void> {
  try {
    await queue.send({ batchId })
  } catch (error) {
    console.error(JSON.stringify({ event: 'slice_not_queued', batchId, error: String(error) }))
  }
}
