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

/** Whether someone may correct addresses at all; `mayRedirect` decides about each. */
export function mayCorrectAddress(actor: Actor): boolean {
  return isStaff(actor)
}

/** Who says where an invitation goes decides who gets what it grants: as with its code. */
export function mayRedirect(actor: Actor, grants: Weight): boolean {
  return mayRevealCode(actor, grants)
}

/** Sending again gives a new term too, but with a letter; support has that. */
export function mayExtend(actor: Actor): boolean {
  return actor.role === 'admin'
}

/** Whether someone may ask to change what an invitation grants; of those who may not, the attempt is written to the journal. */
export function mayAskForGrant(actor: Actor): boolean {
  return isStaff(actor)
}

/** Administrators hold whatever can be granted, so nobody grants more than they hold. */
export function mayChangeGrant(actor: Actor): boolean {
  return actor.role === 'admin'
}

/** Codes by the hundred are for whoever may make them. */
export function mayExportCodes(actor: Actor): boolean {
  return actor.role === 'admin'
}

/** A list that leaves the house is out of its hands. */
export function mayExportInvitations(actor: Actor): boolean {
  return actor.role === 'admin'
}

function isStaff(actor: Actor): boolean {
  return actor.role === 'admin' || actor.role === 'support'
}
