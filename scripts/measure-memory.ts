// `npm run memory`: what a list of 100,000 rows costs in memory, coming in and going out, and what 10,000 letters do, in processes whose
// heap is bounded. Fails above the bound, and where letters pile up.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startFakeMail } from './fake-mail/server.ts'

type Measured = { count: number; ms: number; file: number; before: number; peak: number; rss: number }

const rows = 100_000
/** A worker has 128 MB. */
const peakMax = 100_000_000
/** How much more ten thousand letters may take at most than a thousand. */
const growthMax = 1.25
/** Megabytes of objects that have lived for a while, and of new ones. */
const heap = ['--max-old-space-size=64', '--max-semi-space-size=4']

const folder = mkdtempSync(join(tmpdir(), 'parvis-memory-'))
const list = join(folder, 'list.xlsx')
try {
  await run('make-list.ts', [], [list, String(rows)])
  const read = await measureList('rows')
  const drafted = await measureList('plan')
  console.log(`${rows.toLocaleString('en')} rows of eight columns, ${megabytes(read.file)} packed`)
  const workbook = await measureExport('xlsx')
  const text = await measureExport('csv')
  const few = await measureLetters(1000)
  const many = await measureLetters(10_000)
  console.log(
    table({
      'a list read to its last row': read,
      'checked, planned and stored': drafted,
      'a list taken out as a workbook': workbook,
      'the same as a text table': text,
      '1,000 letters handed over': few,
      '10,000 letters handed over': many,
    }),
  )
  const isBounded = Math.max(...[read, drafted, workbook, text, many].map(({ peak }) => peak)) < peakMax
  process.exitCode = isBounded && many.peak < few.peak * growthMax ? 0 : 1
} finally {
  rmSync(folder, { recursive: true })
}

async function measureList(until: 'rows' | 'plan'): Promise<Measured> {
  const measured: Measured = JSON.parse(await run('draft-list.ts', heap, [list, until]))
  if (measured.count !== rows) throw new Error(`Of ${rows} rows ${measured.count} were read.`)
  return measured
}

async function measureExport(format: 'xlsx' | 'csv'): Promise<Measured> {
  const measured: Measured = JSON.parse(await run('export-list.ts', heap, [format, String(rows)]))
  if (measured.count !== rows) throw new Error(`Of ${rows} invitations ${measured.count} were taken out.`)
  return measured
}

/** Through the fake provider, which listens here. */
async function measureLetters(letters: number): Promise<Measured> {
  const fake = await startFakeMail()
  try {
    await fetch(`${fake.url}/_fake/options`, { method: 'PUT', body: JSON.stringify({ keepLetters: false }) })
    const measured: Measured = JSON.parse(await run('deliver-letters.ts', heap, [fake.url, String(letters)]))
    if (measured.count !== letters) throw new Error(`Of ${letters} letters ${measured.count} have left.`)
    return measured
  } finally {
    await fake.close()
  }
}

async function run(script: string, options: readonly string[], values: readonly string[]): Promise<string> {
  const path = join(import.meta.dirname, 'memory', script)
  const quiet = '--disable-warning=ExperimentalWarning'
  const { stdout } = await promisify(execFile)(process.execPath, [quiet, ...options, path, ...values])
  return stdout
}

function table(lines: Record<string, Measured>): string {
  const rows = Object.entries(lines).map(
    ([title, { ms, before, peak }]) =>
      `| ${title} | ${megabytes(before)} | ${megabytes(peak)} | ${megabytes(peakMax)} | ${ms} ms |`,
  )
  return ['| what | code alone | peak | bound | time |', '|---|---|---|---|---|', ...rows].join('\n')
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`
}
