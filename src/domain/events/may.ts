import type { Actor } from '#src/domain/users/user.ts'

export function maySeeJournal(actor: Actor): boolean {
  return actor.role === 'admin'
}

/** A list that leaves the house is out of its hands. */
export function mayExportJournal(actor: Actor): boolean {
  return actor.role === 'admin'
}
