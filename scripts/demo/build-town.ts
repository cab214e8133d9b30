import { calendarOf } from './calendar.ts'
import { letEachHappen, settleNumber } from './fates.ts'
import { foundTown } from './found-town.ts'
import { inviteTown } from './invite-town.ts'
import { leaveToday } from './leave-today.ts'
import { live } from './live.ts'
import { randomFrom } from './random.ts'
import { staff } from './staff.ts'
import { openTown } from './town.ts'
import type { World } from './world.ts'
import { writeTown } from './write-town.ts'

const seed = 1831

/**
 * Builds a town in an empty, migrated database: what is few by the domain's own verbs, what is many set-wise, as those verbs would
 * have left it (docs/decisions/022). Always the same town, counted back from `now`; `password` is that of its staff.
 */
export async function buildTown(world: World, password: string): Promise<void> {
  const random = randomFrom(seed)
  const founded = await foundTown(world, random, password)
  world.say(
    `${founded.admins.length} administrators, ${founded.supporters.length} supporters, groups and projects`,
  )
  const town = await openTown(world, founded, random)
  inviteTown(town, calendarOf(world.people, world.now, random))
  letEachHappen(town)
  settleNumber(town, world.people - staff.length)
  for (const invitee of town.invitees) live(town, invitee)
  world.say(`${town.invitees.length.toLocaleString('en')} people invited in a year`)
  await breathe()
  await writeTown(town)
  await leaveToday(world, founded, random)
}

/** While so much was worked out nobody looked at the connection to the database, which was closed for that. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100))
}
