import { env } from 'cloudflare:workers'
import type { BatchOptions } from '#src/domain/batches/batch.ts'
import type { ReadRow } from '#src/domain/batches/row.ts'
import { newPublicId } from '#src/domain/ids/new-public-id.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { draft, inviteAll, rowsOf } from './batches.ts'
import { addGroup, addProject } from './panel.ts'

/** Of a hundred people of the town, so many are of each kind; the others are new. */
const kinds = [
  ...Array<Kind>(6).fill('registered'),
  ...Array<Kind>(9).fill('invited'),
  ...Array<Kind>(3).fill('promoted'),
  ...Array<Kind>(2).fill('complete'),
  ...Array<Kind>(2).fill('broken'),
  ...Array<Kind>(6).fill('without'),
]
type Kind = 'registered' | 'invited' | 'promoted' | 'complete' | 'broken' | 'without' | 'new'

/** Spreads the kinds over the list, so that a short list has some of each. */
function kindOf(index: number): Kind {
  return kinds[(index * 37) % 100] ?? 'new'
}

const addressOf = (index: number) => `p${index}@town.test`

function numbers(people: number, ...wanted: Kind[]): number[] {
  return Array.from({ length: people }, (_, index) => index).filter((index) => wanted.includes(kindOf(index)))
}

/** A list with people of every kind, reviewed by the clerk: it renews those already invited and gives codes for letters. */
export async function draftTown(people: number, clerk: Actor) {
  const start = Date.now()
  await addAccounts(numbers(people, 'registered', 'complete'))
  const [sport] = [await addGroup('Sport'), await addGroup('Choir')]
  const project = await addProject('Park')
  await env.DB.prepare(`insert into group_members (group_id, user_id, added_at)
    select ?, id, 1 from users where email in (select value from json_each(?))`)
    .bind(sport.id, JSON.stringify(numbers(people, 'complete').map(addressOf)))
    .run()
  await inviteAll(rowsOf(...numbers(people, 'invited', 'promoted').map(addressOf)), clerk, {}, start)
  await env.DB.prepare("update mails set state = 'sent', sent_at = 1").run()
  const rows = Array.from({ length: people }, (_, index) => rowOf(index))
  const options = { groups: [sport.id], existing: 'renew' as const, codes: true, message: 'Welcome' }
  const drafted = await draft(rows, clerk, options, start)
  return { publicId: drafted.publicId, id: drafted.id, project }
}

function rowOf(index: number): ReadRow {
  const kind = kindOf(index)
  const admin = kind !== 'complete' && kind !== 'without' && index % 50 < 2
  const values = {
    email: kind === 'without' ? '' : kind === 'broken' ? `p${index} at town` : addressOf(index),
    first_name: `Name ${index}`,
    language: index % 3 ? 'fr' : 'en',
    ...(admin && { admin: 'TRUE' }),
    ...(kind === 'promoted' && { projects: 'Park' }),
    ...(kind === 'registered' && { groups: 'Sport, Choir' }),
    ...(index % 11 === 0 && { message: `Only for ${index}` }),
  }
  return { row: index + 2, values }
}

/** What happens in the town between the review and the confirmation: to every seventh of a kind something. */
export async function changeMeanwhile(people: number, clerk: Actor): Promise<void> {
  const fresh = numbers(people, 'new')
  const some = (list: number[], from: number) => list.filter((_, index) => index % 7 === from)
  const keysOf = (list: number[]) => JSON.stringify(list.map(addressOf))
  await addAccounts(some(fresh, 0))
  await inviteSome(some(fresh, 1), clerk)
  const renewed = numbers(people, 'promoted')
  await inviteSome(some(renewed, 2), clerk, { existing: 'renew', admin: true })
  const among = 'in (select value from json_each(?))'
  const invited = numbers(people, 'invited')
  const registered = numbers(people, 'registered')
  await addAccounts(some(invited, 4))
  await env.DB.batch([
    env.DB.prepare("update mails set state = 'sent', sent_at = 1"),
    env.DB.prepare(`delete from invitations where email_key ${among}`).bind(keysOf(some(invited, 3))),
    env.DB.prepare(
      `update invitations set accepted_at = 1, accepted_by = (select id from users where email = email_key)
        where email_key ${among}`,
    ).bind(keysOf(some(invited, 4))),
    env.DB.prepare(`delete from users where email ${among}`).bind(keysOf(some(registered, 5))),
    env.DB.prepare(`insert into group_members (group_id, user_id, added_at)
      select g.id, u.id, 1 from groups g, users u where u.email ${among}`).bind(keysOf(some(registered, 6))),
  ])
}

async function inviteSome(
  people: number[],
  clerk: Actor,
  options: Partial<BatchOptions> = {},
): Promise<void> {
  if (people.length > 0) await inviteAll(rowsOf(...people.map(addressOf)), clerk, options, Date.now())
}

async function addAccounts(people: number[]): Promise<void> {
  const accounts = people.map((index) => ({ id: newPublicId(), email: addressOf(index) }))
  await env.DB.prepare(`insert into users (public_id, email, first_name, last_name, locale, role, created_at, updated_at)
    select value ->> 'id', value ->> 'email', 'Jo', 'Doe', 'en', 'member', 1, 1 from json_each(?)`)
    .bind(JSON.stringify(accounts))
    .run()
}
