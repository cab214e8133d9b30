import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import expected from '../spreadsheets/corpus/expected/office.json'
import { officeSource } from '../spreadsheets/corpus/office-source.ts'
import { tell } from '../spreadsheets/corpus/tell.ts'

/** What LibreOffice writes of one sheet; only where it is installed. */
const formats: Record<string, string> = {
  'list.xlsx': 'xlsx',
  'list.xls': 'xls',
  'list.ods': 'ods',
  'list.csv': 'csv:Text - txt - csv (StarCalc):59,34,76',
}
const hasOffice = spawnSync('soffice', ['--version']).status === 0
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-office-'))
  await writeFile(join(folder, 'source.fods'), officeSource)
})

afterAll(() => rm(folder, { recursive: true }))

describe.skipIf(!hasOffice)('a workbook of LibreOffice', () => {
  it.each(Object.keys(formats))('comes out as expected: %s', async (name) => {
    const told: Record<string, unknown> = expected
    expect(await tell(await convert(formats[name] ?? '', name))).toEqual(told[name])
  })
})

async function convert(format: string, name: string): Promise<Uint8Array> {
  const profile = `-env:UserInstallation=file://${folder}/profile`
  const outcome = join(folder, name.replaceAll(' ', '-'))
  await promisify(execFile)('soffice', [
    ...[profile, '--headless', '--convert-to', format, '--outdir', outcome, join(folder, 'source.fods')],
  ])
  return new Uint8Array(await readFile(join(outcome, `source.${format.split(':')[0]}`)))
}
