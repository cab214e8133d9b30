import { describe, expect, it } from 'vitest'
import type { RowOutcome } from '#src/domain/batches/batch.ts'
import { exportInvitations } from '#src/domain/invitations/export-invitations.ts'
import { paths } from '#src/paths.ts'
import { addGroup, addProject, draft, inviteAll, rowsOf } from '#test/support/batches.ts'
import { post } from '#test/support/browse.ts'
import { addUser, cast, db, keys } from '#test/support/cast.ts'
import { invite, inviteAlso } from '#test/support/invitations.ts'
import { join } from '#test/support/joined.ts'
import { meteredDatabase } from '#test/support/metered.ts'
import { readAll } from '#test/support/sheets.ts'
import { interfaceLanguages, wordsIn } from '#views/words/index.ts'

const today = Date.now()
const formats = ['xlsx', 'csv'] as const

async function rowsRead(answer: Response) {
  const found = await readAll(new Uint8Array(await answer.arrayBuffer()))
  if (found.state !== 'whole') throw new Error(found.state)
  return found
}

/** How many rows of a file come out how, when it is uploaded with the options of an untouched form. */
async function outcomesOf(answer: Response, ada: Awaited<ReturnType<typeof addUser>>) {
  const { rows } = await rowsRead(answer)
  const drafted = await draft(rows, ada, {}, today)
  const counts: Partial<Record<RowOutcome, number>> = {}
  for (const { outcome } of drafted.rows) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

describe.each(formats)('a list that was exported as %s', (format) => {
  it.each(interfaceLanguages)('is understood by our own importer in the language %s', async (locale) => {
    const ada = await addUser({ ...cast.ada, locale })
    await inviteAll(
      rowsOf({ email: '-x@ville.test', first_name: '=Zoé', last_name: "'-Roy" }),
      ada,
      {
        groups: [await addGroup('+65 ans'), await addGroup('Élus, adjoints')],
        projects: [await addProject('@Parc')],
      },
      today,
    )
    const { sheet, rows } = await rowsRead(
      await post(paths.admin.invitationExport(), { format, codes: 'on' }, { as: ada }),
    )
    const imported = ['email', 'first_name', 'last_name', 'language', 'groups', 'projects', 'admin']
    // A postal address as a whole stands in for the street: its lines are those of a letter.
    expect(sheet.columns.map(({ column }) => column)).toEqual([...imported, 'street'])
    expect(rows.map(({ values }) => values)).toEqual([
      {
        ...{ email: '-x@ville.test', first_name: '=Zoé', last_name: "'-Roy", language: 'en' },
        ...{
          groups: '+65 ans, Élus, adjoints',
          projects: '@Parc',
          admin: wordsIn(locale).t('template.help.no'),
        },
      },
    ])
    const users = await rowsRead(await post(paths.admin.userExport(), { format }, { as: ada }))
    expect(users.sheet.columns.map(({ column }) => column)).toEqual(imported.slice(0, 6))
  })

  it('reports everybody as already known', { timeout: 120_000 }, async () => {
    const ada = await addUser(cast.ada)
    const groups = [await addGroup('+65 ans'), await addGroup('Élus, adjoints')]
    const strange = ['-a', "'-a", '+a', "'a", "''+a", '_a'].map((name) => ({
      email: `${name}@ville.test`,
      first_name: '=1',
    }))
    const many = Array.from({ length: 2500 }, (_, n) => ({
      ...{ email: `p${n}@ville.test`, first_name: `Zoé, "${n}"`, last_name: n % 2 ? 'Roy; Élus' : '@Roy' },
      ...{ language: n % 3 ? 'fr' : 'nl' },
    }))
    await inviteAll(rowsOf(...strange, ...many), ada, { groups, projects: [await addProject('Parc')] }, today)
    const arrived = ['-a@ville.test', "'-a@ville.test", 'p0@ville.test', 'p1@ville.test']
    for (const address of arrived) await join(address, today)
    const invitations = await post(paths.admin.invitationExport(), { format, codes: 'on' }, { as: ada })
    expect(await outcomesOf(invitations, ada)).toEqual({
      unchanged: 4,
      skip: strange.length + many.length - 4,
    })
    const users = await post(paths.admin.userExport(), { format }, { as: ada })
    expect(await outcomesOf(users, ada)).toEqual({ unchanged: 5 })
  })
})

describe('a long list', () => {
  it('is read with few statements, whoever writes meanwhile', { timeout: 120_000 }, async () => {
    const ada = await addUser(cast.ada)
    const model = await invite('model@ville.test')
    await inviteAlso(model, 12_000)
    const { db: counted, meter } = meteredDatabase()
    const asked = { format: 'xlsx', filter: [], max: 1_000_000, withCodes: false, language: 'en' } as const
    const exported = await exportInvitations(counted, keys, { ...asked, chosen: { filter: {} } }, ada, today)
    if (exported.outcome !== 'exported') throw new Error(exported.outcome)
    const found: (string | null)[] = []
    for await (const page of exported.pages) {
      found.push(...page.map(({ address }) => address))
      if (found.length === page.length) await invite('late@ville.test')
    }
    expect(exported.count).toBe(12_001)
    expect(found).toEqual([
      'model@ville.test',
      ...Array.from({ length: 12_000 }, (_, n) => `${n}@ville.test`),
    ])
    expect(meter.statements).toBeLessThan(10)
  })

  it('that a workbook cannot hold is not begun', async () => {
    const ada = await addUser(cast.ada)
    for (const name of ['a', 'b', 'c']) await invite(`${name}@ville.test`)
    const asked = { format: 'xlsx', filter: [], max: 2, withCodes: false, language: 'en' } as const
    const chosen = { filter: {} }
    expect(await exportInvitations(db, keys, { ...asked, chosen }, ada, today)).toEqual({
      outcome: 'too_many',
    })
    expect(await db.query.events.findMany()).toEqual([])
  })
})
