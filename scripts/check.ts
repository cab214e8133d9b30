// `npm run check`: everything that has to hold before a change lands. The last line counts what passed and what failed.
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Count = { passed: number; failed: number }

const scratch = await mkdtemp(join(tmpdir(), 'parvis-check-'))
const report = join(scratch, 'tests.json')

const counts = [
  run('Format, lint and import rules', 'biome check --error-on-warnings'),
  run('Types of the worker, its views and tests', 'tsc --noEmit'),
  run('Types of the scripts', 'tsc --noEmit -p scripts'),
  run('Types of the journeys', 'tsc --noEmit -p test/journeys'),
  run('Style sheets and scripts for the browser', 'node scripts/assets.ts'),
  await runTests(),
]
await rm(scratch, { recursive: true })

const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
process.exitCode = failed === 0 ? 0 : 1
console.log(`\n${passed} passed, ${failed} failed`)

function run(title: string, command: string): Count {
  console.log(`\n— ${title}: ${command}`)
  const { status } = spawnSync(command, { shell: true, stdio: ['ignore', 'inherit', 'inherit'] })
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** Every test counts by itself. A run that fails without a failed test (a file that does not load) counts as one. */
async function runTests(): Promise<Count> {
  const reporters = `--reporter=default --reporter=json --outputFile.json=${report}`
  const { failed } = run('Tests, browser journeys included', `vitest run ${reporters}`)
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(await readFile(report, 'utf8'))
    return { passed: numPassedTests, failed: Math.max(numFailedTests, failed) }
  } catch {
    console.error('The tests did not come as far as a report.')
    return { passed: 0, failed: 1 }
  }
}
