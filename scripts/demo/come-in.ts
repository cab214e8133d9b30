import { hashPassword } from '#src/domain/users/hash-password.ts'
import type { Newcomer, Town } from './town.ts'

/** Accounts and what invitations promised them, of everybody who came in by now. */
export type Arrived = {
  users: Record<string, unknown>[]
  accounts: Record<string, unknown>[]
  groupMembers: Record<string, unknown>[]
  projectManagers: Record<string, unknown>[]
}

/** Lets people in, in the order in which they came; writes it on their invitations, too. */
export async function letIn(town: Town): Promise<Arrived> {
  const { world, random } = town
  const arrived: Arrived = { users: [], accounts: [], groupMembers: [], projectManagers: [] }
  const last = await world.d1.prepare('select max(id) as id from users').first<{ id: number }>()
  // Nobody signs in as one of them: nobody knows this password.
  const password = await hashPassword(world.keys, random.symbols(30))
  town.newcomers.sort((one, other) => one.at - other.at)
  for (const [index, newcomer] of town.newcomers.entries()) {
    const user = { id: (last?.id ?? 0) + index + 1, publicId: random.symbols(20) }
    accept(town, newcomer, user)
    addAccount(town, arrived, newcomer, user, password)
    keepPromise(town, arrived, newcomer, user.id)
  }
  return arrived
}

type User = { id: number; publicId: string }

function accept({ events }: Town, { invitee, at }: Newcomer, { id, publicId }: User): void {
  for (const used of [invitee.row, invitee.letter?.row]) {
    if (!used) continue
    used.acceptedAt = at
    used.acceptedBy = id
    used.remindAt = null
  }
  const letter = invitee.letter && { letter: invitee.letter.row.publicId }
  events.push({
    ...{ at, actorId: id, action: 'invitation_accepted' },
    ...{ subjectType: 'invitation', subjectId: invitee.row.publicId, details: { user: publicId, ...letter } },
  })
}

function addAccount(
  town: Town,
  arrived: Arrived,
  { invitee, at }: Newcomer,
  user: User,
  password: string,
): void {
  const { emailKey, firstName, lastName, locale } = invitee.row
  const name = firstName === null || lastName === null ? town.nextPerson() : { firstName, lastName }
  arrived.users.push({
    ...{ ...user, email: emailKey, emailVerified: 1, firstName: name.firstName, lastName: name.lastName },
    ...{ locale, role: 'member', createdAt: at, updatedAt: at },
  })
  arrived.accounts.push({
    ...{ userId: user.id, accountId: String(user.id), providerId: 'credential', password },
    ...{ createdAt: at, updatedAt: at },
  })
}

function keepPromise({ founded }: Town, arrived: Arrived, { invitee, at }: Newcomer, userId: number): void {
  const promise = founded.promises.get(invitee.row.grantId)
  for (const groupId of promise?.groups ?? []) arrived.groupMembers.push({ groupId, userId, addedAt: at })
  for (const projectId of promise?.projects ?? [])
    arrived.projectManagers.push({ projectId, userId, addedAt: at })
}
