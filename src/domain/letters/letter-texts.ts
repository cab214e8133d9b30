import type { mailKinds } from '#src/db/schema/mails.ts'
import { letterPartNames } from '#src/db/schema/settings.ts'
import { cleanLine } from '../text/clean.ts'

export { letterPartNames }
export type LetterPartName = (typeof letterPartNames)[number]
export type Placeholder = 'platform' | 'inviter' | 'name'

/** What administrators wrote, under `<kind>/<language>/<part>`. */
export type LetterTexts = ReadonlyMap<string, string>

/** Letters know no mails, which know letters; a kind of letter is a kind of mail. */
type Kind = (typeof mailKinds)[number]

const byInviter = {
  subject: ['platform', 'inviter', 'name'],
  greeting: ['platform', 'inviter', 'name'],
  button: ['platform'],
} as const
const toPerson = {
  subject: ['platform', 'name'],
  greeting: ['platform', 'name'],
  button: ['platform'],
} as const

/**
 * What each text may name as `{{placeholder}}`: the platform, who invites, and the first name of whoever the letter goes to. A
 * confirmation of an address repeats no name, since anybody with a letter code could have typed it.
 */
export const letterPlaceholders = {
  invitation: byInviter,
  reminder: byInviter,
  registration: toPerson,
  account_exists: toPerson,
  address_confirmation: { subject: ['platform'], greeting: ['platform'], button: ['platform'] },
  password_reset: toPerson,
  batch_done: toPerson,
} as const satisfies Record<Kind, Record<LetterPartName, readonly Placeholder[]>>

/** Longest text, in characters; a subject that is longer is cut by mail programs anyway. */
export const letterTextMax = { subject: 120, greeting: 120, button: 60 } as const satisfies Record<
  LetterPartName,
  number
>

/** Under which a text is stored; the language is one of the interface, such as `fr`. */
export function letterTextKey(kind: Kind, language: string, part: LetterPartName): string {
  return `${kind}/${language}/${part}`
}

const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g

/** The placeholders of a text that this kind and part does not have, as written; also halves such as `{{name`. */
export function unknownPlaceholders(kind: Kind, part: LetterPartName, text: string): string[] {
  const known: readonly string[] = letterPlaceholders[kind][part]
  const named = [...text.matchAll(placeholder)].filter(([, name = '']) => !known.includes(name))
  const halves = text.replace(placeholder, '').match(/\{\{+[^\s{}]*|[^\s{}]*\}\}+/g) ?? []
  return [...named.map(([whole]) => whole), ...halves]
}

/**
 * The text with its placeholders filled in, as one line; null where one of them is not allowed here or has no value in this
 * letter, so that our own sentence is used. Nothing in a value is read as a placeholder again.
 */
export function fillIn(
  kind: Kind,
  part: LetterPartName,
  text: string,
  values: Record<Placeholder, string | null>,
): string | null {
  if (unknownPlaceholders(kind, part, text).length > 0) return null
  const filled = new Map(Object.entries(values))
  const names = [...text.matchAll(placeholder)].map(([, name = '']) => name)
  if (names.some((name) => !filled.get(name))) return null
  return cleanLine(text).replace(placeholder, (_, name: string) => filled.get(name) ?? '') || null
}
