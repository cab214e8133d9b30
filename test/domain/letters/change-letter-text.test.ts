import { beforeEach, describe, expect, it } from 'vitest'
import { events, letterTexts } from '#src/db/schema/index.ts'
import { changeLetterText } from '#src/domain/letters/change-letter-text.ts'
import { readLetterWords } from '#src/domain/letters/letter-words.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { addUser, cast, db } from '#test/support/cast.ts'

const ours = { subject: '', greeting: '', button: '' }
const now = Date.UTC(2026, 10, 2, 9)
let ada: Actor

beforeEach(async () => {
  ada = await addUser(cast.ada)
})

describe('changing the words of a letter', () => {
  it('writes what differs, and a line of the journal for each that does not tell the text', async () => {
    expect(await change({ subject: 'Come in', greeting: 'Dear {{name}},' }, 0, now)).toBe('saved')
    expect((await wordsOf()).texts).toEqual({ ...ours, subject: 'Come in', greeting: 'Dear {{name}},' })
    const seen = (await wordsOf()).revision
    expect(await change({ subject: 'Come in', greeting: 'Hello!' }, seen, now + 1)).toBe('saved')
    expect((await wordsOf()).texts.greeting).toBe('Hello!')
    const journal = await db.select().from(events)
    expect(journal.map(({ subjectId }) => subjectId)).toEqual([
      'invitation/fr/subject',
      'invitation/fr/greeting',
      'invitation/fr/greeting',
    ])
    expect(journal[0]).toMatchObject({
      ...{ actorId: ada.id, action: 'letter_text_changed', subjectType: 'letter' },
      details: { kind: 'invitation', language: 'fr', part: 'subject' },
    })
    expect(JSON.stringify(journal)).not.toContain('Come in')
  })

  it('brings our own sentence back where the text is empty, and leaves no row of it', async () => {
    await change({ subject: 'Come in' }, 0, now)
    expect(await change({}, now, now + 1)).toBe('saved')
    expect(await db.select().from(letterTexts)).toEqual([])
    expect(await db.select().from(events)).toHaveLength(2)
  })

  it('writes nothing where nothing differs', async () => {
    expect(await change({}, 0, now)).toBe('saved')
    await change({ button: 'Go' }, 0, now)
    expect(await change({ button: 'Go' }, now, now + 1)).toBe('saved')
    expect((await wordsOf()).revision).toBe(now)
    expect(await db.select().from(events)).toHaveLength(1)
  })

  it('leaves other letters and languages alone', async () => {
    await change({ subject: 'Come in' }, 0, now)
    const other = { kind: 'reminder' as const, language: 'fr', texts: { ...ours, subject: 'Still time' } }
    await changeLetterText(db, { ...other, seen: 0 }, ada, now)
    await change({}, now, now + 1)
    expect((await readLetterWords(db, 'reminder', 'fr')).texts.subject).toBe('Still time')
    expect((await readLetterWords(db, 'invitation', 'en')).texts).toEqual(ours)
  })

  it('of two forms at once takes one, whichever it is', async () => {
    const both = await Promise.all([
      change({ subject: 'One' }, 0, now),
      change({ subject: 'Two' }, 0, now + 1),
    ])
    expect(both.toSorted()).toEqual(['changed_meanwhile', 'saved'])
    expect(await db.select().from(events)).toHaveLength(1)
  })

  it('is told when somebody took a text away meanwhile', async () => {
    await change({ subject: 'One', button: 'Go' }, 0, now)
    await change({ button: 'Go' }, 2 * now, now + 1)
    expect(await change({ subject: 'Mine', button: 'Go' }, 2 * now, now + 2)).toBe('changed_meanwhile')
    expect((await wordsOf()).texts).toEqual({ ...ours, button: 'Go' })
  })
})

async function change(texts: Partial<typeof ours>, seen: number, at: number) {
  const letter = { kind: 'invitation' as const, language: 'fr', texts: { ...ours, ...texts }, seen }
  return (await changeLetterText(db, letter, ada, at)).outcome
}

function wordsOf() {
  return readLetterWords(db, 'invitation', 'fr')
}
