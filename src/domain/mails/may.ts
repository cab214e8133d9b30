import type { Actor } from '#src/domain/users/user.ts'

/** Support staff help whoever never got a mail, so they see whether mail leaves at all. */
export function maySeeMail(actor: Actor): boolean {
  return actor.role === 'admin' || actor.role === 'support'
}

/** Try again, ask the provider, let paused mails go on. */
export function mayRunMail(actor: Actor): boolean {
  return actor.role === 'admin'
}
