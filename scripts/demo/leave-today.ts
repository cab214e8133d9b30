import { sql } from 'drizzle-orm'
import type { ReadRow } from '#src/domain/batches/row.ts'
import { countDueGroups } from '#src/domain/groups/count-smart-groups.ts'
import { createGroup } from '#src/domain/groups/create-group.ts'
import { setConditions } from '#src/domain/groups/set-conditions.ts'
import { findWaitingMails } from '#src/domain/mails/find-waiting-mails.ts'
import { recordTick } from '#src/domain/mails/record-tick.ts'
import { addManager } from '#src/domain/projects/add-manager.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { carryOut, confirm, draftList } from './batch-verbs.ts'
import { deliver, deliverWaiting } from './deliver.ts'
import { leaveBulk } from './leave-bulk.ts'
import { type Person, peopleOf } from './people.ts'
import type { Random } from './random.ts'
import type { Founded, World } from './world.ts'

const minuteMs = 60_000

/** The last hour, by the domain's own verbs: what an administrator finds on the desk this morning. */
export async function leaveToday(world: World, founded: Founded, random: Random): Promise<void> {
  const by = random.pick(founded.admins)
  const at = (minutesAgo: number) => world.now - minutesAgo * minuteMs
  const next = guestsOf(world, random)
  await makeSmartGroups(world, random, by, at(55))
  await putInCharge(world, random, by, at(50))
  await leavePaused(world, next, by, at(45))
  await leaveAdminInvited(world, next, by, at(30))
  await deliverWaiting(world, at(28))
  // As the clock does each minute: what is paused is put aside, and what has left is not looked at again.
  await findWaitingMails(world.db, world.settings, at(26))
  await leaveDrafts(world, next, by, at(25))
  // Drafts are for whoever made them, and it is the first who is signed in as.
  await leaveBulk(world, founded.admins[0] ?? by, at(5))
  await leaveUnderway(world, next, by, at(1))
  await countDueGroups(world.db, { timeZone: world.settings.timeZone, now: world.now })
  await recordTick(world.db, world.now)
}

/** People nobody has invited yet, as rows of a list; fewer in a small town. */
function guestsOf({ people }: World, random: Random) {
  const nextPerson = peopleOf(random)
  return (most: number): ReadRow[] =>
    Array.from({ length: Math.min(most, Math.ceil(people / 4)) }, (_, index) =>
      rowOf(nextPerson(), index + 2),
    )
}

/** Their addresses are of a domain of their own, so that none is known yet. */
function rowOf({ firstName, lastName, address, locale }: Person, row: number): ReadRow {
  const email = `${address.slice(0, address.indexOf('@'))}@invites.example`
  return { row, values: { email, first_name: firstName, last_name: lastName, language: locale } }
}

async function makeSmartGroups({ db, now }: World, random: Random, by: Actor, at: number): Promise<void> {
  const lastMonth = new Date(now - 30 * 24 * 60 * minuteMs).toISOString().slice(0, 10)
  const smart = [
    { name: 'Nederlandstaligen', conditions: { languages: ['nl'] } },
    { name: 'New this month', conditions: { registeredFrom: lastMonth } },
    { name: 'Staff', conditions: { roles: ['admin' as const, 'support' as const] } },
  ]
  for (const { name, conditions } of smart) {
    const publicId = random.symbols(20)
    await createGroup(db, { publicId, name, kind: 'smart' }, by, at)
    await setConditions(db, publicId, conditions, by, at)
  }
}

async function putInCharge({ db }: World, random: Random, by: Actor, at: number): Promise<void> {
  const [projects, people] = await db.batch([
    db.all<{ publicId: string }>(sql`select public_id as "publicId" from projects`),
    db.all<{ email: string }>(sql`select email from users order by id desc limit 40`),
  ])
  for (const { publicId } of projects)
    for (const email of new Set([random.pick(people).email, random.pick(people).email]))
      await addManager(db, publicId, email, by, at)
}

type Next = ReturnType<typeof guestsOf>

/** An old list: so many of the first letters came back that the others wait. */
async function leavePaused(world: World, next: Next, by: Actor, at: number): Promise<void> {
  const list = { rows: next(240), fileName: 'fichier-2014.xls', options: { language: 'fr' } }
  const mailIds = await carryOut(world, await draftList(world, list, by, at), by, at + minuteMs)
  const some = mailIds.slice(0, Math.ceil(mailIds.length / 2))
  await deliver(world, some, at + 2 * minuteMs, (index) => (index % 9 === 0 ? 'bounced' : 'delivered'))
}

/** Somebody who is to administer, too: support staff do not see this code. */
async function leaveAdminInvited(world: World, next: Next, by: Actor, at: number): Promise<void> {
  const draft = await draftList(world, { rows: next(1), options: { admin: true } }, by, at)
  await deliver(world, await carryOut(world, draft, by, at + minuteMs), at + minuteMs)
}

/** A long list with a dozen problems, and a short one without. */
async function leaveDrafts(world: World, next: Next, by: Actor, at: number): Promise<void> {
  const rows = next(640).map((row, index) => (index % 53 === 7 ? withProblem(row, index) : row))
  await draftList(world, { rows, fileName: 'stadsfeest.xlsx', options: { language: 'nl' } }, by, at)
  await draftList(world, { rows: next(12) }, by, at + minuteMs)
}

function withProblem({ row, values }: ReadRow, index: number): ReadRow {
  const { email = '' } = values
  const wrong = [
    { email: email.replace('@', ' @ ') },
    { language: 'klingon' },
    { groups: 'Centrum, Zentrum' },
    { email: '' },
  ]
  return { row, values: { ...values, ...wrong[index % wrong.length] } }
}

/** What the clock finds to do when the town opens: a few letters, and a batch to go on with. */
async function leaveUnderway(world: World, next: Next, by: Actor, at: number): Promise<void> {
  await carryOut(world, await draftList(world, { rows: next(5) }, by, at), by, at)
  const draft = await draftList(
    world,
    { rows: next(120), fileName: 'buren.csv', options: { language: 'nl' } },
    by,
    at,
  )
  await confirm(world, draft, by, at)
}
