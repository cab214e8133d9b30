import type { Delivery } from '#src/domain/mails/mail.ts'
import type { Letter } from './letter.ts'

/** Most requests at once: a Worker opens no more connections. */
const atOnce = 6
/** So many tries in a row without success, and the rest is not tried. */
const failuresMax = 5

/**
 * Sends letters, some at once, and answers in their order. Those that stand behind a refused key, a plan that is used up or
 * several failures in a row are held: they would fare no better.
 */
export async function sendInTurns(
  letters: Letter[],
  send: (letter: Letter) => Promise<Delivery>,
): Promise<Delivery[]> {
  const deliveries: Delivery[] = letters.map(() => ({ outcome: 'held' }))
  const waiting = letters.entries()
  let failures = 0
  let isClosed = false
  const work = async () => {
    // One iterator for all: each letter is taken once.
    for (const [index, letter] of waiting) {
      if (isClosed) return
      const delivery = await send(letter)
      deliveries[index] = delivery
      failures = isPassing(delivery) ? failures + 1 : 0
      isClosed ||= failures >= failuresMax || closes(delivery)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, letters.length) }, work))
  return deliveries
}

function closes(delivery: Delivery): boolean {
  return delivery.outcome === 'failed' && (delivery.reason === 'forbidden' || delivery.reason === 'quota')
}

function isPassing(delivery: Delivery): boolean {
  return delivery.outcome === 'unknown' || (delivery.outcome === 'failed' && !delivery.isPermanent)
}
