import type { Actor } from '#src/domain/users/user.ts'

export function mayChangeSettings(actor: Actor): boolean {
  return actor.role === 'admin'
}
