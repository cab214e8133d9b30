import { env } from 'cloudflare:workers'
import { eq, sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import { invitations, users } from '#src/db/schema/index.ts'
import type { BatchOptions } from '#src/domain/batches/batch.ts'
import type { ReadRow } from '#src/domain/batches/row.ts'
import { deleteGroup } from '#src/domain/groups/delete-group.ts'
import { deleteInvitation } from '#src/domain/invitations/delete-invitation.ts'
import { changeRole } from '#src/domain/users/change-role.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { inviteAll, now, rowsOf } from './batches.ts'
import { addUser, db } from './cast.ts'
import { addGroup, addProject } from './panel.ts'

type Valued<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never

/** Ten people, named by their house. */
const houses = 10
const house = fc.nat(houses - 1)

/** What each person is before the clerk comes. */
const origin = fc.constantFrom('stranger', 'member', 'joined', 'admin', 'invited', 'expired', 'registering')
export const origins = fc.array(origin, { minLength: houses, maxLength: houses })

const line = fc.record({
  who: fc.oneof(
    { weight: 9, arbitrary: fc.option(house, { nil: 'bad' as const }) },
    { weight: 1, arbitrary: fc.constant('' as const) },
  ),
  admin: fc.constantFrom('', '', '', 'yes', 'no'),
  groups: fc.constantFrom('', '', 'sport', 'choir', 'Sport, Choir', 'nowhere'),
  projects: fc.constantFrom('', '', 'park'),
})
export const lines = fc.array(line, { minLength: 1, maxLength: 14 })

export const choices = fc.record({
  existing: fc.constantFrom<BatchOptions['existing']>('leave', 'renew'),
  codes: fc.boolean(),
  admin: fc.constantFrom(false, false, true),
  groups: fc.subarray(['sport', 'choir'] as const),
})

const change = fc.record({
  what: fc.constantFrom(
    'register',
    'invite',
    'renew',
    'renew_admin',
    'delete',
    'leave',
    'give',
    'promote',
    'demote',
    'close_choir',
  ),
  who: house,
})
export const changes = fc.array(change, { maxLength: 8 })

type Street = {
  mailOf(house: number): string
  name(group: string): string
  sport: number
  choir: number
  choirId: string
  clerk: Actor
}

let streets = 0

/** A street with names of its own, so that one test can build many. */
export async function buildStreet(origins: readonly string[], clerk: Actor): Promise<Street> {
  const number = ++streets
  const mailOf = (index: number) => `h${index}@s${number}.test`
  const name = (group: string) => `${group} ${number}`
  const [sport, choir] = [await addGroup(name('Sport')), await addGroup(name('Choir'))]
  await addProject(name('Park'))
  const street = { mailOf, name, sport: sport.id, choir: choir.id, choirId: choir.publicId, clerk }
  const are = (...kinds: string[]) =>
    origins.flatMap((kind, index) => (kinds.includes(kind) ? [mailOf(index)] : []))
  for (const email of are('member', 'joined')) await addUser({ email })
  for (const email of are('admin')) await addUser({ email, role: 'admin' })
  await db.run(sql`insert into group_members (group_id, user_id, added_at)
    select ${sport.id}, id, 1 from users where email in (select value from json_each(${JSON.stringify(are('joined'))}))`)
  const open = are('invited', 'expired', 'registering')
  if (open.length > 0) await inviteAll(rowsOf(...open), clerk)
  await setWhere(are('expired'), { expiresAt: now - 1 })
  await setWhere(are('registering'), { source: 'registration' })
  return street
}

async function setWhere(emails: string[], values: Partial<typeof invitations.$inferInsert>): Promise<void> {
  for (const email of emails) await db.update(invitations).set(values).where(eq(invitations.emailKey, email))
}

/** The clerk's list of this street. */
export function listOf({ mailOf, name }: Street, given: readonly Valued<typeof line>[]): ReadRow[] {
  return given.map(({ who, groups, projects, admin }, index) => ({
    row: index + 2,
    values: {
      email: typeof who === 'number' ? mailOf(who) : who === 'bad' ? 'no address' : '',
      groups: groups === '' ? '' : groups.split(', ').map(name).join(', '),
      projects: projects && name(projects),
      admin,
    },
  }))
}

/** Something that happens while the clerk is at lunch; where it cannot happen, nothing does. */
export async function happen(street: Street, { what, who }: Valued<typeof change>): Promise<void> {
  const email = street.mailOf(who)
  const [[user], [invitation]] = await db.batch([
    db.select().from(users).where(eq(users.email, email)),
    db.select().from(invitations).where(sql`email_key = ${email} and accepted_at is null`),
  ])
  switch (what) {
    case 'register':
      return user ? undefined : register(email, invitation?.id)
    case 'invite':
      if (user || invitation) return
      return void (await inviteAll(rowsOf(email), street.clerk))
    case 'renew':
    case 'renew_admin':
      if (user) return
      return void (await inviteAll(rowsOf(email), street.clerk, {
        existing: 'renew',
        admin: what === 'renew_admin',
      }))
    case 'delete':
      return void (invitation && (await deleteInvitation(db, invitation.publicId, street.clerk, now)))
    case 'leave':
      return void (await env.DB.prepare(
        'delete from users where email = ? and id not in (select accepted_by from invitations where accepted_by > 0)',
      )
        .bind(email)
        .run())
    case 'give':
      return void (await env.DB.prepare(`insert into group_members (group_id, user_id, added_at)
        select ?, id, 1 from users where email = ? on conflict do nothing`)
        .bind(street.sport, email)
        .run())
    case 'promote':
    case 'demote': {
      const role = what === 'promote' ? 'admin' : 'member'
      return void (
        user &&
        (await changeRole(db, user.publicId, { role, isConfirmed: true, isProven: true }, street.clerk, now))
      )
    }
    case 'close_choir':
      return void (await deleteGroup(db, street.choirId, street.clerk, now))
  }
}

async function register(email: string, invitationId: number | undefined): Promise<void> {
  const { id } = await addUser({ email })
  if (invitationId === undefined) return
  await db
    .update(invitations)
    .set({ acceptedAt: now, acceptedBy: id })
    .where(eq(invitations.id, invitationId))
}

export type Person = { admin: boolean; has: string[] }
export type Invited = {
  email: string | null
  generation: number
  isAccepted: boolean
  sendings: number
  promise: string
}
export type Known = {
  people: Map<string, Person>
  invited: Map<string, Invited>
  groups: Set<string>
  mails: number
}

/** What the platform knows of everybody: memberships as `g3` and `p1`. */
export async function readKnown(): Promise<Known> {
  const [people, invited, kept, mails] = await env.DB.batch<Record<string, unknown>>([
    env.DB.prepare(`select email, role = 'admin' as admin, (select json_group_array(what) from (
      select 'g' || group_id as what from group_members where user_id = users.id
      union all select 'p' || project_id from project_managers where user_id = users.id order by 1)) as has from users`),
    env.DB.prepare(`select i.public_id, email_key, generation, accepted_at is not null as accepted, sendings, content_key
      from invitations i join grants g on g.id = i.grant_id`),
    env.DB.prepare("select 'g' || id as id from groups union all select 'p' || id from projects"),
    env.DB.prepare('select count(*) as count from mails'),
  ])
  return {
    people: new Map(
      people?.results.map(({ email, admin, has }) => [
        String(email),
        { admin: admin === 1, has: JSON.parse(String(has)) },
      ]),
    ),
    invited: new Map(
      invited?.results.map((row) => [
        String(row.public_id),
        {
          email: row.email_key === null ? null : String(row.email_key),
          generation: Number(row.generation),
          isAccepted: row.accepted === 1,
          sendings: Number(row.sendings),
          promise: String(row.content_key),
        },
      ]),
    ),
    groups: new Set(kept?.results.map(({ id }) => String(id))),
    mails: Number(mails?.results[0]?.count),
  }
}
