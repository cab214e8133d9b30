import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { batches, uploadParts } from '#src/db/schema/index.ts'
import type { BatchOptions } from '#src/domain/batches/batch.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { tick } from '#src/jobs/cron.ts'
import { paths } from '#src/paths.ts'
import { problemsOn, textOn } from '#test/support/batch-pages.ts'
import { addGroup, tableOf } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { type Cell, workbookFile } from '#test/support/sheets.ts'

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

const people: Cell[][] = [
  ['Who', 'Prénom', 'Where'],
  ['Martin', 'Ann', 'ann@x.org'],
  ['Li', 'Bo', 'bo@x.org'],
]

type Fields = Parameters<typeof post>[1]

function postFile(rows: Cell[][] = people, fields: Fields = {}) {
  const form = { source: 'workbook', file: workbookFile(rows, 'people.xlsx'), ...fields }
  return post(paths.admin.batches(), form, { as: ada })
}

/** Brings a file whose columns nobody can tell; answers with the address it waits at, and the page. */
async function bring(rows?: Cell[][], fields?: Fields) {
  const answer = await postFile(rows, fields)
  const html = await answer.text()
  const path = /action="(\/admin\/uploads\/[^"]+)"/.exec(html)?.[1] ?? ''
  return { answer, html, path }
}

function say(path: string, fields: Fields, as: Actor = ada) {
  return post(path, { header: 'on', ...fields }, { as })
}

/** What each select says, by column. */
function chosenOn(html: string): string[] {
  return [...html.matchAll(/<select[^>]*name="column_\d+">(.*?)<\/select>/gs)].map(
    ([, options = '']) => /value="(\w*)" selected/.exec(options)?.[1] ?? '',
  )
}

async function optionsOfDraft(): Promise<BatchOptions> {
  const [batch] = await db.select().from(batches)
  return batch?.options as BatchOptions // -- written by draftBatch alone
}

describe('a file that waits', () => {
  it('is its own administrator’s: other administrators do not find it, others are not let in', async () => {
    const { path } = await bring()
    const other = await addUser({ ...cast.ada, email: 'other@parvis.test' })
    expect((await get(path, { as: ada })).status).toBe(200)
    expect((await get(path, { as: other })).status).toBe(404)
    expect((await say(path, { column_2: 'email' }, other)).status).toBe(404)
    const sam = await addUser(cast.sam)
    expect((await get(path, { as: sam })).status).toBe(403)
    expect((await say(path, { column_2: 'email' }, sam)).status).toBe(403)
    expect(await db.select().from(batches)).toEqual([])
    expect(await tableOf('uploads')).toHaveLength(1)
  })

  it('is not there once its administrator is one no more', async () => {
    const { path } = await bring()
    await env.DB.prepare(`update users set role = 'support' where id = ?`).bind(ada.id).run()
    expect((await get(path, { as: ada })).status).toBe(403)
  })
})

describe('the question which column is what', () => {
  it('is asked when no column is named as an address, and answers no part of it that matters', async () => {
    const { answer, html } = await bring()
    expect(answer.status).toBe(422)
    expect(problemsOn(html)).toEqual(['no_email_column'])
    expect(chosenOn(html)).toEqual(['', 'first_name', ''])
    expect(textOn(html)).toMatch(/Martin .*Li .*Ann .*Bo .*ann@x\.org/)
    expect(html).toMatch(/name="header" value="on" checked/)
    expect(html).not.toContain('error-summary')
    expect(await db.select().from(batches)).toEqual([])
  })

  it('supposes no headings where the first row holds an address', async () => {
    const { html } = await bring([['ann@x.org', 'Ann']])
    expect(html).toMatch(/name="header" value="on"(?! checked)/)
    expect(chosenOn(html)).toEqual(['', ''])
  })

  it('is not read with a hole, where another tab lets it go in this very moment', async () => {
    const lines = Array.from({ length: 30_000 }, (_, at) => `Ann,p${at}@x.test,${'x'.repeat(40)}\n`)
    const file = new File(lines, 'people.csv')
    const answer = await post(paths.admin.batches(), { source: 'workbook', file }, { as: ada })
    const path = /action="(\/admin\/uploads\/[^"]+)"/.exec(await answer.text())?.[1] ?? ''
    expect(await tableOf('upload_parts')).toHaveLength(3)
    await db.delete(uploadParts).where(eq(uploadParts.position, 1))
    expect((await say(path, { column_1: 'email' })).status).toBe(404)
    expect(await tableOf('batches')).toEqual([])
  })

  it('stands at an address of its own, for reloading and coming back', async () => {
    const { html, path } = await bring()
    const again = await get(path, { as: ada })
    expect(again.status).toBe(200)
    expect(chosenOn(await again.text())).toEqual(chosenOn(html))
  })

  it('names every select by its column, up to fifty of them', async () => {
    const wide = [1, 2].map((row) => Array.from({ length: 60 }, (_, at) => `text ${row} ${at}`))
    const { html, path } = await bring(wide)
    expect(chosenOn(html)).toHaveLength(50)
    expect(html).toMatch(/<label for="column_49">.*?What column AX is/s)
    expect((await say(path, { column_49: 'email' })).status).toBe(303)
  })
})

describe('the answer', () => {
  it('makes a draft with what was chosen beside the file, and lets the file go', async () => {
    const group = await addGroup('Quartier A')
    const [{ public_id } = {}] = await tableOf('groups')
    const chosen = { language: 'fr', message: 'Welcome', groups: [String(public_id)], codes: 'on' }
    const { path } = await bring(people, { ...chosen, existing: 'renew' })
    const answer = await say(path, { column_0: 'last_name', column_1: 'first_name', column_2: 'email' })
    expect(answer.status).toBe(303)
    const [batch] = await db.select().from(batches)
    expect(answer.headers.get('Location')).toBe(paths.admin.batch(batch?.publicId ?? ''))
    expect(batch).toMatchObject({ source: 'workbook', counts: { invite: 2, problem: 0 } })
    expect(batch).toMatchObject({
      fileName: 'people.xlsx',
      fileSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(await optionsOfDraft()).toMatchObject({
      ...{ language: 'fr', message: 'Welcome', groups: [group], codes: true, existing: 'renew' },
      sheet: { headerRow: 1, columns: [{ header: 'Who' }, { column: 'first_name' }, { letter: 'C' }] },
    })
    expect(await tableOf('upload_parts')).toEqual([])
  })

  it('counts the first row as a person where there are no headings', async () => {
    const { path } = await bring([['ann@x.org'], ['bo@x.org']])
    expect((await post(path, { column_0: 'email' }, { as: ada })).status).toBe(303)
    const [batch] = await db.select().from(batches)
    expect(batch).toMatchObject({ counts: { invite: 2 }, options: { sheet: { headerRow: 0 } } })
  })

  it('given twice leads to the same draft, and so does coming back', async () => {
    const { path } = await bring()
    const first = await say(path, { column_2: 'email' })
    const second = await say(path, { column_2: 'email' })
    expect(second.headers.get('Location')).toBe(first.headers.get('Location'))
    const back = await get(path, { as: ada })
    expect(back.headers.get('Location')).toBe(first.headers.get('Location'))
    expect(await db.$count(batches)).toBe(1)
  })

  it('without an address column is asked for again, everything kept', async () => {
    const { path } = await bring()
    const answer = await post(path, { column_0: 'last_name', column_1: '' }, { as: ada })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(chosenOn(html)).toEqual(['last_name', '', ''])
    expect(html).toMatch(/name="header" value="on"(?! checked)/)
    expect(html).toContain('href="#columns"')
    expect(html).toMatch(/id="columns-error">\s*Choose the column that holds the e-mail addresses/)
    expect(await db.select().from(batches)).toEqual([])
  })

  it('that says the same of two columns is named at the second of them', async () => {
    const { path } = await bring()
    const answer = await say(path, { column_0: 'email', column_2: 'email' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('href="#column_2"')
    expect(html).toMatch(/<select id="column_2" aria-describedby="column_2-error" aria-invalid="true"/)
    expect(textOn(html)).toContain('“E-mail” is already column A.')
    expect(chosenOn(html)).toEqual(['email', '', 'email'])
  })

  it.each([{ column_0: 'password' }, { column_0: '__proto__' }, { column_99: 'email' }, {}])(
    'that our form cannot give is asked for again: %j',
    async (fields) => {
      const { path } = await bring()
      expect((await say(path, fields)).status).toBe(422)
      expect(await db.select().from(batches)).toEqual([])
    },
  )

  it('that leaves nobody is refused as the file would be, with the choices kept', async () => {
    const { path } = await bring([['Where'], ['']], { message: 'Welcome', existing: 'renew' })
    const answer = await say(path, { column_0: 'email' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(problemsOn(html)).toEqual(['nothing_to_invite'])
    expect(html).toContain('Welcome</textarea>')
    expect(html).toMatch(/value="renew" checked/)
  })
})

describe('what is kept of people', () => {
  it('goes with the clock after a day', async () => {
    const { path } = await bring()
    await tick(env, Date.now() + dayMs - 60_000)
    expect((await get(path, { as: ada })).status).toBe(200)
    await tick(env, Date.now() + dayMs)
    expect((await get(path, { as: ada })).status).toBe(404)
    expect(await tableOf('upload_parts')).toEqual([])
  })

  it('stands in no log and in no journal', async () => {
    const logs = (['log', 'warn', 'error'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation(() => {}),
    )
    const { path } = await bring()
    await say(path, {})
    await say(path, { column_2: 'email' })
    const logged = JSON.stringify(logs.map((log) => log.mock.calls))
    for (const log of logs) log.mockRestore()
    expect(logged).not.toMatch(/ann@|Martin|people\.xlsx/)
    expect(JSON.stringify(await tableOf('events'))).not.toMatch(/ann@|Martin|people\.xlsx/)
  })

  it('is shown as text, whatever it says', async () => {
    const { html } = await bring([
      ['<b>Who</b>', '\u202egnp'],
      ['O’Brien & <script>', 'x'.repeat(5000)],
    ])
    expect(html).toContain('&lt;b&gt;Who&lt;/b&gt;')
    expect(html).toContain('O’Brien &amp; &lt;script&gt;')
    expect(html).not.toContain('\u202e')
    expect(html).not.toContain('x'.repeat(100))
  })
})
