import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { invitations } from '#src/db/schema/index.ts'
import { formatCode } from '#src/domain/codes/code.ts'
import { printLetters } from '#src/domain/invitations/print-letters.ts'
import { paths } from '#src/paths.ts'
import { addGroup, inviteAll, rowsOf } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { makeLetterCode, makeLetterCodes } from '#test/support/letter-codes.ts'
import { meteredDatabase } from '#test/support/metered.ts'
import { readQrCodes } from '#test/support/qr.ts'

const today = Date.now()
const dayMs = 24 * 60 * 60 * 1000
const ada = () => addUser(cast.ada)
type As = Parameters<typeof post>[2]

const paper = (id: string, fields: Record<string, string> = {}, as?: As) =>
  post(paths.admin.batchPaper(id), { from: '1', to: '200', ...fields }, as)

const journal = async (action: string) =>
  (await db.query.events.findMany()).filter((event) => event.action === action)

/** So many letter codes of one batch, in their order. */
async function codes(count: number, by: Awaited<ReturnType<typeof ada>>, options = {}) {
  const people = Array.from({ length: count }, (_, n) => ({ first_name: `P${n + 1}` }))
  return makeLetterCodes(by, people, options, today)
}

const lettersIn = (html: string) => [...html.matchAll(/data-letter="([^"]+)"/g)].map(([, id]) => id)
const codesIn = (html: string) => [...html.matchAll(/data-code=""[^>]*>([^<]+)</g)].map(([, code]) => code)

describe('codes on paper', () => {
  it('are for administrators: nobody else is asked which, or sees one, and nothing is noted', async () => {
    const { batch } = await makeLetterCode(await ada(), {}, today)
    expect((await paper(batch)).status).toBe(303)
    for (const person of [cast.sam, cast.max]) {
      const as = await addUser(person)
      expect((await paper(batch, {}, { as })).status).toBe(403)
      expect((await get(paths.admin.batchPaper(batch), { as })).status).toBe(403)
    }
    expect(await journal('codes_printed')).toEqual([])
  })

  it('are asked for in a form that shows no code and notes nothing', async () => {
    const as = await ada()
    const letters = await codes(3, as)
    const answer = await get(paths.admin.batchPaper(letters[0]?.batch ?? ''), { as })
    expect(answer.status).toBe(200)
    const html = await answer.text()
    expect(html).toContain('3 codes of this batch are still open.')
    expect(html).toContain('name="to" value="3"')
    for (const { code } of letters) expect(html).not.toContain(formatCode(code))
    expect(html).not.toContain('name="range"')
    expect(await journal('codes_printed')).toEqual([])
  })

  it('come as letters in the order of the batch, each with its code, QR code, address and end', async () => {
    const as = await ada()
    const letters = await codes(3, as, { message: 'Venez !\nÀ bientôt' })
    const answer = await paper(letters[0]?.batch ?? '', {}, { as })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    const html = await answer.text()
    expect(lettersIn(html)).toEqual(letters.map(({ publicId }) => publicId))
    expect(codesIn(html)).toEqual(letters.map(({ code }) => formatCode(code)))
    expect(readQrCodes(html)).toEqual(letters.map(({ code }) => settings.origin + paths.code(code)))
    expect(html).toContain(`${new URL(settings.origin).host}/i`)
    expect(html).toContain('Venez !\nÀ bientôt')
    expect(html).toContain('Ada Martin\u2069 invites you to Parvis')
    expect(html).toContain('Valid until')
    expect(html).not.toMatch(/ style=|<nav|panel-nav/)
  })

  it('are noted before the first is seen: who printed which, without a code', async () => {
    const as = await ada()
    const letters = await codes(5, as)
    const batch = letters[0]?.batch ?? ''
    await paper(batch, { from: '2', to: '4', layout: 'cards' }, { as })
    const events = await journal('codes_printed')
    expect(events).toMatchObject([
      { actorId: as.id, subjectId: batch, details: { from: 2, to: 4, count: 3 } },
    ])
    for (const { code } of letters) expect(JSON.stringify(events)).not.toContain(code)
    await db.run(sql`create trigger broken before insert on events begin select raise(abort, 'full'); end`)
    const failed = await paper(batch, {}, { as })
    await db.run(sql`drop trigger broken`)
    expect(failed.status).toBe(500)
    const html = await failed.text()
    for (const { code } of letters) expect(html).not.toContain(formatCode(code))
  })

  it('stand in the journal by their positions', async () => {
    const as = await ada()
    const [first] = await codes(3, as)
    await paper(first?.batch ?? '', { from: '2', to: '3' }, { as })
    const html = await (await get(paths.admin.journal({ action: 'codes_printed' }), { as })).text()
    for (const words of ['Letter codes printed', 'Codes: \u20682 to 3\u2069', 'Number: \u20682\u2069'])
      expect(html).toContain(words)
  })

  it('speak the language of whom they are for, whoever prints them', async () => {
    const as = await ada()
    const people = ['fr', 'de', 'nl', 'es', 'en'].map((language) => ({ first_name: 'Zoé', language }))
    const [first] = await makeLetterCodes(as, people, {}, today)
    const html = await (await paper(first?.batch ?? '', {}, { as })).text()
    for (const word of ['Tapez ce code', 'Geben Sie diesen Code ein', 'Typ deze code', 'Escriba este código'])
      expect(html).toContain(word)
    expect([...html.matchAll(/data-size="l" lang="(\w+)"/g)].map(([, language]) => language)).toEqual([
      ...['fr', 'de', 'nl', 'es', 'en'],
    ])
    expect(html).toContain('<html lang="en"')
  })

  it('come as cards, eight a sheet', async () => {
    const as = await ada()
    const letters = await codes(9, as)
    const html = await (
      await paper(letters[0]?.batch ?? '', { layout: 'cards', paper: 'letter' }, { as })
    ).text()
    expect(html.match(/class="card-sheet"/g)).toHaveLength(2)
    expect(html).toContain('class="sheets on-letter')
    expect(codesIn(html)).toEqual(letters.map(({ code }) => formatCode(code)))
    expect(readQrCodes(html)).toEqual(letters.map(({ code }) => settings.origin + paths.code(code)))
  })

  it('show the postal address in the window', async () => {
    const as = await ada()
    const letter = await makeLetterCode(as, {}, today)
    const postalAddress = 'c/o Roy & <b>\n12 Rue Haute\n1000 Bruxelles'
    await db.update(invitations).set({ postalAddress }).where(eq(invitations.id, letter.id))
    const html = await (await paper(letter.batch, { window: 'right' }, { as })).text()
    expect(html).toContain(
      '<address><span dir="auto">Zoé Roy</span><span dir="auto">c/o Roy &amp; &lt;b&gt;</span><span dir="auto">12 Rue Haute</span><span dir="auto">1000 Bruxelles</span></address>',
    )
    expect(html).toContain('on-a4 window-right')
  })

  it('are never those that were used, have expired, were declined or belong to another batch', async () => {
    const as = await ada()
    const letters = await codes(5, as)
    await codes(2, as)
    const [used, expired, declined, open, erased] = letters
    await db.run(
      sql`update invitations set accepted_at = ${today}, accepted_by = ${as.id} where id = ${used?.id ?? 0}`,
    )
    await db.run(sql`update invitations set expires_at = ${today - 1} where id = ${expired?.id ?? 0}`)
    await db.run(
      sql`insert into invitation_stops (invitation_id, reason, at) values (${declined?.id ?? 0}, 'refused', ${today})`,
    )
    await db.run(sql`update invitations set erased_at = ${today} where id = ${erased?.id ?? 0}`)
    const html = await (await paper(open?.batch ?? '', {}, { as })).text()
    expect(lettersIn(html)).toEqual([open?.publicId])
  })

  it('are there no longer where none is open, in a batch of addresses, and in no batch', async () => {
    const as = await ada()
    const { batch: expired } = await makeLetterCode(as, {}, today - 31 * dayMs)
    const { publicId: addresses } = await inviteAll(rowsOf('nina@ville.test'), as, {}, today)
    for (const id of [expired, addresses]) {
      const asked = await get(paths.admin.batchPaper(id), { as })
      expect(asked.status).toBe(200)
      expect(await asked.text()).toContain('No code is open')
      expect((await paper(id, {}, { as })).status).toBe(409)
    }
    expect((await get(paths.admin.batchPaper('nothing'), { as })).status).toBe(404)
    expect((await paper('nothing', {}, { as })).status).toBe(404)
    expect(await journal('codes_printed')).toEqual([])
  })
})

describe('which letters are printed', () => {
  it.each([
    [{ from: '0', to: '2' }, 'from'],
    [{ from: '3', to: '2' }, 'to'],
    [{ from: 'two', to: '3' }, 'from'],
    [{ from: '-1', to: '3' }, 'from'],
    [{ from: '1', to: '' }, 'to'],
    [{ from: '1', to: '201' }, 'to'],
    [{ from: '1', to: '801', layout: 'cards' }, 'to'],
    [{ from: '4', to: '4' }, 'from'],
    [{ layout: 'poster' }, 'layout'],
    [{ paper: 'a5' }, 'paper'],
  ])('is said again when %o makes no sense', async (fields, field) => {
    const as = await ada()
    const letters = await codes(3, as)
    const answer = await paper(letters[0]?.batch ?? '', fields, { as })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain(`href="#${field}"`)
    expect(html).toContain(`id="${field}-error"`)
    expect(codesIn(html)).toEqual([])
    expect(await journal('codes_printed')).toEqual([])
  })

  it('is the last one too, and no more where fewer are open', async () => {
    const as = await ada()
    const letters = await codes(3, as)
    const batch = letters[0]?.batch ?? ''
    const last = await (await paper(batch, { from: '3', to: '3' }, { as })).text()
    expect(lettersIn(last)).toEqual([letters[2]?.publicId])
    const rest = await (await paper(batch, { from: '2', to: '150' }, { as })).text()
    expect(lettersIn(rest)).toEqual(letters.slice(1).map(({ publicId }) => publicId))
  })

  it('has a button for each part, and each part leads to the next and back', async () => {
    const as = await ada()
    const letters = await codes(401, as)
    const batch = letters[0]?.batch ?? ''
    const form = await (await get(paths.admin.batchPaper(batch), { as })).text()
    const parts = [...form.matchAll(/name="range" value="([^"]+)"/g)].map(([, range]) => range)
    expect(parts).toEqual(['1-200', '201-400', '401-401'])
    const html = await (await paper(batch, { range: '201-400' }, { as })).text()
    expect(lettersIn(html)).toEqual(letters.slice(200, 400).map(({ publicId }) => publicId))
    expect(html).toContain('Before: 1 to 200')
    expect(html).toContain('Next: 401 to 401')
    expect(html).toContain(`name="after" value="${letters[399]?.publicId}"`)
  })

  it('does not slip when somebody uses a code meanwhile: the choice is asked for again, and what follows follows', async () => {
    const as = await ada()
    const letters = await codes(5, as)
    const batch = letters[0]?.batch ?? ''
    await db.run(
      sql`update invitations set accepted_at = 1, accepted_by = ${as.id} where id = ${letters[0]?.id ?? 0}`,
    )
    const moved = await paper(batch, { from: '3', to: '4', open: '5' }, { as })
    expect(moved.status).toBe(409)
    expect(codesIn(await moved.text())).toEqual([])
    const after = letters[1]?.publicId ?? ''
    const next = await paper(batch, { from: '3', to: '4', open: '5', after }, { as })
    expect(lettersIn(await next.text())).toEqual([letters[2]?.publicId, letters[3]?.publicId])
    expect(await journal('codes_printed')).toMatchObject([{ details: { from: 2, to: 3, count: 2 } }])
  })

  it('costs a few rows for each code of the batch that is open, in three statements', async () => {
    const as = await ada()
    const letters = await codes(300, as)
    await makeLetterCodes(as, [{ first_name: 'Other' }], {}, today)
    const { db: counted, meter } = meteredDatabase()
    const printing = { batch: letters[0]?.batch ?? '', from: 201, to: 300 }
    const printed = await printLetters(counted, keys, printing, as, today)
    expect(printed).toMatchObject({ outcome: 'printed', from: 201, to: 300, open: 300 })
    expect(meter.statements).toBe(3)
    expect(meter.rowsRead).toBeLessThan(300 * 8)
  })
})

describe('what is printed', () => {
  it('holds whatever stands in names and messages', async () => {
    const as = await ada()
    const people = [
      { first_name: 'O’Brien & <b>', last_name: '"quoted"', message: '<script>alert(1)</script>' },
      { first_name: 'محمد', last_name: '👩‍👩‍👧‍👦' },
    ]
    const [first] = await makeLetterCodes(as, people, {}, today)
    for (const layout of ['letters', 'cards']) {
      const html = await (await paper(first?.batch ?? '', { layout }, { as })).text()
      expect(html).toContain('O’Brien &amp; &lt;b&gt; &quot;quoted&quot;')
      expect(html).toContain('محمد 👩‍👩‍👧‍👦')
      expect(html).not.toContain('<script>alert')
    }
  })

  it('gets smaller where the message is long', async () => {
    const as = await ada()
    const messages = ['Short', 'Venez en décider. '.repeat(60), 'a\n'.repeat(900)]
    const [first] = await makeLetterCodes(
      as,
      messages.map((message) => ({ message })),
      {},
      today,
    )
    const html = await (await paper(first?.batch ?? '', {}, { as })).text()
    expect([...html.matchAll(/data-size="(\w+)"/g)].map(([, size]) => size)).toEqual(['l', 's', 'xs'])
  })

  it('is called after the platform, the groups and which letters it is, as a PDF of it will be', async () => {
    const as = await ada()
    const letters = await codes(2, as, { groups: [await addGroup('Quartier A')] })
    const html = await (await paper(letters[0]?.batch ?? '', {}, { as })).text()
    expect(html).toContain('<title>Parvis · Quartier A · Letters 1 to 2</title>')
  })
})
