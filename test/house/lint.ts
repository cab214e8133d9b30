import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from './sources.ts'

type Example = { file: string; lines: string[] }
type Finding = { rule: string; file: string; text: string | undefined }

/** Writes the examples into a house of their own and lints it by our rules. */
export function lint(examples: Example[]): Finding[] {
  const house = mkdtempSync(join(tmpdir(), 'parvis-lint-'))
  try {
    copyFileSync(join(root, 'biome.json'), join(house, 'biome.json'))
    for (const { file, lines } of examples) {
      mkdirSync(dirname(join(house, file)), { recursive: true })
      writeFileSync(join(house, file), lines.map((line) => `${line}\n`).join(''))
    }
    return findingsIn(house, examples)
  } finally {
    rmSync(house, { recursive: true })
  }
}

type Report = {
  diagnostics: { category: string; location: { path: string; start: { line: number } } }[]
}

function findingsIn(house: string, examples: Example[]): Finding[] {
  const biome = join(root, 'node_modules/.bin/biome')
  const args = ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=json', '.']
  const { stdout } = spawnSync(biome, args, { cwd: house, encoding: 'utf8' })
  const report: Report = JSON.parse(stdout)
  return report.diagnostics.map(({ category, location }) => {
    const example = examples.find(({ file }) => file === location.path)
    return { rule: category, file: location.path, text: example?.lines[location.start.line - 1] }
  })
}
