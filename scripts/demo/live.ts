import { addressHash } from '#src/domain/suppressions/address-hash.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { endReasons } from './endings.ts'
import { refusals } from './themes.ts'
import type { Invitee, Town } from './town.ts'
import { type Letter, writeLetter } from './write-letter.ts'

const minuteMs = 60_000
const againShare = 0.04

/** Lets an invitation live until the present: its letters, its end, and what of all that is in the journal. */
export function live(town: Town, invitee: Invitee): void {
  const { row, sentAt, fate } = invitee
  begin(town, invitee)
  if (row.address === null) return
  const endsAt = endOf(town, invitee)
  const first = { number: 1, writtenAt: row.createdAt, sentAt, end: letterEnd(invitee) } as const
  writeLetter(town, invitee, first)
  if (fate.end !== 'failed') remind(town, invitee, first, endsAt)
  const again = fate.end === 'never' ? sendAgain(town, invitee) : undefined
  if (again) remind(town, invitee, again, undefined)
  if (endsAt === undefined) return
  if (fate.end === 'accepted') town.newcomers.push({ invitee, at: endsAt })
  else stop(town, invitee, endsAt)
}

function begin({ events }: Town, { row, letter }: Invitee): void {
  const about = { actorId: null, subjectType: 'invitation', at: row.createdAt }
  if (row.source === 'registration')
    events.push({ ...about, action: 'registration_started', subjectId: row.publicId })
  if (letter) events.push({ ...about, action: 'address_given', subjectId: letter.row.publicId })
}

/** When it ended, if it has. */
function endOf({ until }: Town, { fate, sentAt }: Invitee): number | undefined {
  switch (fate.end) {
    case 'bounced':
    case 'complained':
      return sentAt + minuteMs < until ? sentAt + minuteMs : undefined
    case 'accepted':
    case 'refused':
    case 'unsubscribed':
      return sentAt + fate.after < until ? sentAt + fate.after : undefined
    default:
      return undefined
  }
}

function letterEnd({ fate }: Invitee): Letter['end'] {
  return fate.end === 'bounced' ||
    fate.end === 'complained' ||
    fate.end === 'failed' ||
    fate.end === 'suppressed'
    ? fate.end
    : undefined
}

/** Only who was invited is reminded, if nothing has come of it by then. */
function remind(town: Town, invitee: Invitee, letter: Letter, endsAt: number | undefined): void {
  const { row, fate, batch } = invitee
  const { settings } = town.world
  const dueAt = letter.sentAt + settings.reminderDays * dayMs
  const isOver = endsAt !== undefined && endsAt <= dueAt
  const isReminded =
    settings.reminderDays > 0 && batch !== null && row.letterId === null && fate.end !== 'suppressed'
  if (!isReminded || isOver) return
  if (dueAt >= town.until) {
    if (endsAt === undefined) row.remindAt = dueAt
    return
  }
  row.remindedAt = Math.ceil(dueAt / minuteMs) * minuteMs
  town.events.push({
    ...{ at: row.remindedAt, actorId: null, action: 'invitation_reminded' },
    ...{ subjectType: 'invitation', subjectId: row.publicId },
  })
  const reminder = {
    number: row.sendings,
    writtenAt: row.remindedAt,
    sentAt: row.remindedAt + 2000,
    isReminder: true,
  }
  writeLetter(town, invitee, reminder)
}

/** Some who did not answer call, and are sent the letter once more. */
function sendAgain(town: Town, invitee: Invitee): Letter | undefined {
  const { row, batch } = invitee
  const { random, founded, until, world } = town
  const at = Math.floor(row.createdAt + (8 + random.next() * 30) * dayMs)
  if (batch === null || row.letterId !== null || at >= until || !random.isLucky(againShare)) return undefined
  row.sendings = 2
  row.expiresAt = at + world.settings.expiryDays * dayMs
  row.remindedAt = null
  const about = {
    subjectType: 'invitation',
    subjectId: row.publicId,
    actorId: random.pick(founded.supporters).id,
  }
  if (random.isLucky(0.3)) town.events.push({ ...about, at: at - minuteMs, action: 'code_revealed' })
  town.events.push({ ...about, at, action: 'invitation_sent_again' })
  const letter = { number: 2, writtenAt: at, sentAt: at + 2000 }
  writeLetter(town, invitee, letter)
  return letter
}

/** Nothing is written to whom it did not reach, or who does not want it. */
function stop(town: Town, { row, fate }: Invitee, at: number): void {
  if (fate.end === 'accepted' || fate.end === 'never' || fate.end === 'failed' || fate.end === 'suppressed')
    return
  const { stop: reason, suppression, action } = endReasons[fate.end]
  const note = reason === 'refused' && town.random.isLucky(0.3) ? town.random.pick(refusals) : null
  row.stop = reason
  row.remindAt = null
  town.stops.push({ invitationId: row.id, reason, at, note })
  const hash = addressHash(town.world.keys, row.emailKey ?? '')
  town.suppressions.push({ addressHash: hash, reason: suppression, since: at, invitationId: row.id })
  town.events.push({ at, actorId: null, action, subjectType: 'invitation', subjectId: row.publicId })
}
