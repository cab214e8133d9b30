import { globSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Platform } from './platform.ts'

type Row = Record<string, unknown>

/** Reads the platform's database beside the running platform. */
export function query(platform: Platform, sql: string, ...values: (string | number)[]): Row[] {
  const db = open(platform)
  try {
    return db.prepare(sql).all(...values)
  } finally {
    db.close()
  }
}

/** All that the database holds, table by table, as text. The runtime's own tables are left out: it counts reads there. */
export function dump(platform: Platform): string {
  const tables = query(
    platform,
    `select name from sqlite_master where type = 'table' and name not glob '_cf_*' order by name`,
  )
  return tables
    .map(({ name }) => `${name}\n${JSON.stringify(query(platform, `select * from "${name}"`), null, 1)}`)
    .join('\n')
}

/** Changes the database behind the platform's back: for states that only time brings about. */
export function change(platform: Platform, sql: string) {
  const db = open(platform, false)
  try {
    db.exec(sql)
  } finally {
    db.close()
  }
}

function open(platform: Platform, readOnly = true): DatabaseSync {
  const folder = join(platform.state, 'v3/d1/miniflare-D1DatabaseObject')
  const file = globSync('*.sqlite', { cwd: folder }).find((name) => name !== 'metadata.sqlite')
  if (!file) throw new Error(`No database in ${folder}`)
  return new DatabaseSync(join(folder, file), { readOnly, timeout: 5000 })
}
