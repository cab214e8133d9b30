import type { Keys } from '#src/keys.ts'
import { deriveCode, deriveLetterCode, macOfCode, tailOf } from '../codes/code.ts'
import type { Grant } from '../grants/grant.ts'
import { newPublicIdIn } from '../ids/new-public-id.ts'
import { type Suppressions, suppressionOf } from '../suppressions/suppressions.ts'
import type { BatchOptions, RowChoice, RowOutcome } from './batch.ts'
import { type Letters, problemAt, type ReadPerson } from './check-row.ts'
import type { Invited, KnownPeople, Registered } from './read-known.ts'
import type { CheckedRow, Problem, ReadRow } from './row.ts'

/** What a row is planned with. */
type PlanContext = KnownPeople &
  Pick<BatchOptions, 'existing' | 'codes'> & {
    keys: Keys
    now: number
    isForLetters: boolean
    series: string
    letters: Letters
    suppressions: Suppressions
    groupNames: ReadonlyMap<number, string>
    projectNames: ReadonlyMap<number, string>
    grantIdOf: (grant: Grant) => number
  }

/** A row with what will happen to it. */
export type PlannedRow = {
  outcome: RowOutcome
  /** The choice at review that moves it to another outcome. */
  choice?: RowChoice
  /** Whether carrying it out makes an administrator of somebody who is none. */
  makesAdmins: boolean
  row: CheckedRow
}

/** Decides what will happen to a checked person (M10, M11). What it decides is carried out as it is at confirmation. */
export function planRow(person: ReadPerson, read: ReadRow | undefined, context: PlanContext): PlannedRow {
  if (mayGetCode(person, context)) return planLetter(person, read, context)
  const { emailKey, grant } = person
  const problems = [...person.problems, ...findSuppression(person, context)]
  if (problems.length > 0 || emailKey === null)
    return { outcome: 'problem', makesAdmins: false, row: problemRow({ ...person, problems }, read) }
  const row = { ...rowOf(person), emailKey, ...(grant.admin && { admin: true as const }) }
  const account = context.registered.get(emailKey)
  if (account) return planRegistered(row, grant, account, context)
  const promised = { ...row, grantId: context.grantIdOf(grant) }
  const invitation = context.invited.get(emailKey)
  if (!invitation)
    return {
      outcome: 'invite',
      makesAdmins: grant.admin,
      row: { ...promised, ...newCode(context, row.row) },
    }
  return planInvited(promised, grant, invitation, context)
}

/**
 * Nobody can be written to at a suppressed address, whether invited already or not. Who has an account gets no mail, and a row that
 * repeats another says so and no more.
 */
function findSuppression({ row, address, emailKey, problems }: ReadPerson, context: PlanContext): Problem[] {
  if (emailKey === null || context.registered.has(emailKey)) return []
  if (problems.some(({ key }) => key === 'duplicate_email')) return []
  const found = suppressionOf(context.suppressions, context.keys, emailKey)
  return found ? [{ ...problemAt(row, context.letters, 'suppressed', 'email', address), ...found }] : []
}

/** Whether this person's promise is needed: everybody's without a problem, and theirs who may get a letter code. */
export function isPromisedSomething(person: ReadPerson, kind: Pick<PlanContext, 'isForLetters'>): boolean {
  return person.problems.length === 0 || mayGetCode(person, kind)
}

/**
 * Who only lacks an address may be invited by letter, as far as the letter opens nothing but membership and groups. On a list
 * for letters that is everybody without a problem.
 */
function mayGetCode({ problems, grant }: ReadPerson, { isForLetters }: Pick<PlanContext, 'isForLetters'>) {
  if (isForLetters) return problems.length === 0
  const [problem, ...others] = problems
  return (
    problem?.key === 'missing_email' && others.length === 0 && !grant.admin && grant.projects.length === 0
  )
}

function planLetter(person: ReadPerson, read: ReadRow | undefined, context: PlanContext): PlannedRow {
  const { postalAddress } = person
  const row = {
    ...(context.isForLetters ? rowOf(person) : problemRow(person, read)),
    ...(postalAddress !== null && { postalAddress }),
    grantId: context.grantIdOf(person.grant),
    ...newLetterCode(context, person.row),
  }
  return { outcome: context.codes ? 'invite' : 'problem', choice: 'codes', makesAdmins: false, row }
}

function rowOf({ row, address, firstName, lastName, locale, message }: ReadPerson): CheckedRow {
  return {
    ...{ row, address, locale },
    ...(firstName !== null && { firstName }),
    ...(lastName !== null && { lastName }),
    ...(message !== null && { message }),
  }
}

/** With everything that the row said, so that it can be repaired in place or in a workbook. */
function problemRow(person: ReadPerson, read: ReadRow | undefined): CheckedRow {
  const { emailKey, problems } = person
  return {
    ...rowOf(person),
    ...(emailKey !== null && { emailKey }),
    ...{ problems, given: read?.values ?? {} },
    ...(read?.others && { others: read.others }),
  }
}

function planRegistered(
  row: CheckedRow,
  grant: Grant,
  account: Registered,
  context: PlanContext,
): PlannedRow {
  const gains = gainsOf(grant, account, context)
  if (Object.keys(gains).length === 0) return { outcome: 'unchanged', makesAdmins: false, row }
  return {
    outcome: 'add',
    makesAdmins: gains.admin === true,
    row: { ...row, grantId: context.grantIdOf(grant), gains },
  }
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
 * An invitation that stands is left or renewed as the administrator chooses (M11). An expired one is always renewed: it no
 * longer stands. So is one that its owner asked for at the registration page or with a letter code, because nobody has
 * invited that person yet and the promise would be lost.
 */
function planInvited(row: CheckedRow, grant: Grant, invitation: Invited, context: PlanContext): PlannedRow {
  const { publicId, expiresAt } = invitation
  const planned = {
    makesAdmins: grant.admin,
    row: { ...row, publicId, ...renewedCode(grant, invitation, context) },
  }
  if (expiresAt <= context.now || invitation.isAskedFor) return { outcome: 'renew', ...planned }
  return { outcome: context.existing === 'renew' ? 'renew' : 'skip', choice: 'existing', ...planned }
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

function newCode({ keys, series }: PlanContext, row: number) {
  const publicId = newPublicIdIn(series, row)
  return { publicId, codeMac: macOfCode(keys, deriveCode(keys, publicId, 1)) }
}

function newLetterCode({ keys, series }: PlanContext, row: number) {
  const publicId = newPublicIdIn(series, row)
  const code = deriveLetterCode(keys, publicId, 1)
  return { publicId, codeMac: macOfCode(keys, code), codeTail: tailOf(keys, code) }
}
