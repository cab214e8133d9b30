import type { Actor } from '../users/user.ts'

/** The letters as they arrive, in the panel. */
export function maySeeLetters(actor: Actor): boolean {
  return actor.role === 'admin'
}

/** Writing subject, greeting and button instead of our own sentences: everybody who is written to reads them. */
export function mayEditLetters(actor: Actor): boolean {
  return actor.role === 'admin'
}

/** A letter as it would arrive, to one's own address. */
export function maySendTest(actor: Actor): boolean {
  return actor.role === 'admin'
}
