import { expect, it } from 'vitest'
import { draftBatch } from '#src/domain/batches/draft-batch.ts'
import type { ReadRow } from '#src/domain/batches/row.ts'
import { rowSourceOf } from '#src/domain/batches/row-source.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { now, plainOptions } from '#test/support/batches.ts'
import { get } from '#test/support/browse.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { bounded, type Line, median, table, timed } from './measure.ts'

const rounds = 21
/** Lists of the review, each with rows enough for a full page. */
const views = { 'people to invite': { show: 'invite' }, problems: { show: 'problem', page: '2' } }

it('opens the review of a hundred thousand rows like that of a few hundred', async () => {
  const ada = await addUser(cast.ada)
  const [few, many] = [await draftOf(500, ada), await draftOf(100_000, ada)]
  const lines: Line[] = []
  for (const [name, query] of Object.entries(views)) {
    const small = await opening(paths.admin.batch(few, query), ada)
    const large = await opening(paths.admin.batch(many, query), ada)
    lines.push({ what: `${name}: 500 rows`, value: `${small.toFixed(1)} ms` })
    lines.push({ what: `${name}: 100,000 rows`, value: `${large.toFixed(1)} ms` })
    lines.push(bounded(`${name}: … against 500`, large / small, 1.5))
  }
  const search = await opening(paths.admin.batch(many, { q: 'dupont-77' }), ada)
  lines.push({ what: 'a search among 100,000 rows', value: `${search.toFixed(1)} ms` })
  console.log(`\n${table(lines)}\n`)
})

/** Half of the rows have a problem. */
async function draftOf(count: number, actor: Actor): Promise<string> {
  const rows = Array.from({ length: count }, (_, index): ReadRow => {
    const email = index % 2 ? `p${index}@town.example` : `p${index} town.example`
    return { row: index + 2, values: { email, first_name: 'Zoé', last_name: `Dupont-${index}` } }
  })
  const batch = { source: 'workbook' as const, rows: rowSourceOf(rows), options: plainOptions, fileName: 'l' }
  const drafted = await draftBatch(db, keys, batch, actor, settings, now)
  if (drafted.outcome !== 'drafted') throw new Error(drafted.outcome)
  return drafted.publicId
}

/** Milliseconds that a page takes, sign-in and HTML included. */
async function opening(path: string, as: Actor): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const [ms, answer] = await timed(async () => {
      const page = await get(path, { as })
      await page.text()
      return page
    })
    expect(answer.status).toBe(200)
    times.push(ms)
  }
  return median(times)
}
