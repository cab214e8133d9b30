import type { Keys } from '#src/keys.ts'
import { deriveCode, macOfCode } from '../codes/code.ts'
import type { Grant } from '../grants/grant.ts'
import { newPublicId } from '../ids/new-public-id.ts'
import type { CheckedRow } from './batch.ts'
import type { ReadPerson } from './check-row.ts'
import type { Invited, Known, Registered } from './read-known.ts'

/** What a row is planned with. */
type PlanContext = Pick<Known, 'registered' | 'invited'> & {
  existing: 'leave' | 'renew'
  keys: Keys
  now: number
  groupNames: ReadonlyMap<number, string>
  projectNames: ReadonlyMap<number, string>
  grantIdOf: (grant: Grant) => number
}

/** A row with the promise it was planned for. */
export type PlannedRow = { row: CheckedRow; grant: Grant }

/** Decides what will happen to a checked person (M10, M11). What it decides is carried out as it is at confirmation. */
export function planRow(person: ReadPerson, context: PlanContext): PlannedRow {
  return { row: decide(person, context), grant: person.grant }
}

function decide(person: ReadPerson, context: PlanContext): CheckedRow {
  const { grant, problems, ...values } = person
  const row = { ...values, admin: grant.admin, grantId: null, publicId: null, codeMac: null }
  if (problems.length > 0 || person.emailKey === null) return { ...row, outcome: 'problem', problems }
  const account = context.registered.get(person.emailKey)
  if (account) return planRegistered(row, grant, account, context)
  const promised = { ...row, grantId: context.grantIdOf(grant) }
  const invitation = context.invited.get(person.emailKey)
  if (!invitation) return { ...promised, outcome: 'invite', ...newCode(context.keys) }
  if (!isRenewed(invitation, context)) return { ...row, outcome: 'skip' }
  return {
    ...promised,
    outcome: 'renew',
    publicId: invitation.publicId,
    ...renewedCode(grant, invitation, context),
  }
}

type Draft = Omit<CheckedRow, 'outcome' | 'gains' | 'problems'>

function planRegistered(row: Draft, grant: Grant, account: Registered, context: PlanContext): CheckedRow {
  const gains = gainsOf(grant, account, context)
  if (Object.keys(gains).length === 0) return { ...row, outcome: 'unchanged' }
  return { ...row, grantId: context.grantIdOf(grant), outcome: 'add', gains }
}

function gainsOf(grant: Grant, account: Registered, context: PlanContext): NonNullable<CheckedRow['gains']> {
  const groups = newNames(grant.groups, account.groups, context.groupNames)
  const projects = newNames(grant.projects, account.projects, context.projectNames)
  return {
    ...(grant.admin && account.role !== 'admin' && { admin: true }),
    ...(groups.length > 0 && { groups }),
    ...(projects.length > 0 && { projects }),
  }
}

function newNames(ids: readonly number[], had: ReadonlySet<number>, names: ReadonlyMap<number, string>) {
  return ids.filter((id) => !had.has(id)).flatMap((id) => names.get(id) ?? [])
}

/**
 * An expired invitation is always renewed: it no longer stands. So is one that its owner asked for at the registration
 * page, because nobody has invited that person yet and the promise would be lost.
 */
function isRenewed(invitation: Invited, { existing, now }: PlanContext): boolean {
  return existing === 'renew' || invitation.expiresAt <= now || invitation.source === 'registration'
}

/**
 * A renewal keeps the code, so that older mails go on working. Unless it promises rights: support may have read out the
 * old code, and must not have read out one that makes an administrator.
 */
function renewedCode(grant: Grant, { publicId, generation }: Invited, { keys }: PlanContext) {
  if (!grant.admin && grant.projects.length === 0) return {}
  const next = generation + 1
  return { generation: next, codeMac: macOfCode(keys, deriveCode(keys, publicId, next)) }
}

function newCode(keys: Keys): { publicId: string; codeMac: string } {
  const publicId = newPublicId()
  return { publicId, codeMac: macOfCode(keys, deriveCode(keys, publicId, 1)) }
}
