import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { problemKeys } from '#src/domain/batches/row.ts'
import { sourceFiles } from './sources.ts'

const contract = readFileSync('docs/contract.md', 'utf8')

it('each mark that the contract promises stands in some page', () => {
  const pages = sourceFiles().filter(({ path }) => path.startsWith('views/'))
  const marks = [...new Set(contract.match(/\bdata-[a-z-]+/g))]
  expect(marks.length).toBeGreaterThan(10)
  expect(marks.filter((mark) => !pages.some(({ text }) => text.includes(`${mark}=`)))).toEqual([])
})

it('the contract names every kind of problem', () => {
  expect(problemKeys.filter((key) => !contract.includes(`\`${key}\``))).toEqual([])
})
