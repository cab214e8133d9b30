import { dayMs } from '#src/domain/time/day.ts'
import type { Paper } from './paper.ts'
import type { Random } from './random.ts'

/** How many people a batch of a large town invites, and how many such batches there are. */
const older = [
  ...[20_000, 15_000, 12_000, 7_500, 6_000, 5_000, 5_000, 5_000, 4_000, 4_000, 4_000].map(once),
  ...[2_500, 2_500, 2_500, 1_500, 1_500, 1_500, 1_500].map(once),
  ...[
    times(800, 7),
    times(400, 11),
    times(150, 19),
    times(60, 23),
    times(20, 28),
    times(8, 18),
    times(2, 28),
  ],
].flat()

/** Those of the last weeks, with the days since: what is still open, and what the home of an administrator tells of. */
const recent = [
  ...[
    at(27, 400),
    at(24, 9000),
    at(21, 150),
    at(17.2, 60),
    at(15, 8),
    at(12, 2500),
    at(11.1, 20),
    at(9, 1500),
  ],
  ...[at(8, 60), at(7.1, 2), at(6, 800), at(5.2, 8), at(4.9, 150), at(3.3, 20), at(2.6, 60), at(2.1, 8)],
  ...[at(1.4, 20), at(1.1, 1), at(0.4, 2)],
]

/** Letters are printed for people without an address. */
const letters = [
  { ...at(118, 600), paper: 'list' },
  { ...at(41, 200), paper: 'stall' },
  { ...at(19, 400), paper: 'street' },
] as const
/** As few letters as tell something, in a small town. */
const lettersLeast = 12

const wholeTown = 100_000
/** What would shrink below this is no batch in a small town. */
const leastShare = 0.05
const yearDays = 358
const recentDays = 30
const registrationShare = 0.03

type Planned = { daysAgo: number; size: number }
/** `at` is when it is confirmed. */
export type BatchAct = { kind: 'batch'; at: number; size: number; paper: Paper | null }
export type RegistrationAct = { kind: 'registration'; at: number }
export type Act = BatchAct | RegistrationAct

/** What happened in a year, in order: acts of inviting, and people who registered by themselves. */
export function calendarOf(people: number, now: number, random: Random): Act[] {
  const scale = people / wholeTown
  const planned = [
    ...older.map((size) => ({ size, daysAgo: recentDays + 1 + random.next() * (yearDays - recentDays - 1) })),
    ...recent,
  ]
  const acts: Act[] = [
    ...planned.flatMap((batch) => batchOf(batch, null, scale, now)),
    ...letters.flatMap((batch) => batchOf(batch, batch.paper, scale, now)),
    ...Array.from({ length: Math.round(people * registrationShare) }, () => ({
      kind: 'registration' as const,
      at: Math.floor(now - dayMs / 12 - random.next() * yearDays * dayMs),
    })),
  ]
  return acts.sort((one, other) => one.at - other.at)
}

function batchOf({ daysAgo, size }: Planned, paper: Paper | null, scale: number, now: number): BatchAct[] {
  const scaled = size * scale
  if (scaled < leastShare && daysAgo > 2) return []
  const rounded = Math.max(paper ? lettersLeast : 1, Math.round(scaled))
  return [{ kind: 'batch', at: atWork(now - daysAgo * dayMs, now), size: rounded, paper }]
}

/** Moved into the hours in which offices work, unless that would be yet to come. */
function atWork(moment: number, now: number): number {
  const day = Math.floor(moment / dayMs) * dayMs
  const moved = Math.floor(day + dayMs * (0.3 + 0.35 * ((moment - day) / dayMs)))
  return moved < now - dayMs / 6 ? moved : Math.floor(moment)
}

function once(size: number): number[] {
  return [size]
}

function times(size: number, count: number): number[] {
  return Array<number>(count).fill(size)
}

function at(daysAgo: number, size: number): Planned {
  return { daysAgo, size }
}
