// `npm run check`: everything that has to hold before a change lands. The last line counts what passed and what failed.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** `names`: which tests failed, to be read without searching for them. */
type Count = { passed: number; failed: number; names?: string[] }

const scratch = await mkdtemp(join(tmpdir(), 'parvis-check-'))

const counts = [
  run('Format, lint and import rules', 'biome check --error-on-warnings'),
  run('Types of the worker, its views and tests', 'tsc --noEmit'),
  run('Types of the scripts', 'tsc --noEmit -p scripts'),
  run('Types of the journeys', 'tsc --noEmit -p test/journeys'),
  run('Style sheets and scripts for the browser', 'node scripts/assets.ts'),
  ...(await runTests()),
]
await rm(scratch, { recursive: true })

const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
process.exitCode = failed === 0 ? 0 : 1
for (const name of counts.flatMap(({ names }) => names ?? [])) console.log(`failed: ${name}`)
console.log(`\n${passed} passed, ${failed} failed`)

function run(title: string, command: string): Count {
  console.log(`\n— ${title}: ${command}`)
  const { status } = spawnSync(command, { shell: true, stdio: ['ignore', 'inherit', 'inherit'] })
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/**
 * The journeys, and after them the faults of mail, which take long, run beside the other tests, one core for each, and are shown
 * when all are through. Every test counts by itself; a run that fails without a failed test (a file that does not load) counts as one.
 */
async function runTests(): Promise<Count[]> {
  const beside = runBeside()
  console.log('\n— Tests in the runtime')
  const workers = await runProjects(['workers'], 'inherit')
  console.log('\n— Tests of the house itself')
  const house = await runProjects(['house'], 'inherit')
  const [journeys, faults] = await beside
  console.log(`\n— Journeys in a browser\n${journeys.said}`)
  console.log(`\n— Faults of mail\n${faults.said}`)
  return [workers.count, house.count, journeys.count, faults.count]
}

async function runBeside() {
  const journeys = await runProjects(['journeys'], 'pipe')
  return [journeys, await runProjects(['faults'], 'pipe')] as const
}

async function runProjects(projects: string[], output: 'inherit' | 'pipe') {
  const report = join(scratch, `${projects[0]}.json`)
  const chosen = projects.map((project) => `--project ${project}`).join(' ')
  const reporters = `--reporter=default --reporter=json --outputFile.json=${report}`
  const command = `vitest run ${chosen} ${reporters}`
  const child = spawn(command, { shell: true, stdio: ['ignore', output, output] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (said += part))
  const [status] = await once(child, 'close')
  return { said, count: await countTests(report, status) }
}

/** What vitest writes, as far as it is read here. */
type Report = {
  numPassedTests: number
  numFailedTests: number
  testResults: { assertionResults: { fullName: string; status: string }[] }[]
}

async function countTests(report: string, status: number | null): Promise<Count> {
  try {
    const { numPassedTests, numFailedTests, testResults }: Report = JSON.parse(await readFile(report, 'utf8'))
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
    const names = tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
    return { passed: numPassedTests, failed: Math.max(numFailedTests, status === 0 ? 0 : 1), names }
  } catch {
    // There is no report when vitest did not come that far; what it said is shown.
    return { passed: 0, failed: 1 }
  }
}
