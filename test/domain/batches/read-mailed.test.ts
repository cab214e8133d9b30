import { beforeEach, describe, expect, it } from 'vitest'
import { readMailed } from '#src/domain/batches/read-mailed.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { draft, rowsOf } from '#test/support/batches.ts'
import { addUser, cast } from '#test/support/cast.ts'
import { meteredDatabase } from '#test/support/metered.ts'

let ada: Actor

beforeEach(async () => {
  ada = await addUser(cast.ada)
})

describe('who gets a mail from a batch', () => {
  it('is counted by language, most first, with those who have a message of their own', async () => {
    const batch = await draft(
      rowsOf(
        { email: 'a@x.test', language: 'nl' },
        { email: 'b@x.test', language: 'fr', message: 'For you' },
        { email: 'c@x.test', language: 'fr' },
        { email: 'ada@parvis.test', language: 'es' },
        { email: 'not an address', language: 'de' },
        { first_name: 'Vera', language: 'en' },
      ),
      ada,
      { codes: true },
    )
    const { db } = meteredDatabase()
    expect(await readMailed(db, batch)).toEqual({
      languages: [
        { name: 'fr', count: 2 },
        { name: 'nl', count: 1 },
      ],
      ownMessages: 1,
    })
  })

  it('is read from the heads of its chunks in one statement, however long the list', async () => {
    const people = Array.from({ length: 3000 }, (_, n) => ({ email: `p${n}@x.test`, language: 'fr' }))
    const batch = await draft(rowsOf(...people), ada)
    const { db, meter } = meteredDatabase()
    expect((await readMailed(db, batch)).languages).toEqual([{ name: 'fr', count: 3000 }])
    expect(meter).toMatchObject({ calls: 1, statements: 1 })
  })

  it('is what was carried out, in the language of the batch, once its rows are erased', async () => {
    const batch = await draft(rowsOf('a@x.test'), ada, { language: 'nl' })
    const { db } = meteredDatabase()
    const erased = { ...batch, erasedAt: 1, invitedCount: 4, renewedCount: 1 }
    expect(await readMailed(db, erased)).toEqual({ languages: [{ name: 'nl', count: 5 }], ownMessages: 0 })
    const none = { ...erased, invitedCount: 0, renewedCount: 0 }
    expect((await readMailed(db, none)).languages).toEqual([])
  })
})
