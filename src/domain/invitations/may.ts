import type { Actor } from '#src/domain/users/user.ts'

/** What decides who may see a code: whether it makes an administrator, and how many projects it lets manage. */
export type Weight = { admin: boolean; projects: number }

export function maySeeInvitations(actor: Actor): boolean {
  return isStaff(actor)
}

export function maySendAgain(actor: Actor): boolean {
  return isStaff(actor)
}

export function mayDelete(actor: Actor): boolean {
  return isStaff(actor)
}

/** Whether someone may ask for codes at all; `mayRevealCode` decides about each. */
export function mayReveal(actor: Actor): boolean {
  return isStaff(actor)
}

/** Staff never see a code that grants more than they hold (M19). */
export function mayRevealCode(actor: Actor, grants: Weight): boolean {
  if (actor.role === 'admin') return true
  return actor.role === 'support' && !grants.admin && grants.projects === 0
}

/** Codes by the hundred are for whoever may make them. */
export function mayExportCodes(actor: Actor): boolean {
  return actor.role === 'admin'
}

function isStaff(actor: Actor): boolean {
  return actor.role === 'admin' || actor.role === 'support'
}
