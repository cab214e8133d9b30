import { asc, isNotNull } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { invitations } from '#src/db/schema/index.ts'
import { postalLinesMax, postalMax, readPostalAddress } from '#src/domain/batches/postal-address.ts'
import type { ReadRow } from '#src/domain/batches/row.ts'
import { paths } from '#src/paths.ts'
import { readWorkbook } from '#src/spreadsheets/read-workbook.ts'
import { post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { makeLetterCodes } from '#test/support/letter-codes.ts'
import { interfaceLanguages } from '#views/words/index.ts'

const today = Date.now()
const people: ReadRow['values'][] = [
  {
    first_name: 'Five',
    street: '=Chez Zoé\nCour, 2e\n12, rue Haute, bte 3\n+ étage',
    postcode: '01000',
    city: 'Gent',
  },
  { first_name: 'Commas', street: 'Rue du Midi 3, bte 2', postcode: '1000', city: 'Bruxelles, Centre' },
  { first_name: 'No postcode', street: '12 Market Street', city: 'Castletown' },
  { first_name: 'Street alone', street: 'Poste restante' },
  { first_name: 'Town alone', postcode: '5000', city: 'Namur' },
  { first_name: 'Whole', street: 'a\nb\nc\nd\n5000 Namur' },
  {
    ...{ first_name: 'Long', street: `${'x'.repeat(postalMax.street - 6)}\nb\nc\nd` },
    ...{ postcode: '1'.repeat(postalMax.postcode), city: 'y'.repeat(postalMax.city) },
  },
  { first_name: 'None' },
]

/** The rows of a file that is uploaded as a list for letters, each as the lines it becomes. */
async function linesIn(answer: Response): Promise<Map<string | undefined, string | null>> {
  expect(answer.status).toBe(200)
  const read = await readWorkbook(new Uint8Array(await answer.arrayBuffer()), { kind: 'letters' })
  if (read.state !== 'found') throw new Error(read.state)
  const lines = new Map<string | undefined, string | null>()
  for await (const rows of read.rows)
    for (const { values, broken } of rows) {
      const { address, faults } = readPostalAddress(values, () => false)
      expect({ broken, faults }).toEqual({ broken: undefined, faults: [] })
      lines.set(values.first_name, address)
    }
  return lines
}

describe.each(interfaceLanguages)('postal addresses that were taken out in the language %s', (locale) => {
  it('are the same when the file is uploaded again, whichever it is', async () => {
    const ada = await addUser({ ...cast.ada, locale })
    const [letter] = await makeLetterCodes(ada, people, {}, today)
    const stored = await db
      .select()
      .from(invitations)
      .where(isNotNull(invitations.codeTail))
      .orderBy(asc(invitations.id))
    const written = new Map(stored.map(({ firstName, postalAddress }) => [firstName, postalAddress]))
    expect(written.size).toBe(people.length)
    expect(written.get('Five')?.split('\n')).toHaveLength(postalLinesMax)
    const batch = letter?.batch ?? ''
    for (const [page, fields] of [
      [paths.admin.batchCodes(batch), {}],
      [paths.admin.batchCodesCsv(batch), {}],
      [paths.admin.invitationExport(), { format: 'xlsx' }],
      [paths.admin.invitationExport(), { format: 'csv', codes: 'on' }],
    ] as const)
      expect({ page, lines: await linesIn(await post(page, fields, { as: ada })) }).toEqual({
        page,
        lines: written,
      })
  })
})
