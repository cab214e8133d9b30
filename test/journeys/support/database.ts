import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Place } from './platform.ts'

type Row = Record<string, unknown>

/** Reads the platform's database beside the running platform. */
export function query(platform: Place, sql: string, ...values: (string | number)[]): Row[] {
  const db = open(platform)
  try {
    return db.prepare(sql).all(...values)
  } finally {
    db.close()
  }
}

/** All that the database holds, table by table, as text. The runtime's own tables are left out: it counts reads there. */
export function dump(platform: Place): string {
  const tables = query(
    platform,
    `select name from sqlite_master where type = 'table' and name not glob '_cf_*' order by name`,
  )
  return tables
    .map(({ name }) => `${name}\n${JSON.stringify(query(platform, `select * from "${name}"`), null, 1)}`)
    .join('\n')
}

/** Changes the database behind the platform's back: for states that only time brings about. */
export function change(platform: Place, sql: string) {
  const db = open(platform, false)
  try {
    db.exec(sql)
  } finally {
    db.close()
  }
}

/** Keeps a copy of the database, to be brought back by `putBack`. */
export function keep(platform: Place) {
  const db = open(platform)
  try {
    db.prepare('vacuum into ?').run(copyOf(platform))
  } finally {
    db.close()
  }
}

/**
 * Makes the database hold what it held when it was kept, and the mailbox nothing. Ids do not begin anew, so that a queue
 * message that was left behind finds nothing to work on.
 */
export function putBack(platform: Place) {
  const db = open(platform, false)
  try {
    db.prepare('attach ? as kept').run(copyOf(platform))
    const tables = db.prepare(`select name from pragma_table_list where schema = 'main' and type = 'table'
      and name not glob 'sqlite_*' and name not glob '_cf_*' and name not glob 'd1_*'`)
    db.exec('begin; pragma defer_foreign_keys = on')
    const names = tables.all().map(({ name }) => String(name))
    for (const name of names) db.exec(`delete from main.${name}`)
    for (const name of names)
      db.exec(`insert into main.${name} (${columns(name)}) select ${columns(name)} from kept.${name}`)
    db.exec('commit')
  } finally {
    db.close()
  }
  emptyMailbox(platform)

  function columns(table: string): string {
    const found = db.prepare(`select name from pragma_table_xinfo(?) where hidden = 0`).all(table)
    return found.map(({ name }) => `"${name}"`).join(', ')
  }
}

function emptyMailbox(platform: Place) {
  const folder = join(platform.state, 'v3/kv/miniflare-KVNamespaceObject')
  if (!existsSync(folder)) return
  for (const file of databasesIn(folder)) {
    const db = new DatabaseSync(file, { timeout: 5000 })
    try {
      db.exec('delete from _mf_entries')
    } finally {
      db.close()
    }
  }
}

function copyOf({ state }: Place): string {
  return join(state, 'kept.sqlite')
}

function open(platform: Place, readOnly = true): DatabaseSync {
  const folder = join(platform.state, 'v3/d1/miniflare-D1DatabaseObject')
  const [file] = databasesIn(folder)
  if (!file) throw new Error(`No database in ${folder}`)
  return new DatabaseSync(file, { readOnly, timeout: 5000 })
}

function databasesIn(folder: string): string[] {
  const files = globSync('*.sqlite', { cwd: folder }).filter((name) => name !== 'metadata.sqlite')
  return files.map((name) => join(folder, name))
}
