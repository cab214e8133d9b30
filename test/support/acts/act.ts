import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { post } from '../browse.ts'
import { addUser, cast } from '../cast.ts'
import { invite } from '../invitations.ts'

/** A form that is posted: to where, with what, and the act that the journal then knows of. */
export type Deed = {
  path: string
  fields?: Parameters<typeof post>[1]
  as?: Actor
  cookie?: string
  action: string
}

/** What has to be there before somebody can do it, and how Ada, an administrator, does it. */
export type Act = (ada: Actor) => Promise<Deed>

export const max = () => addUser(cast.max)

/** An open invitation to Vera. */
export const open = () =>
  invite('vera@parvis.test', { createdAt: Date.now(), expiresAt: Date.now() + 30 * dayMs })
