import { dayMs } from '#src/domain/time/day.ts'
import type { Random } from './random.ts'
import type { Fate, Invitee, Town } from './town.ts'

/** What becomes of a hundred thousand letters, as far as anybody knows who sends them. */
const shares = [
  ['bounced', 0.012],
  ['failed', 0.0015],
  ['complained', 0.0003],
  ['suppressed', 0.0012],
  ['refused', 0.008],
  ['unsubscribed', 0.005],
  ['accepted', 0.77],
] as const
const promptShare = 0.75
const latest = 29 * dayMs

export function drawFate(random: Random): Fate {
  let left = random.next()
  for (const [end, share] of shares) {
    left -= share
    if (left < 0) return fateOf(end, random)
  }
  return { end: 'never' }
}

/** Most come at once, the others when they are reminded. */
function fateOf(end: (typeof shares)[number][0], random: Random): Fate {
  switch (end) {
    case 'accepted':
      return { end, after: answerOf(random) }
    case 'refused':
    case 'unsubscribed':
      return { end, after: cap(random.wait(2 * dayMs)) }
    default:
      return { end }
  }
}

function answerOf(random: Random): number {
  return cap(random.isLucky(promptShare) ? random.wait(1.2 * dayMs) : 3 * dayMs + random.wait(4 * dayMs))
}

/** What is cut off does not all end in one moment. */
function cap(wait: number): number {
  return Math.floor(Math.min(60_000 + wait, latest - (wait % (6 * dayMs))))
}

/** Lets what is rare happen in a small town, too: each end at least once. */
export function letEachHappen(town: Town): void {
  const others = town.invitees.filter((invitee) => mayCome(invitee, town))
  for (const [place, [end]] of shares.entries()) {
    const invitee = others[Math.floor((place * others.length) / shares.length)]
    if (invitee && !town.invitees.some(({ fate }) => fate.end === end))
      invitee.fate = fateOf(end, town.random)
  }
}

/** Lets so many people come in by now as the town is to have: some change their minds, evenly over the year. */
export function settleNumber(town: Town, wanted: number): void {
  const hasCome = ({ fate, sentAt }: Invitee) => fate.end === 'accepted' && sentAt + fate.after < town.until
  const come = town.invitees.filter(hasCome).length
  const isEnough = come > wanted
  const candidates = town.invitees.filter((invitee) =>
    isEnough ? hasCome(invitee) && !invitee.letter : mayCome(invitee, town),
  )
  const missing = Math.abs(wanted - come)
  if (candidates.length < missing) throw new Error('The town cannot have so many people')
  for (let number = 0; number < missing; number++) {
    const invitee = candidates[Math.floor((number * candidates.length) / missing)]
    if (invitee) invitee.fate = isEnough ? { end: 'never' } : { end: 'accepted', after: soon(town, invitee) }
  }
}

function mayCome({ fate, sentAt, row }: Invitee, town: Town): boolean {
  return fate.end === 'never' && row.address !== null && sentAt + dayMs < town.until
}

function soon({ random, until }: Town, { sentAt }: Invitee): number {
  return Math.floor(60_000 + random.next() * Math.min(20 * dayMs, until - sentAt - 120_000))
}
