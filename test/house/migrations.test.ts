import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { root } from './sources.ts'

it('the migrations say all that the schema says: generating once more adds nothing', () => {
  const copy = mkdtempSync(join(root, '.wrangler-drift-'))
  try {
    cpSync(join(root, 'migrations'), copy, { recursive: true })
    const schema = ['--dialect=sqlite', '--schema=src/db/schema/index.ts', `--out=${relative(root, copy)}`]
    const { status, stderr } = spawnSync('node_modules/.bin/drizzle-kit', ['generate', ...schema], {
      cwd: root,
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(readdirSync(copy).sort()).toEqual(readdirSync(join(root, 'migrations')).sort())
  } finally {
    rmSync(copy, { recursive: true })
  }
})

it('groups that were there before know how many are in them: manual ones at once, smart ones when the clock has counted', () => {
  const [before, after] = splitAt('0009')
  const db = new DatabaseSync(':memory:')
  for (const sql of before) db.exec(sql)
  db.exec(`
    insert into users (public_id, email, first_name, last_name, locale, role, created_at, updated_at)
      values ('a', 'a@x.test', 'A', 'A', 'en', 'member', 0, 0), ('b', 'b@x.test', 'B', 'B', 'en', 'member', 0, 0);
    insert into groups (public_id, name, kind, created_at)
      values ('m', 'Manual', 'manual', 0), ('e', 'Empty', 'manual', 0), ('s', 'Smart', 'smart', 0);
    insert into group_members select g.id, u.id, 0 from groups g, users u where g.public_id in ('m', 's');
  `)
  for (const sql of after) db.exec(sql)
  const told = db.prepare('select public_id, member_count, counted_at from groups order by id').all()
  expect(told.map((row) => Object.values(row))).toEqual([
    ['m', 2, null],
    ['e', 0, null],
    ['s', 0, null],
  ])
})

/** The migrations before one, and from it on. */
function splitAt(number: string): [string[], string[]] {
  const files = readdirSync(join(root, 'migrations')).filter((name) => name.endsWith('.sql'))
  const read = (names: string[]) =>
    names.toSorted().map((name) => readFileSync(join(root, 'migrations', name), 'utf8'))
  return [read(files.filter((name) => name < number)), read(files.filter((name) => name >= number))]
}
