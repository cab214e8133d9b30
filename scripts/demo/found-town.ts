import { eq, sql } from 'drizzle-orm'
import { users } from '#src/db/schema/index.ts'
import { deriveCode } from '#src/domain/codes/code.ts'
import { ensureGrants } from '#src/domain/grants/ensure-grants.ts'
import { type Grant, grantKey } from '#src/domain/grants/grant.ts'
import { createGroup } from '#src/domain/groups/create-group.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { inviteFirstAdministrator } from '#src/domain/invitations/invite-first-administrator.ts'
import { createProject } from '#src/domain/projects/create-project.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { changeRole } from '#src/domain/users/change-role.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { carryOut, draftList } from './batch-verbs.ts'
import { deliver } from './deliver.ts'
import type { Random } from './random.ts'
import { staff } from './staff.ts'
import { things } from './themes.ts'
import { type Founded, foundedDaysAgo, type World } from './world.ts'

const hourMs = dayMs / 24
const minuteMs = hourMs / 60

/** The first days, all by the domain's own verbs: the people who work here, then groups and projects. */
export async function foundTown(world: World, random: Random, password: string): Promise<Founded> {
  const begun = world.now - (foundedDaysAgo + 3) * dayMs
  const first = await letFirstIn(world, password, begun)
  await letStaffIn(world, password, first, begun + dayMs)
  const people = await world.db.select().from(users)
  const ours = staff.flatMap(({ address }) => people.filter(({ email }) => email === address))
  const made = await makeThings(world, random, first, begun + 2 * dayMs)
  return {
    ...made,
    ...(await promiseAll(world, made)),
    admins: ours.filter(({ role }) => role === 'admin'),
    supporters: ours.filter(({ role }) => role === 'support'),
  }
}

async function letFirstIn(world: World, password: string, at: number): Promise<Actor> {
  const { db, keys, settings } = world
  const [first] = staff
  if (!first) throw new Error('Nobody works here')
  const invited = await inviteFirstAdministrator(db, keys, first, settings, at)
  if (!invited) throw new Error('There is an administrator already')
  await deliver(world, invited.mailIds, at + minuteMs)
  await accept(world, { ...first, ...invited, password }, at + hourMs)
  return actorOf(world, first.address)
}

/** The others come as everybody does: by a batch. */
async function letStaffIn(world: World, password: string, by: Actor, at: number): Promise<void> {
  const others = staff.slice(1)
  for (const isAdmin of [true, false]) {
    const some = others.filter(({ role }) => (role === 'admin') === isAdmin)
    const rows = some.map(({ address, firstName, lastName, locale }, index) => ({
      row: index + 1,
      values: { email: address, first_name: firstName, last_name: lastName, language: locale },
    }))
    const when = at + (isAdmin ? 0 : hourMs / 4)
    const batch = await draftList(world, { rows, options: { admin: isAdmin } }, by, when)
    await deliver(world, await carryOut(world, batch, by, when + minuteMs), when + 2 * minuteMs)
  }
  for (const [index, person] of others.entries()) {
    const [invited] = await world.db.all<{ publicId: string; generation: number }>(
      sql`select public_id as "publicId", generation from invitations where email_key = ${person.address}`,
    )
    const when = at + (index + 2) * hourMs
    if (invited) await accept(world, { ...person, ...invited, password }, when)
    if (person.role === 'support') await makeSupport(world, person.address, by, when + hourMs / 2)
  }
}

type Comer = { firstName: string; lastName: string; locale: string; publicId: string; generation: number }

async function accept({ db, keys }: World, comer: Comer & { password: string }, at: number): Promise<void> {
  const code = deriveCode(keys, comer.publicId, comer.generation)
  const { outcome } = await acceptInvitation(db, keys, { ...comer, code, language: comer.locale }, at)
  if (outcome !== 'accepted') throw new Error(`Nobody came in: ${outcome}`)
}

async function makeSupport(world: World, address: string, by: Actor, at: number): Promise<void> {
  const { publicId } = await actorOf(world, address)
  await changeRole(world.db, publicId, { role: 'support', isConfirmed: false }, by, at)
}

async function actorOf({ db }: World, address: string): Promise<Actor> {
  const [found] = await db.select().from(users).where(eq(users.email, address))
  if (!found) throw new Error(`Nobody has the address ${address}`)
  return found
}

async function makeThings({ db }: World, random: Random, by: Actor, at: number) {
  const made: Record<'quarters' | 'circles' | 'projects', number[]> = {
    quarters: [],
    circles: [],
    projects: [],
  }
  let when = at
  for (const kind of ['quarters', 'circles', 'projects'] as const)
    for (const name of things[kind]) {
      const thing = { publicId: random.symbols(20), name }
      when += minuteMs
      if (kind === 'projects') await createProject(db, { ...thing, description: '' }, by, when)
      else await createGroup(db, { ...thing, kind: 'manual' }, by, when)
      const table = kind === 'projects' ? sql`projects` : sql`groups`
      const [found] = await db.all<{ id: number }>(
        sql`select id from ${table} where public_id = ${thing.publicId}`,
      )
      if (found) made[kind].push(found.id)
    }
  return made
}

/** Everything that lists of this town promise: nothing, a quarter, a circle, or what people of a project need. */
async function promiseAll({ db }: World, { quarters, circles, projects }: Record<string, number[]>) {
  const plain: Grant = { admin: false, groups: [], projects: [] }
  const promised: Grant[] = [
    plain,
    ...[...(quarters ?? []), ...(circles ?? [])].map((id) => ({ ...plain, groups: [id] })),
    ...(projects ?? []).map((id) => ({ ...plain, projects: [id] })),
  ]
  const ids = await ensureGrants(db, promised)
  const grantIdOf = (grant: Grant) => {
    const id = ids.get(grantKey(grant))
    if (id === undefined) throw new Error('A promise was not foreseen')
    return id
  }
  return { grantIdOf, promises: new Map(promised.map((grant) => [grantIdOf(grant), grant])) }
}
