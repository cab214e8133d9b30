import type { Delivery } from '#src/domain/mails/mail.ts'
import { failuresMax, isInVain, refusalOf } from '#src/domain/mails/mail-flow.ts'
import type { Letter } from './letter.ts'

/** Most requests at once: a Worker opens no more connections. */
const atOnce = 6

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
      failures = isInVain(delivery) ? failures + 1 : 0
      isClosed ||= failures >= failuresMax || refusalOf(delivery) !== undefined
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, letters.length) }, work))
  return deliveries
}
