import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { it } from 'vitest'
import type { Actor } from '#src/domain/users/user.ts'
import { buildDemoTown } from '#test/support/demo-town.ts'
import { pageMeter } from '#test/support/page-meter.ts'
import { findSights, type Sights } from '#test/support/sights.ts'
import { type Browser, browserOf, pagesOfPanel } from '#test/support/visit.ts'
import { visits } from '#test/support/visits.ts'
import { bounded, type Line, median, table, timed } from './measure.ts'

const people = { small: 100, large: Number(env.PEOPLE ?? 100_000) }
/** Towns take turns, because the machine is quicker at times than at others. What seems too slow is measured once more, and longer. */
const rounds = { first: 7, again: 31 }
const bounds = { statements: 5, rowsRead: 300, ratio: 1.5 }
/** Below this many ms a difference is that of the clock. */
const leastMs = 4
const shownMost = 25

/** A page as somebody opens it, in both towns. */
type Visit = { route: string; name: string; paths: { small: string; large: string } }
type Measured = Visit &
  Times & {
    status: number
    inSmall: number
    statements: number
    rowsRead: number
  }
type Town = { d1: D1Database; sights: Sights }

it('opens every page of a large town as it does in a small one', async () => {
  const towns = { small: await open(env.SMALL_TOWN, people.small), large: await open(env.DB, people.large) }
  for (const who of ['admin', 'support'] as const) {
    const measured: Measured[] = []
    const browsers = await browsersOf(towns, who)
    for (const visit of visitsIn(towns)) measured.push(await measure(visit, browsers, towns.large.d1))
    const opened = measured.filter(({ status, inSmall }) => status === 200 && inSmall === 200)
    console.log(`\nAs ${who}: ${opened.length} of ${measured.length} visits open a page\n${report(opened)}\n`)
    const broken = measured.filter(({ status, inSmall }) => status >= 500 || inSmall !== status)
    console.log(broken.map(({ name, status, inSmall }) => `BROKEN ${status} (${inSmall}) ${name}`).join('\n'))
  }
}, 1_500_000)

async function open(d1: D1Database, count: number): Promise<Town> {
  await applyD1Migrations(d1, env.TEST_MIGRATIONS)
  const [took] = await timed(() => buildDemoTown(count, Date.now(), d1))
  console.log(`A town of ${count.toLocaleString('en')} was made in ${(took / 1000).toFixed(1)} s`)
  return { d1, sights: await findSights(d1) }
}

type Towns = Record<'small' | 'large', Town>

async function browsersOf({ small, large }: Towns, who: 'admin' | 'support') {
  const browse = ({ d1, sights }: Town) => browserOf(sights[who] satisfies Actor, d1)
  return { small: await browse(small), large: await browse(large) }
}

/** Each page with each filter; the second and third page of lists are reached by their links. */
function visitsIn({ small, large }: Towns): Visit[] {
  return pagesOfPanel().flatMap((route) => {
    const [few, many] = [visits[route]?.(small.sights) ?? [], visits[route]?.(large.sights) ?? []]
    return many.map((path, index) => ({
      route,
      name: nameOf(path, large.sights),
      paths: { small: few[index] ?? path, large: path },
    }))
  })
}

/** An address with the names of what stands in it. */
function nameOf(path: string, sights: Sights): string {
  const named = Object.entries(sights).flatMap(([name, id]) =>
    typeof id === 'string' && id.length > 3 ? [{ name, id }] : [],
  )
  return named
    .reduce((text, { name, id }) => text.replaceAll(encodeURIComponent(id), name), path)
    .slice(0, 110)
}

async function measure(
  visit: Visit,
  browse: Record<'small' | 'large', Browser>,
  d1: D1Database,
): Promise<Measured> {
  const { d1: metered, meter } = pageMeter(d1)
  const status = await browse.large(visit.paths.large, metered)
  const inSmall = await browse.small(visit.paths.small)
  if (status !== 200 || inSmall !== status)
    return { ...visit, ...meter, status, inSmall, small: 0, large: 0, ratio: 1 }
  const first = await compare(visit, browse, rounds.first)
  const times = first.ratio > bounds.ratio ? await compare(visit, browse, rounds.again) : first
  return { ...visit, ...meter, status, inSmall, ...times }
}

/** Medians, in ms, and that of the ratios of two turns that follow each other: both were as quick as the machine was. */
type Times = Record<'small' | 'large' | 'ratio', number>

async function compare(
  { paths }: Visit,
  browse: Record<'small' | 'large', Browser>,
  count: number,
): Promise<Times> {
  const times: Record<keyof Times, number[]> = { small: [], large: [], ratio: [] }
  for (let round = 0; round < count; round++) {
    const [small] = await timed(() => browse.small(paths.small))
    const [large] = await timed(() => browse.large(paths.large))
    times.small.push(small)
    times.large.push(large)
    times.ratio.push(Math.max(large, leastMs) / Math.max(small, leastMs))
  }
  return { small: median(times.small), large: median(times.large), ratio: median(times.ratio) }
}

/** The worst of all, then each page that misses a bound, worst first. */
function report(measured: readonly Measured[]): string {
  const most = (what: (one: Measured) => number) => Math.max(...measured.map(what))
  const lines: Line[] = [
    bounded(
      'statements of a page, at most',
      most(({ statements }) => statements),
      bounds.statements,
    ),
    bounded(
      'rows read by a page, at most',
      most(({ rowsRead }) => rowsRead),
      bounds.rowsRead,
    ),
    bounded(
      'time of a page against the small town, at most',
      most(({ ratio }) => ratio),
      bounds.ratio,
    ),
  ]
  const misses = measured.filter((one) => linesOf(one).some(({ isMet }) => !isMet))
  const worst = misses.toSorted((one, other) => badness(other) - badness(one)).slice(0, shownMost)
  lines.push({ what: 'visits that miss a bound', value: `${misses.length} of ${measured.length}` })
  return table([...lines, ...worst.flatMap((one) => linesOf(one).filter(({ isMet }) => !isMet))])
}

function linesOf(one: Measured): Line[] {
  const { name, statements, rowsRead, small, large, ratio } = one
  return [
    bounded(`${name}: statements`, statements, bounds.statements),
    bounded(`${name}: rows read`, rowsRead, bounds.rowsRead),
    bounded(`${name}: ${large.toFixed(1)} ms against ${small.toFixed(1)} ms`, ratio, bounds.ratio),
  ]
}

function badness(one: Measured): number {
  return Math.max(
    one.statements / bounds.statements,
    one.rowsRead / bounds.rowsRead,
    one.ratio / bounds.ratio,
  )
}
