import { inArray, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import type { mailKinds } from '#src/db/schema/mails.ts'
import { letterTexts } from '#src/db/schema/settings.ts'
import type { LetterTexts } from './letter-texts.ts'

type Kind = (typeof mailKinds)[number]

/** The texts of these kinds in all languages, or of all kinds. */
export async function readLetterTexts(db: Database, kinds?: readonly Kind[]): Promise<LetterTexts> {
  return textsByKey(await selectLetterTexts(db, kinds))
}

/** The same as a statement, for who asks several things at once. */
export function selectLetterTexts(db: Database, kinds?: readonly Kind[]) {
  const selected = db.select({ key: letterTexts.key, text: letterTexts.text }).from(letterTexts)
  if (!kinds) return selected
  // '0' follows '/': what begins with the kind and a slash.
  const named = sql`(select t.key from ${jsonList([...kinds])} k
    join letter_texts t on t.key >= k.value || '/' and t.key < k.value || '0')`
  return selected.where(inArray(letterTexts.key, named))
}

export function textsByKey(rows: { key: string; text: string }[]): LetterTexts {
  return new Map(rows.map(({ key, text }) => [key, text]))
}
