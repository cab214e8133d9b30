import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { batches, groups, users } from '#src/db/schema/index.ts'
import type { InvitationQuery } from '#src/domain/invitations/invitation-query.ts'
import { readFilterNames } from '#src/domain/invitations/read-filter-names.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { now } from '#test/support/invitations.ts'
import { meteredDatabase } from '#test/support/metered.ts'
import { addBatchWith } from '#test/support/outbox.ts'
import { addGroup } from '#test/support/panel.ts'
import { filterLine } from '#views/invitations/filter-words.tsx'
import { wordsIn } from '#views/words/index.ts'

async function told(query: InvitationQuery, language = 'en'): Promise<string> {
  const names = await readFilterNames(db, query, language)
  return filterLine(wordsIn(language), 'Europe/Brussels', { query, names })
}

describe('a filter in words', () => {
  it('says all that is asked for, by the names its reader knows', async () => {
    const ada = await addUser(cast.ada)
    await addBatchWith('', ada, now)
    const batch = (await db.query.batches.findFirst())?.publicId ?? ''
    const group = await addGroup('Quartier A')
    await db.update(groups).set({ names: { nl: 'Wijk A' } })
    const query = {
      ...({ state: 'open', mail: 'bounced', ends: 'soon' } as const),
      ...{ language: 'fr', batch, group: group.publicId, inviter: ada.publicId },
      ...{ from: '2026-11-01', until: '2026-11-03', q: 'zoé' },
    }
    expect(await told(query)).toBe(
      'open · in French · from the batch of 2 Nov 2026, 10:00, \u2068Typed addresses\u2069, by Ada Martin · group Quartier A · invited by Ada Martin' +
        ' · invited from 1 November 2026 to 3 November 2026 · expiring within 7 days · mail bounced · found for “zoé”',
    )
    expect(await told(query, 'nl')).toContain('groep Wijk A')
  })

  it('says that all are meant where nothing is asked for', async () => {
    expect(await told({})).toBe('all invitations')
    expect(await told({ q: '' }, 'fr')).toBe('toutes les invitations')
  })

  it('says what is not there any more, and repeats what is no language', async () => {
    const query = { batch: 'gone', group: 'gone', inviter: 'gone', language: 'en-%%%' }
    expect(await told(query)).toBe(
      'in en-%%% · from a batch that does not exist any more · of a group that does not exist any more' +
        ' · invited by somebody who is not here any more',
    )
  })

  it('names nobody who was erased', async () => {
    const ada = await addUser(cast.ada)
    await addBatchWith('', ada, now)
    const batch = (await db.query.batches.findFirst())?.publicId ?? ''
    await db.update(users).set({ firstName: '', lastName: '' })
    expect(await told({ batch, inviter: ada.publicId })).toBe(
      'from the batch of 2 Nov 2026, 10:00, \u2068Typed addresses\u2069 · invited by somebody who is not here any more',
    )
  })

  it('tells batches of one day and one person apart, by when and from what they were made', async () => {
    const ada = await addUser(cast.ada)
    const ids = [await addBatchWith('', ada, now), await addBatchWith('', ada, now + 60_000)]
    const fileName = `${'members '.repeat(24)}.xlsx`
    await db
      .update(batches)
      .set({ source: 'workbook', fileName })
      .where(eq(batches.id, Number(ids[1])))
    const found = await db.query.batches.findMany({ orderBy: batches.id })
    const [typed, file] = await Promise.all(found.map(({ publicId }) => told({ batch: publicId }, 'fr')))
    expect(typed).toBe('de l’envoi du 2 nov. 2026, 10:00, \u2068Adresses saisies\u2069, par Ada Martin')
    const cut = `${'members '.repeat(10).slice(0, 79)}…`
    expect(file).toBe(`de l’envoi du 2 nov. 2026, 10:01, \u2068${cut}\u2069, par Ada Martin`)
  })

  it.each([
    [{ from: '2026-11-01' }, 'invited since 1 November 2026'],
    [{ until: '2026-11-01' }, 'invited until 1 November 2026'],
    [{ from: '2026-11-01', until: '2026-11-01' }, 'invited on 1 November 2026'],
  ])('tells the days of %o', async (query, expected) => {
    expect(await told(query)).toBe(expected)
  })

  it('says the first of a month as each language does, and of what a day is', async () => {
    const query = { from: '2026-11-01', until: '2026-11-11' }
    expect(await told(query, 'fr')).toBe('invitées du 1er novembre 2026 au 11 novembre 2026')
    expect(await told(query, 'es')).toBe('invitadas del 1 de noviembre de 2026 al 11 de noviembre de 2026')
  })

  it('asks nothing of the database where no name is needed, and one statement where all are', async () => {
    const { db: metered, meter } = meteredDatabase()
    await readFilterNames(metered, { batch: '', group: undefined }, 'en')
    expect(meter.statements).toBe(0)
    await readFilterNames(metered, { batch: 'a', group: 'b', inviter: 'c' }, 'en')
    expect(meter.statements).toBe(1)
  })
})
