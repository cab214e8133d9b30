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
 * The dedupe key of a test: `<public id of the batch, or "letters">/test/<kind>/<language>/<public id of the person>/<now>`. Its
 * mail has the person as `user_id` and no `invitation_id`; whatever its kind, it is written from samples and opens nothing.
 */
export function testLetterKey({ batch, kind, language }: TestLetter, userId: string, now: number): string {
  return [batch ?? 'letters', 'test', kind, language, userId, now].join('/')
}

/** What a mail's dedupe key says about the test that it is, or null for a mail that is none. */
export function readTestLetterKey(dedupeKey: string): { batch: string | null } | null {
  const [batch = '', test] = dedupeKey.split('/')
  if (test !== 'test') return null
  return { batch: batch === 'letters' ? null : batch }
}
