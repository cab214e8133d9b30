import { inArray } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { mailKinds } from '#src/db/schema/mails.ts'
import { letterTexts } from '#src/db/schema/settings.ts'
import { type LetterPartName, letterPartNames, letterTextKey } from './letter-texts.ts'

type Kind = (typeof mailKinds)[number]

/** What an administrator wrote for one letter in one language; an empty text is our own sentence. */
export type LetterWords = {
  texts: Record<LetterPartName, string>
  /** Changes with every change to these texts: when they were written, added up. */
  revision: number
}

export async function readLetterWords(db: Database, kind: Kind, language: string): Promise<LetterWords> {
  const rows = await db
    .select()
    .from(letterTexts)
    .where(inArray(letterTexts.key, letterWordKeys(kind, language)))
  const textOf = (part: LetterPartName) =>
    rows.find(({ key }) => key === letterTextKey(kind, language, part))?.text ?? ''
  return {
    texts: { subject: textOf('subject'), greeting: textOf('greeting'), button: textOf('button') },
    revision: rows.reduce((sum, { updatedAt }) => sum + updatedAt, 0),
  }
}

export function letterWordKeys(kind: Kind, language: string): string[] {
  return letterPartNames.map((part) => letterTextKey(kind, language, part))
}
