// `npm run memory`: what a list of 100,000 rows costs in memory, in a process whose heap is bounded. Fails above the bound.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Measured = { count: number; ms: number; file: number; before: number; peak: number; rss: number }

const rows = 100_000
/** A worker has 128 MB. */
const peakMax = 100_000_000
/** Megabytes of objects that have lived for a while, and of new ones. */
const heap = ['--max-old-space-size=64', '--max-semi-space-size=4']

const folder = mkdtempSync(join(tmpdir(), 'parvis-memory-'))
const list = join(folder, 'list.xlsx')
try {
  run('make-list.ts', [], [list, String(rows)])
  const read = measure('rows')
  const drafted = measure('plan')
  console.log(`${rows.toLocaleString('en')} rows of eight columns, ${megabytes(read.file)} packed`)
  console.log(table({ 'read to its last row': read, 'checked, planned and stored': drafted }))
  process.exitCode = Math.max(read.peak, drafted.peak) < peakMax ? 0 : 1
} finally {
  rmSync(folder, { recursive: true })
}

function measure(until: 'rows' | 'plan'): Measured {
  const measured: Measured = JSON.parse(run('draft-list.ts', heap, [list, until]))
  if (measured.count !== rows) throw new Error(`Of ${rows} rows ${measured.count} were read.`)
  return measured
}

function run(script: string, options: readonly string[], values: readonly string[]): string {
  const path = join(import.meta.dirname, 'memory', script)
  const quiet = '--disable-warning=ExperimentalWarning'
  return execFileSync(process.execPath, [quiet, ...options, path, ...values], { encoding: 'utf8' })
}

function table(lines: Record<string, Measured>): string {
  const rows = Object.entries(lines).map(
    ([title, { ms, before, peak }]) =>
      `| ${title} | ${megabytes(before)} | ${megabytes(peak)} | ${megabytes(peakMax)} | ${ms} ms |`,
  )
  return ['| upload | code alone | peak | bound | time |', '|---|---|---|---|---|', ...rows].join('\n')
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`
}
