import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
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
