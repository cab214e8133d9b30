import type { mailKinds } from '#src/db/schema/mails.ts'

type Kind = (typeof mailKinds)[number]

/** What somebody asked to see in their own mailbox. */
export type TestLetter = {
  /** The batch whose message it carries, by its public id; without one it carries a sample. */
  batch: string | null
  kind: Kind
  language: string
}

/**
 * The dedupe key of a test: `test-<public id of the person>/<public id of the batch, or "letters">/<kind>/<language>/<now>`. Its mail
 * has the person as `user_id` and no `invitation_id`; whatever its kind, it is written from samples and opens nothing. What a
 * person tries shares a prefix of its own, so that it is counted by itself and never among what others caused.
 */
export function testLetterKey({ batch, kind, language }: TestLetter, userId: string, now: number): string {
  return [testsOf(userId), batch ?? 'letters', kind, language, now].join('/')
}

/** What the keys of all tests of a person have before their first slash. */
export function testsOf(userId: string): string {
  return `test-${userId}`
}

/** What a mail's dedupe key says about the test that it is, or null for a mail that is none. */
export function readTestLetterKey(dedupeKey: string): { batch: string | null } | null {
  const [person = '', batch = ''] = dedupeKey.split('/')
  if (!person.startsWith('test-')) return null
  return { batch: batch === 'letters' ? null : batch }
}
