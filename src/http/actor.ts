import type { Actor } from '#src/domain/users/user.ts'
import type { AppContext } from './context.ts'

/** The signed-in person, behind a guard that has made sure of it. */
export function actorOf(c: AppContext): Actor {
  const actor = c.get('actor')
  if (!actor) throw new Error(`${c.req.path} needs a guard that asks for a signed-in person`)
  return actor
}
