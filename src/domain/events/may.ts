import type { Actor } from '#src/domain/users/user.ts'

export function maySeeJournal(actor: Actor): boolean {
  return actor.role === 'admin'
}
