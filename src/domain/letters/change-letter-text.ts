import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import type { mailKinds } from '#src/db/schema/mails.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import type { Actor } from '../users/user.ts'
import { letterPartNames, letterTextKey } from './letter-texts.ts'
import { type LetterWords, letterWordKeys } from './letter-words.ts'

export type LetterChange = {
  kind: (typeof mailKinds)[number]
  language: string
  /** Checked texts; an empty one brings our own sentence back. */
  texts: LetterWords['texts']
  /** The revision that the form was filled from. */
  seen: number
}

/** Takes what an administrator wrote for a letter in one language, unless somebody else changed it meanwhile. */
export async function changeLetterText(
  db: Database,
  change: LetterChange,
  actor: Actor,
  now: number,
): Promise<{ outcome: 'saved' | 'changed_meanwhile' | 'forbidden' }> {
  const keys = jsonList(letterWordKeys(change.kind, change.language))
  const isAsSeen = sql`(select coalesce(sum(updated_at), 0) from letter_texts
    where key in (select value from ${keys})) = ${change.seen}
    and ${stillHolds(actor)}`
  const [guard] = await db.batch([
    db.all<{ holds: 0 | 1 }>(sql`select ${isAsSeen} as holds`),
    writeEvents(db, change, isAsSeen, actor, now),
    writeTexts(db, change, isAsSeen, now),
    // Emptied ones go last: taken away before, they would count as a change since the form was shown.
    db.run(sql`delete from letter_texts where key in (select value from ${keys}) and text = ''`),
  ])
  if (guard[0]?.holds === 1) return { outcome: 'saved' }
  return { outcome: (await isStillAllowed(db, actor)) ? 'changed_meanwhile' : 'forbidden' }
}

/** One line of the journal for each text that changes; it names the text, not what it says. */
function writeEvents(db: Database, change: LetterChange, isAsSeen: SQL, actor: Actor, now: number) {
  return db.run(sql`
    insert into events (at, actor_id, action, subject_type, subject_id, details)
    select ${now}, ${actor.id}, 'letter_text_changed', 'letter', g.value ->> 'key',
      json_object('kind', ${change.kind}, 'language', ${change.language}, 'part', g.value ->> 'part')
    from ${given(change)} g where ${isAsSeen} and ${differs}`)
}

function writeTexts(db: Database, change: LetterChange, isAsSeen: SQL, now: number) {
  return db.run(sql`
    insert into letter_texts (key, text, updated_at)
    select g.value ->> 'key', g.value ->> 'text', ${now} from ${given(change)} g where ${isAsSeen} and ${differs}
    on conflict do update set text = excluded.text, updated_at = excluded.updated_at`)
}

function given({ kind, language, texts }: LetterChange): SQL {
  return jsonList(
    letterPartNames.map((part) => ({ key: letterTextKey(kind, language, part), part, text: texts[part] })),
  )
}

const differs = sql`g.value ->> 'text' <>
  coalesce((select t.text from letter_texts t where t.key = g.value ->> 'key'), '')`
